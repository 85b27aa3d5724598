using System;
using System.Collections.Generic;
using System.Numerics;
using System.Threading;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>A word of a topic.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Word">The word, or null where the model has no vocabulary.</param>
/// <param name="Probability">λ_wk / Σ_w λ_wk.</param>
public readonly record struct LdaTopWord(int Id, string? Word, double Probability);

/// <summary>How far a document's γ is iterated when topics are held fixed.</summary>
/// <param name="MaxIterations">The most inner iterations, ≥ 1.</param>
/// <param name="Tolerance">Stop when the mean over topics of |Δγ| falls below this.</param>
public sealed record LdaInferenceSettings(int MaxIterations = 1000, double Tolerance = 1e-4);

/// <summary>Topics learnt from a corpus: reads them, infers new documents' topics, and keeps itself in a folder.</summary>
/// <remarks>λ is kept in the precision it was trained in. Every member may be called from several threads at once; an inference that is under way when the model is disposed ends as usual.</remarks>
/// <example>
/// <code>
/// string[] lines = ["apple pear plum", "wheel brake motor", "plum apple pear apple", "motor wheel wheel", "pear plum", "brake motor"];
/// File.WriteAllLines("notes.txt", lines);
/// LdaOptions options = new() { TopicCount = 2, Alpha = [0.1], Eta = [0.1], Passes = 20, Seed = 1 };
/// using (CpuLdaDevice&lt;float&gt; device = new())
/// using (LdaModel learnt = new LdaTrainer&lt;float&gt;(options, device).Fit(CorpusReader.Read("notes.txt"), out _))
/// {
///     learnt.Save("model");
/// }
///
/// using LdaModel model = LdaModel.Load("model");
/// Console.WriteLine(string.Join(' ', model.TopWords(topic: 0, count: 3).Select(word =&gt; word.Word))); // motor wheel brake
/// model.Vocabulary!.TryGetId("apple", out int apple);
/// model.Vocabulary.TryGetId("motor", out int motor);
/// float[] theta = new float[model.TopicCount];
/// model.Infer(ids: [apple, motor], counts: [3, 1], theta);
/// Console.WriteLine($"{theta[0]:F2} {theta[1]:F2}"); // 0.26 0.74
/// </code>
/// </example>
public abstract class LdaModel : IDisposable
{
    private readonly Lazy<double[]> _topicTotals;
    private LdaInferenceSettings _inference = new();

    private protected LdaModel(int vocabularySize, Vocabulary? vocabulary, LdaOptions options, LdaFitResult? fit, ILdaDeviceProvider? devices, LdaModelPriors? priors)
    {
        options.Validate(vocabularySize);
        if (vocabulary is not null && vocabulary.Count != vocabularySize)
        {
            throw new ArgumentException($"The vocabulary holds {vocabulary.Count} words; expected {vocabularySize}, one a row of λ.", nameof(vocabulary));
        }

        (VocabularySize, TopicCount, Vocabulary, Options, Fit) = (vocabularySize, options.TopicCount, vocabulary, options, fit);
        Alpha = priors?.Alpha ?? options.ResolveAlpha();
        Eta = priors?.Eta ?? options.ResolveEta();
        Devices = devices ?? DefaultLdaDevices.Instance;
        _topicTotals = new Lazy<double[]>(SumTopics);
    }

    /// <summary>K.</summary>
    public int TopicCount { get; }

    /// <summary>V.</summary>
    public int VocabularySize { get; }

    /// <summary>The words, or null where the corpus came without them.</summary>
    public Vocabulary? Vocabulary { get; }

    /// <summary>α, K values: as learnt, where it was.</summary>
    public IReadOnlyList<double> Alpha { get; }

    /// <summary>η, one value or V values: as learnt, where it was.</summary>
    public IReadOnlyList<double> Eta { get; }

    /// <summary>How it was trained.</summary>
    public LdaOptions Options { get; }

    /// <summary>What its training did, or null where that is not known.</summary>
    public LdaFitResult? Fit { get; internal set; }

    /// <summary>"float" or "double".</summary>
    public abstract string Precision { get; }

    /// <summary>How far <see cref="Infer(ReadOnlySpan{int}, ReadOnlySpan{float}, Span{float})"/> iterates.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public LdaInferenceSettings Inference
    {
        get => _inference;
        set => _inference = Checked(value);
    }

    /// <summary>Σ_w λ, K values.</summary>
    internal double[] TopicTotals => _topicTotals.Value;

    internal ILdaDeviceProvider Devices { get; }

    /// <summary>Reads a model folder. The checksum of λ is compared with the one in <c>model.json</c>; a folder without one, written before there was any, is taken.</summary>
    /// <param name="directory">The folder that <see cref="Save"/> wrote.</param>
    /// <param name="devices">Makes the devices on which the model infers; null for the processor.</param>
    /// <returns>The model; the caller disposes it.</returns>
    /// <exception cref="System.IO.InvalidDataException">A file is not what it should be: which one, what was found, what was expected.</exception>
    /// <exception cref="System.IO.IOException">The folder or a file cannot be read.</exception>
    public static LdaModel Load(string directory, ILdaDeviceProvider? devices = null) => LdaModelFolder.Load(directory, devices);

    /// <summary>Where a run that was killed while it replaced a model left the old folder, with its checkpoint if it had one; null where nothing of the kind is.</summary>
    /// <param name="directory">The model's folder. Where that is there nothing is missing.</param>
    public static string? FindSetAside(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        return FolderRemains.SetAside(directory);
    }

    /// <summary>Writes the model folder: <c>model.json</c>, <c>lambda.npy</c> (V × K) and, where there are words, <c>vocabulary.txt</c>.</summary>
    /// <param name="directory">The folder. It is written beside and renamed; an old model there stays whole until then.</param>
    /// <param name="force">Replace a model in a folder that is not empty; files there that are not a model's are kept.</param>
    /// <exception cref="System.IO.IOException">The folder is not empty and <paramref name="force"/> is off, or it cannot be written.</exception>
    public void Save(string directory, bool force = false) => LdaModelFolder.Save(this, directory, force);

    /// <summary>λ of a word, K values.</summary>
    /// <param name="word">In [0, V).</param>
    /// <param name="destination">At least K long.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such word.</exception>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public abstract void ReadTopicWeights(int word, Span<double> destination);

    /// <summary>The heaviest words of a topic, heaviest first, equal ones by id.</summary>
    /// <param name="topic">In [0, K).</param>
    /// <param name="count">How many; no more than V are given.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such topic, or a count below 0.</exception>
    public IReadOnlyList<LdaTopWord> TopWords(int topic, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(topic);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(topic, TopicCount);
        return LdaTopWords.Of(this, topic, 1, count)[0];
    }

    /// <summary>The heaviest words of every topic, found in one pass over λ.</summary>
    /// <param name="count">How many a topic; no more than V are given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count below 0.</exception>
    public IReadOnlyList<IReadOnlyList<LdaTopWord>> TopWords(int count) => LdaTopWords.Of(this, 0, TopicCount, count);

    /// <summary>Each topic's share of all topic weight, Σ_w λ_wk / Σ λ: K values summing to 1.</summary>
    public double[] TopicShare()
    {
        double total = InOrder.Sum(TopicTotals);
        return Array.ConvertAll(TopicTotals, weight => weight / total);
    }

    /// <summary>Infers a document's topics: θ = γ/Σγ at the fixed point of γ, with the topics held.</summary>
    /// <param name="ids">The document's words in any order, each in [0, V); a word that stands twice counts twice.</param>
    /// <param name="counts">Count of each, finite and ≥ 0.</param>
    /// <param name="theta">Receives K shares that sum to 1; for an empty document α/Σα.</param>
    /// <remarks>Deterministic. Allocates on the first call, and when a document is larger than any before.</remarks>
    /// <exception cref="ArgumentException">Lengths that do not fit, an id or a count out of range: what was given and what is expected.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public abstract void Infer(ReadOnlySpan<int> ids, ReadOnlySpan<float> counts, Span<float> theta);

    /// <summary>Infers all documents of a corpus, in parallel as the device does.</summary>
    /// <param name="corpus">The documents; matched to the model by word, see <see cref="Match"/>.</param>
    /// <param name="receive">Called in the corpus' order with the first document of a block and its θ, K values a document, valid during the call.</param>
    /// <param name="cancellation">Looked at between blocks.</param>
    /// <returns>What it did.</returns>
    /// <exception cref="ArgumentException">The corpus does not fit the model.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public abstract LdaInferenceResult Infer(ICorpus corpus, Action<int, ReadOnlySpan<float>> receive, CancellationToken cancellation = default);

    /// <summary>Infers all documents of a corpus.</summary>
    /// <param name="corpus">The documents; matched to the model by word, see <see cref="Match"/>.</param>
    /// <param name="theta">D × K long; receives each document's shares.</param>
    /// <param name="cancellation">Looked at between blocks.</param>
    /// <returns>What it did.</returns>
    /// <exception cref="ArgumentException">The corpus does not fit the model, or the destination is not D × K long.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public abstract LdaInferenceResult Infer(ICorpus corpus, Span<float> theta, CancellationToken cancellation = default);

    /// <summary>Sees a corpus with the model's word ids. Words the model does not know are left out and counted.</summary>
    /// <param name="corpus">A corpus with words, or, where it or the model has none, with the model's V.</param>
    /// <param name="cancellation">Looked at between runs of documents, where the corpus has to be read.</param>
    /// <returns>The corpus in the model's ids (itself where they are its own), and what the model does not know.</returns>
    /// <exception cref="ArgumentException">Vocabulary sizes differ and there are no words to match by.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public CorpusMapping Match(ICorpus corpus, CancellationToken cancellation = default) =>
        CorpusMapping.ToVocabulary(corpus, Vocabulary, VocabularySize, cancellation);

    /// <summary>Gives the inference device back.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the inference device back.</summary>
    /// <param name="disposing">False when called by a finalizer.</param>
    protected abstract void Dispose(bool disposing);

    internal static LdaInferenceSettings Checked(LdaInferenceSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.MaxIterations < 1 || !double.IsFinite(settings.Tolerance) || settings.Tolerance < 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Inference with {settings.MaxIterations} iterations and tolerance {settings.Tolerance}; expected at least 1, and a finite number of at least 0."),
                nameof(settings));
        }

        return settings;
    }

    /// <summary>λ of some topics, each V values: topic by topic, where λ itself lies word by word.</summary>
    internal abstract void ReadTopics(int firstTopic, int topics, Span<double> destination);

    /// <summary>Topics with this λ on a device of any precision.</summary>
    internal abstract LdaTopics CreateTopics<TDevice>(ILdaDevice<TDevice> device, LdaTopicKind kind)
        where TDevice : unmanaged, IBinaryFloatingPointIeee754<TDevice>;

    private double[] SumTopics()
    {
        double[] totals = new double[TopicCount];
        double[] row = new double[TopicCount];
        for (int word = 0; word < VocabularySize; word++)
        {
            ReadTopicWeights(word, row);
            for (int topic = 0; topic < row.Length; topic++)
            {
                totals[topic] += row[topic];
            }
        }

        return totals;
    }
}
