using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics;
using System.Text.Json.Serialization;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>What a checkpoint holds besides λ and γ.</summary>
internal sealed record LdaCheckpointState
{
    /// <summary>The version of the library that wrote it.</summary>
    public string Library { get; init; } = "";

    public required string Precision { get; init; }

    /// <summary>The kind of device whose state of the topics follows.</summary>
    public required string Device { get; init; }

    public required LdaOptions Options { get; init; }

    public required string Note { get; init; }

    /// <summary>How often the run was kept.</summary>
    public long EveryUpdates { get; init; }

    /// <summary>The same by time.</summary>
    public TimeSpan EveryTime { get; init; }

    public required LdaCorpusMark Corpus { get; init; }

    /// <summary>The pass that goes on.</summary>
    public required int Pass { get; init; }

    /// <summary>The document it goes on from.</summary>
    public required int FirstDocument { get; init; }

    /// <summary>Where a pass in random order has its window; null elsewhere, and at the start of a pass.</summary>
    public LdaShufflePlace? Window { get; init; }

    /// <summary>What the E-step did in the pass so far.</summary>
    public LdaEStepResult PassSum { get; init; }

    /// <summary>Updates of λ, in all.</summary>
    public required long Step { get; init; }

    public required double[] Alpha { get; init; }

    public required double[] Eta { get; init; }

    public required double EtaMass { get; init; }

    public required int RejectedPriorSteps { get; init; }

    public required LdaJournalState Journal { get; init; }

    /// <summary>Whether the documents' γ follow λ.</summary>
    public bool HasGamma { get; init; }

    /// <summary>What the runs before this one came to, where there are several; null where it is the only one.</summary>
    public LdaRestartsState? Restarts { get; init; }

    /// <summary>Whether the run is still to begin. Nothing follows then: its λ is drawn again.</summary>
    [JsonIgnore]
    public bool IsStart => Pass == 1 && FirstDocument == 0;

    /// <summary>A run that is still to begin.</summary>
    public static LdaCheckpointState AtStart<T>(LdaOptions options, ILdaDevice<T> device, ICorpus corpus)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
        {
            Library = ModelFile.Library,
            Precision = NumpyMatrix.NameOf<T>(),
            Device = KindOf(device),
            Options = options,
            Note = "",
            Corpus = LdaCorpusMark.Of(corpus),
            Pass = 1,
            FirstDocument = 0,
            Step = 0,
            Alpha = options.ResolveAlpha(),
            Eta = options.ResolveEta(),
            EtaMass = 0,
            RejectedPriorSteps = 0,
            Journal = new LdaJournalState([], 0, 0, null, null, 0, 0, 0),
        };

    /// <summary>What devices of one kind are called.</summary>
    public static string KindOf<T>(ILdaDevice<T> device)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => device.GetType().Name.Split('`')[0];
}

/// <summary>What a journal must know to go on.</summary>
internal sealed record LdaJournalState(IReadOnlyList<LdaPass> History, long Visits, int BoundFalls, LdaBound? Bound, double? Rho, double Weight, double SquaredWeight, double Seconds,
    long ShortenedSteps = 0, long ShortenedTopicSteps = 0);

/// <summary>What tells one corpus from another.</summary>
/// <param name="DocumentCount">D.</param>
/// <param name="VocabularySize">V.</param>
/// <param name="PairCount">Distinct (document, word) pairs.</param>
/// <param name="TokenCount">Sum of all counts.</param>
/// <param name="Start">A hash of the first documents.</param>
internal sealed record LdaCorpusMark(int DocumentCount, int VocabularySize, long PairCount, double TokenCount, string Start)
{
    private const int DocumentsHashed = 256;

    public static LdaCorpusMark Of(ICorpus corpus)
    {
        using var hash = new HashingStream(Stream.Null);
        DocumentBlock block = corpus.Read(0, Math.Min(DocumentsHashed, corpus.DocumentCount));
        hash.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(block.TermIds));
        hash.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(block.Counts));
        return new LdaCorpusMark(corpus.DocumentCount, corpus.VocabularySize, corpus.PairCount, corpus.TokenCount, hash.Checksum);
    }
}

/// <summary>Reads and writes a checkpoint's description without reflection.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(LdaCheckpointState))]
internal sealed partial class LdaCheckpointJson : JsonSerializerContext;
