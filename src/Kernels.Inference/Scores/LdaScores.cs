using System;
using System.Threading;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>Scores of a model on a corpus, each by its own name; all in double. The corpus is matched to the model by word.</summary>
/// <example>
/// <code>
/// File.WriteAllText("notes.ldac", "3 0:2 1:1 2:1\n3 3:1 4:2 5:1\n3 0:1 1:2 2:1\n2 4:1 5:2\n2 1:1 2:2\n2 3:2 5:1\n");
/// ICorpus corpus = CorpusReader.Read("notes.ldac");
/// LdaOptions options = new() { TopicCount = 2, Alpha = [0.1], Eta = [0.1], Passes = 50, Seed = 1 };
/// using CpuLdaDevice&lt;double&gt; device = new();
/// using LdaModel model = new LdaTrainer&lt;double&gt;(options, device).Fit(corpus, out _);
/// LdaScore completion = LdaScores.DocumentCompletion(model, corpus); // half of each document from the other half
/// Console.WriteLine($"{completion.PerWord:F3} ± {completion.StandardError:F3} a token"); // -1.138 ± 0.035 a token
/// LdaScoreSettings settings = new() { Particles = 100, Seed = 1 };
/// LdaScore leftToRight = LdaScores.Score(model, corpus, LdaEvaluator.LeftToRight, settings);
/// Console.WriteLine($"ln p of all documents is about {leftToRight.DocumentSum:F2}");
/// // ln p of all documents is about -28.47
/// LdaBound bound = LdaScores.Bound(model, corpus);
/// Console.WriteLine($"at least {bound.DocumentPart:F2}, and {bound.Total:F2} with the topics");
/// // at least -30.60, and -40.36 with the topics
/// </code>
/// </example>
public static class LdaScores
{
    /// <summary>Scores a model on a corpus.</summary>
    /// <param name="model">The model.</param>
    /// <param name="corpus">The documents; for completion and left-to-right their counts must be whole numbers.</param>
    /// <param name="evaluator">What is measured.</param>
    /// <param name="settings">How; null for the defaults.</param>
    /// <param name="progress">Told how many documents are done, now and then.</param>
    /// <param name="cancellation">Looked at between blocks of documents; by left-to-right at every token.</param>
    /// <remarks>
    /// Completion: a repeated word is expanded into its copies; token j (from 0) of a document in word-id order goes to half j mod 2. θ = γ/Σγ from the even half
    /// with α = 0.1, from γ = α + N/K until the mean |Δγ| is below 1e-4, or 100 iterations.
    /// Left-to-right: tokens stand in word-id order, α is the model's; see <see cref="LdaScoreSettings"/> for particles and seed. An estimate, never above the
    /// true value on average, whose time grows with the square of a document's length.
    /// </remarks>
    /// <exception cref="ArgumentException">A count is not a whole number where it must be, a setting is out of range, or the corpus does not fit the model.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LdaScore Score(
        LdaModel model,
        ICorpus corpus,
        LdaEvaluator evaluator,
        LdaScoreSettings? settings = null,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        settings = (settings ?? new LdaScoreSettings()).Checked();
        ICorpus matched = model.Match(corpus, cancellation).Corpus;
        switch (evaluator)
        {
            case LdaEvaluator.Bound or LdaEvaluator.DocumentBound:
                return BoundScore(model, matched, evaluator, settings, progress, cancellation);
            case LdaEvaluator.Completion:
                using (ILdaDevice<double> device = model.Devices.Create<double>())
                using (LdaTopics topics = model.CreateTopics(device, LdaTopicKind.Point))
                {
                    var completion = new DocumentCompletion(model, device, topics);
                    completion.Run(matched, progress, cancellation);
                    return Of(evaluator, completion.Estimate, completion.Skipped);
                }

            case LdaEvaluator.LeftToRight:
                var leftToRight = new LeftToRight(model, settings);
                leftToRight.Run(matched, progress, cancellation);
                return Of(evaluator, leftToRight.Estimate, leftToRight.Skipped);
            default:
                throw new ArgumentOutOfRangeException(nameof(evaluator), evaluator, "There is no such evaluator.");
        }
    }

    /// <summary>Document completion with the defaults: <see cref="Score"/> with <see cref="LdaEvaluator.Completion"/>.</summary>
    /// <param name="model">The model; its topics are taken at their means.</param>
    /// <param name="corpus">The documents; their counts must be whole numbers.</param>
    /// <param name="cancellation">Looked at between blocks of documents.</param>
    /// <exception cref="ArgumentException">A count is not a whole number, or the corpus does not fit the model.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LdaScore DocumentCompletion(LdaModel model, ICorpus corpus, CancellationToken cancellation = default)
        => Score(model, corpus, LdaEvaluator.Completion, cancellation: cancellation);

    /// <summary>All seven terms of the bound of a corpus under a model: what training maximises, when the corpus is the one it was trained on.</summary>
    /// <param name="model">The model.</param>
    /// <param name="corpus">The documents.</param>
    /// <param name="settings">How far γ is iterated; null for 1,000 iterations and 1e-6.</param>
    /// <param name="cancellation">Looked at between blocks of documents.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LdaBound Bound(LdaModel model, ICorpus corpus, LdaInferenceSettings? settings = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        settings = LdaModel.Checked(settings ?? new LdaScoreSettings().Inference);
        ICorpus matched = model.Match(corpus, cancellation).Corpus;
        using ILdaDevice<double> device = model.Devices.Create<double>();
        using LdaTopics topics = model.CreateTopics(device, LdaTopicKind.Dirichlet);
        var schedule = new LdaEStepSettings
        {
            MaxIterations = settings.MaxIterations,
            Tolerance = settings.Tolerance,
            AccumulateStatistics = true,
            ComputeBound = true,
        };
        new LdaDocumentStep<double>(device, topics, matched, [.. model.Alpha])
            .Run(0, matched.DocumentCount, schedule, out LdaEStepResult sum, null, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return LdaBound.From(sum, device.TopicBound(topics, [.. model.Eta]));
    }

    private static LdaScore BoundScore(
        LdaModel model, ICorpus corpus, LdaEvaluator evaluator, LdaScoreSettings settings, IProgress<int>? progress, CancellationToken cancellation)
    {
        using ILdaDevice<double> device = model.Devices.Create<double>();
        using LdaTopics topics = model.CreateTopics(device, LdaTopicKind.Dirichlet);
        var documents = new DocumentBounds(model, settings);
        documents.Run(corpus, device, topics, progress, cancellation);
        LdaScore score = Of(evaluator, documents.Estimate, documents.Skipped) with { UnconvergedDocuments = documents.Unconverged };
        if (evaluator == LdaEvaluator.DocumentBound)
        {
            return score;
        }

        LdaTopicBound part = device.TopicBound(topics, [.. model.Eta]);
        double topicPart = part.TopicPrior + part.TopicEntropy;
        double topicTokens = model.Fit is { TokenCount: > 0 } fit ? fit.TokenCount : score.Tokens;
        return score with { PerWord = score.PerWord + (topicPart / topicTokens), TopicPart = topicPart, TopicTokens = topicTokens };
    }

    private static LdaScore Of(LdaEvaluator evaluator, RatioEstimate estimate, int skipped) => new()
    {
        Evaluator = evaluator,
        PerWord = estimate.Ratio,
        StandardError = estimate.StandardError,
        DocumentSum = estimate.Sum,
        Tokens = estimate.Tokens,
        Documents = estimate.Documents,
        SkippedDocuments = skipped,
    };
}
