using Kernels.Cli.Options;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>What <c>lda train</c> is asked to do.</summary>
internal sealed record LdaTrainingRequest
{
    /// <summary>The corpus, and how to read it.</summary>
    public required CorpusRequest Corpus { get; init; }

    /// <summary>How to learn.</summary>
    public required LdaOptions Options { get; init; }

    /// <summary>Where the model goes.</summary>
    public required string Folder { get; init; }

    /// <summary>Where the topics live.</summary>
    public required ILdaDeviceProvider Devices { get; init; }

    /// <summary>How many threads.</summary>
    public required int Threads { get; init; }

    /// <summary>The run that goes on, or null.</summary>
    public LdaCheckpoint? Resumed { get; init; }

    /// <summary>Which checkpoints are kept, or null.</summary>
    public Checkpointing? Checkpointing { get; init; }

    /// <summary>How many runs, of which the best is kept.</summary>
    public int Restarts { get; init; } = 1;

    /// <summary>A file that λ starts from, or null.</summary>
    public string? Init { get; init; }

    /// <summary>Whether a model in the folder is replaced.</summary>
    public bool Force { get; init; }

    /// <summary>Whether nothing is said on the way.</summary>
    public bool Quiet { get; init; }

    /// <summary>Whether everything is said in JSON lines.</summary>
    public bool Json { get; init; }
}
