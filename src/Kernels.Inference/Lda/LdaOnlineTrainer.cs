using System;
using System.Collections.Generic;
using System.Numerics;
using System.Threading;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>Learns topics from documents as they come: <see cref="PartialFit"/> takes any number of them, as often as there are some.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>: the precision of λ and of the E-step.</typeparam>
/// <remarks>
/// Every mini-batch of <see cref="LdaOptions.BatchSize"/> documents moves λ ← (1 − ρ)·λ + ρ·(η + D/|B|·Σ n φ) with ρ_t = (τ0 + t)^−κ, t counting on from call to call
/// (Hoffman, Blei and Bach 2010); a floor on ρ (<see cref="LdaOptions.RhoFloor"/>) makes the model follow a stream that changes. Words that were not seen before get rows of η.
/// </remarks>
/// <example>
/// <code>
/// LdaOptions options = new() { TopicCount = 2, Method = LdaMethod.Online, Passes = 1, BatchSize = 3, Alpha = [0.1], Eta = [0.1], Tau0 = 1 };
/// using CpuLdaDevice&lt;float&gt; device = new();
/// using LdaOnlineTrainer&lt;float&gt; trainer = new(options, device, new Vocabulary(["apple", "pear", "wheel", "motor"]));
/// string[][] days = [["apple pear", "wheel motor", "pear apple apple"], ["motor brake wheel", "brake motor", "apple quince pear"]];
/// for (int pass = 0; pass &lt; 20; pass++)
/// {
///     foreach (string[] day in days)
///     {
///         TextCorpusBuilder text = new();
///         foreach (string line in day)
///         {
///             text.AddDocument(line);
///         }
///
///         trainer.PartialFit(text.Build()); // new words get rows of their own
///     }
/// }
///
/// using LdaModel&lt;float&gt; model = trainer.Model();
/// Console.WriteLine($"{trainer.Steps} steps, {model.VocabularySize} words"); // 40 steps, 6 words
/// Console.WriteLine(string.Join(", ", model.TopWords(3).Select(topic =&gt; string.Join(' ', topic.Select(word =&gt; word.Word)))));
/// // motor brake wheel, apple pear quince
/// </code>
/// </example>
public sealed class LdaOnlineTrainer<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ILdaDevice<T> _device;
    private readonly ILdaDeviceProvider? _inferenceDevices;
    private readonly LdaPriors<T> _priors;
    private LdaTopics _topics;
    private LdaJournalState? _journal;

    /// <summary>Starts with random topics over words that are known beforehand; more may come.</summary>
    /// <param name="options">How to learn. Its method must be online and its passes 1: every call is one pass over the documents it is given.</param>
    /// <param name="device">What runs the E-step. It stays the caller's to dispose.</param>
    /// <param name="vocabulary">The words, at least one.</param>
    /// <param name="inferenceDevices">Makes the devices on which the models infer; null for the processor.</param>
    /// <exception cref="ArgumentException">An option does not fit.</exception>
    public LdaOnlineTrainer(LdaOptions options, ILdaDevice<T> device, Vocabulary vocabulary, ILdaDeviceProvider? inferenceDevices = null)
        : this(options, device, vocabulary, vocabulary?.Count ?? throw new ArgumentNullException(nameof(vocabulary)), inferenceDevices, null)
        => new LdaStart<T>(options.Seed, Environment.ProcessorCount).Draw(device, _topics);

    /// <summary>Goes on with a model.</summary>
    /// <param name="model">Its λ, priors, vocabulary and number of steps are taken over; it stays as it is.</param>
    /// <param name="options">How to learn from now on: as many topics as the model has.</param>
    /// <param name="device">What runs the E-step. It stays the caller's to dispose.</param>
    /// <param name="inferenceDevices">Makes the devices on which the models infer; null for the processor.</param>
    /// <exception cref="ArgumentException">An option does not fit the model.</exception>
    public LdaOnlineTrainer(LdaModel model, LdaOptions options, ILdaDevice<T> device, ILdaDeviceProvider? inferenceDevices = null)
        : this(options, device, (model ?? throw new ArgumentNullException(nameof(model))).Vocabulary, model.VocabularySize, inferenceDevices, model)
    {
        _priors.Restore([.. model.Alpha], model.Eta.Count == _priors.EtaValues.Length ? [.. model.Eta] : _priors.EtaValues.ToArray(), 0);
        Steps = model.Fit?.Steps ?? 0;
        DocumentsSeen = model.Fit?.DocumentCount ?? 0;
    }

    private LdaOnlineTrainer(LdaOptions options, ILdaDevice<T> device, Vocabulary? vocabulary, int vocabularySize, ILdaDeviceProvider? inferenceDevices, LdaModel? model)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(device);
        options.Validate(vocabularySize);
        if (options.Method != LdaMethod.Online || options.Passes != 1 || options.CarryGamma)
        {
            throw new ArgumentException(
                $"The method is {options.Method}, in {options.Passes} passes, γ {(options.CarryGamma ? "carried over" : "afresh")}; expected Online, 1 and afresh.", nameof(options));
        }

        if (model is not null && model.TopicCount != options.TopicCount)
        {
            throw new ArgumentException($"The model has {model.TopicCount} topics and the options say {options.TopicCount}; expected the same.", nameof(options));
        }

        (Options, _device, Vocabulary, _inferenceDevices) = (options, device, vocabulary, inferenceDevices);
        _priors = new LdaPriors<T>(options, vocabularySize);
        _topics = model?.CreateTopics(device, LdaTopicKind.Dirichlet) ?? device.CreateTopics(vocabularySize, options.TopicCount, LdaTopicKind.Dirichlet);
    }

    /// <summary>How it learns.</summary>
    public LdaOptions Options { get; }

    /// <summary>The words so far; null where the model came without them.</summary>
    public Vocabulary? Vocabulary { get; private set; }

    /// <summary>D: the documents that a mini-batch stands for. 0 for as many as have been seen, those of the call included.</summary>
    public double TotalDocuments { get; init; }

    /// <summary>Whether words that are not known get rows of their own. Otherwise they are left out.</summary>
    public bool GrowsVocabulary { get; init; } = true;

    /// <summary>Steps of λ so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Documents so far.</summary>
    public long DocumentsSeen { get; private set; }

    /// <summary>What the last call did; null before the first.</summary>
    public LdaFitResult? Result { get; private set; }

    /// <summary>Learns from documents.</summary>
    /// <param name="batch">The documents; matched to the model by word.</param>
    /// <param name="progress">Told after every block of documents.</param>
    /// <param name="cancellation">Looked at between blocks of documents; the mini-batch under way is then left out.</param>
    /// <returns>How the documents' words met the model's.</returns>
    /// <exception cref="ArgumentException">The documents do not fit the model: other words and no vocabulary to match by, or new words where each has an η of its own.</exception>
    public CorpusMapping PartialFit(ICorpus batch, IProgress<LdaProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ObjectDisposedException.ThrowIf(_topics is null, this);
        CorpusMapping mapping = Match(batch, cancellation);
        if (mapping.Corpus.DocumentCount == 0)
        {
            return mapping;
        }

        double documents = TotalDocuments > 0 ? TotalDocuments : DocumentsSeen + batch.DocumentCount;
        var journal = new LdaJournal(Options, mapping.Corpus, progress, _journal is null ? null : _journal with { History = [], Bound = null });
        using var run = new LdaTrainingRun<T>(Options, _device, _topics, mapping.Corpus, _priors, journal, null, cancellation) { TotalDocuments = documents, Step = Steps };
        try
        {
            run.AllPasses();
        }
        finally
        {
            // Of a mini-batch that did not come to its step nothing is to stay.
            if (journal.HasUnfinished)
            {
                _topics.ReleaseWorkingMemory();
                _priors.Forget();
            }

            Steps = run.Step;
            DocumentsSeen += run.DocumentsDone;
        }

        _journal = journal.State;
        Result = journal.Close(_device.Description, lambdaMass: 0, etaMass: 0, Steps, _priors) with { DocumentCount = DocumentsSeen };
        return mapping;
    }

    /// <summary>The topics as they are now; the caller disposes the model, and training may go on.</summary>
    public LdaModel<T> Model()
    {
        ObjectDisposedException.ThrowIf(_topics is null, this);
        LdaOptions options = _priors.EtaValues.Length == 1 ? Options : Options with { Eta = _priors.EtaValues.ToArray() };
        return new LdaModel<T>(LambdaTransfer.Read(_device, _topics), Vocabulary, options, Result, _inferenceDevices, _priors.Values);
    }

    /// <summary>Gives the topics' memory back.</summary>
    public void Dispose()
    {
        _topics?.Dispose();
        _topics = null!;
    }

    private CorpusMapping Match(ICorpus batch, CancellationToken cancellation)
    {
        CorpusMapping mapping = CorpusMapping.ToVocabulary(batch, Vocabulary, _topics.VocabularySize, cancellation);
        if (!GrowsVocabulary || mapping.UnknownWords.Count == 0)
        {
            return mapping;
        }

        if (_priors.EtaValues.Length > 1)
        {
            throw new ArgumentException($"{mapping.UnknownWords.Count} words are new and each word has an η of its own; expected one η for all where the vocabulary grows.", nameof(batch));
        }

        Grow(mapping.UnknownWords);
        return CorpusMapping.ToVocabulary(batch, Vocabulary, _topics.VocabularySize, cancellation);
    }

    /// <summary>Rows of η for new words.</summary>
    private void Grow(IReadOnlyList<string> words)
    {
        int known = _topics.VocabularySize;
        var vocabulary = new Vocabulary([.. Vocabulary!.Words, .. words]);
        LdaTopics larger = _device.CreateTopics(vocabulary.Count, Options.TopicCount, LdaTopicKind.Dirichlet);
        T[] row = new T[Options.TopicCount];
        for (int word = 0; word < vocabulary.Count; word++)
        {
            if (word < known)
            {
                _device.ReadLambda(_topics, word, row);
            }
            else
            {
                Array.Fill(row, _priors.Eta[0]);
            }

            _device.WriteLambda(larger, word, row);
        }

        _topics.Dispose();
        (_topics, Vocabulary) = (larger, vocabulary);
    }
}
