using System;
using System.IO;
using System.Numerics;
using System.Threading;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>Learns the topics of a corpus by variational Bayes: coordinate ascent in batch, or natural-gradient steps on mini-batches, of mean field or structured.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>: the precision of λ and of the E-step.</typeparam>
/// <param name="options">What to train.</param>
/// <param name="device">What runs the E-step. It stays the caller's to dispose.</param>
/// <param name="inferenceDevices">Makes the devices on which the learnt model infers; null for the processor.</param>
/// <remarks>
/// Blei, Ng and Jordan 2003 with a Dirichlet on the topics; online: Hoffman, Blei and Bach 2010, algorithm 2; structured: Hoffman and Blei 2015.
/// A pass is: γ and φ of every document at fixed λ, the bound, then λ ← (1 − ρ)·λ + ρ·(η + D/|B|·Σ n φ), with ρ = 1 and |B| = D in batch.
/// </remarks>
/// <example>
/// <code>
/// string[] lines =
/// [
///     "apple pear plum", "wheel brake motor", "pear cherry apple plum",
///     "motor wheel oil", "plum apple cherry", "brake oil wheel motor",
/// ];
/// File.WriteAllLines("notes.txt", lines);
/// ICorpus corpus = CorpusReader.Read("notes.txt"); // a document a line
/// LdaOptions options = new() { TopicCount = 2, Alpha = [0.1], Eta = [0.1], Passes = 20, Seed = 1 };
/// using CpuLdaDevice&lt;float&gt; device = new(threads: 2);
/// using LdaModel model = new LdaTrainer&lt;float&gt;(options, device).Fit(corpus, out LdaFitResult result);
/// foreach (IReadOnlyList&lt;LdaTopWord&gt; topic in model.TopWords(4))
/// {
///     Console.WriteLine(string.Join(' ', topic.Select(word =&gt; $"{word.Word} {word.Probability:F2}")));
/// }
/// // apple 0.29 plum 0.29 cherry 0.19 pear 0.19
/// // motor 0.29 wheel 0.29 brake 0.19 oil 0.19
/// Console.WriteLine($"bound of a token {result.History[0].BoundPerWord:F2} before, {result.History[^1].BoundPerWord:F2} after");
/// // bound of a token -3.81 before, -2.43 after
/// </code>
/// </example>
public sealed class LdaTrainer<T>(LdaOptions options, ILdaDevice<T> device, ILdaDeviceProvider? inferenceDevices = null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LdaOptions _options = options ?? throw new ArgumentNullException(nameof(options));
    private readonly ILdaDevice<T> _device = device ?? throw new ArgumentNullException(nameof(device));

    /// <summary>Threads that draw the start of λ, and the topics of structured training; 0 for one a core. They do not show in the result.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of threads.</exception>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>Writes every row of λ to the device's topics (<see cref="ILdaDevice{T}.WriteLambda"/>) before the first pass; null draws them from Gamma(100, 0.01).</summary>
    public Action<ILdaDevice<T>, LdaTopics>? Start { get; init; }

    /// <summary>Whether a run that came to its end without a bound, as online training does, computes the one of its final topics: a pass over the corpus that learns nothing.</summary>
    public bool FinalBound { get; init; }

    /// <summary>Where and how often the run is kept on disk; null for never.</summary>
    /// <exception cref="ArgumentException">The settings are out of range.</exception>
    public Checkpointing? Checkpointing
    {
        get;
        init
        {
            value?.Validate();
            field = value;
        }
    }

    /// <summary>The checkpoints of several runs, of which this is one.</summary>
    internal LdaCheckpointSeries? Checkpoints { get; init; }

    /// <summary>Trains a model.</summary>
    /// <param name="corpus">The documents, at least one; empty documents are allowed.</param>
    /// <param name="result">What the run did.</param>
    /// <param name="progress">Told after every block of documents.</param>
    /// <param name="cancellation">Looked at between blocks of documents; what was learnt until then is returned.</param>
    /// <returns>The model; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">An option does not fit the corpus or the device, or the corpus holds no document.</exception>
    public LdaModel Fit(ICorpus corpus, out LdaFitResult result, IProgress<LdaProgress>? progress = null, CancellationToken cancellation = default)
        => Train(corpus, null, out result, progress, cancellation);

    /// <summary>Goes on with a run that was stopped, to the bits that it would have had without the stop.</summary>
    /// <param name="checkpoint">Where it was; its options are those of this trainer, by value, but for the number of passes, which may be another.</param>
    /// <param name="corpus">The corpus it was trained on.</param>
    /// <param name="result">What the run did, from its first start.</param>
    /// <param name="progress">Told after every block of documents.</param>
    /// <param name="cancellation">Looked at between blocks of documents; what was learnt until then is returned.</param>
    /// <returns>The model; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The checkpoint is of another precision or of several runs (<see cref="LdaRestarts{T}"/>), or has an option that is not this trainer's: which, what was found and what was expected.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is of another corpus, or of another kind of device.</exception>
    public LdaModel Resume(LdaCheckpoint checkpoint, ICorpus corpus, out LdaFitResult result, IProgress<LdaProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(corpus);
        if (checkpoint.Restarts is int restarts)
        {
            throw new ArgumentException($"The checkpoint is of run {checkpoint.Restart} of {restarts} from different starts; expected one of a single run: {nameof(LdaRestarts<>)} goes on with it.", nameof(checkpoint));
        }

        checkpoint.RequireSame(_options, _device, corpus);
        return Train(corpus, checkpoint, out result, progress, cancellation);
    }

    /// <summary>Trains from the start, or from a checkpoint that is known to fit.</summary>
    internal LdaModel<T> Train(ICorpus corpus, LdaCheckpoint? checkpoint, out LdaFitResult result, IProgress<LdaProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        _options.Validate(corpus.VocabularySize);
        if (corpus.DocumentCount < 1)
        {
            throw new ArgumentException($"The corpus holds {corpus.DocumentCount} documents; expected at least 1.", nameof(corpus));
        }

        ILdaWordRows<T>? wordRows = _options.Method == LdaMethod.Structured ? WordRows() : null;
        using LdaTopics topics = _device.CreateTopics(corpus.VocabularySize, _options.TopicCount, LdaTopicKind.Dirichlet);
        var priors = new LdaPriors<T>(_options, corpus.VocabularySize);
        var journal = new LdaJournal(_options, corpus, progress, checkpoint?.State.Journal);
        int threads = Threads == 0 ? Environment.ProcessorCount : Threads;
        using var run = new LdaTrainingRun<T>(_options, _device, topics, corpus, priors, journal, Checkpoints ?? LdaCheckpointSeries.Of(Checkpointing), cancellation);
        if (wordRows is not null)
        {
            run.BeStructured(wordRows, threads);
        }

        if (checkpoint is null)
        {
            (Start ?? new LdaStart<T>(_options.Seed, threads).Draw)(_device, topics);
        }
        else
        {
            run.Restore(checkpoint);
        }

        run.AllPasses();
        LdaBound? bound = journal.LastPassBound ?? (FinalBound && !journal.HasUnfinished ? run.BoundOfTopics() : null);

        // The model's λ is a copy: without this it would be the fourth array of its size.
        topics.ReleaseWorkingMemory();
        TopicRows<T> lambda = LambdaTransfer.Read(_device, topics);
        result = journal.Close(_device.Description, MassOf(lambda), run.LastEtaMass, run.Step, priors) with { Bound = bound };
        return new LdaModel<T>(lambda, corpus.Vocabulary, _options, result, inferenceDevices, priors.Values);
    }

    private ILdaWordRows<T> WordRows() => _device as ILdaWordRows<T> ?? throw new ArgumentException(
        $"{nameof(LdaOptions.Method)} is {nameof(LdaMethod.Structured)} and the device is a {_device.GetType().Name.Split('`')[0]}; expected one that moves listed words, as the CPU device does.");

    private static double MassOf(TopicRows<T> lambda)
    {
        double mass = 0;
        for (int word = 0; word < lambda.RowCount; word++)
        {
            double row = 0;
            foreach (T value in lambda.Row(word))
            {
                row += double.CreateTruncating(value);
            }

            mass += row;
        }

        return mass;
    }
}
