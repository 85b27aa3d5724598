using System;
using System.Threading;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>How well a model's documents' bound explains a corpus, per token. Natural logarithms.</summary>
/// <param name="DocumentBound">Terms 2, 3, 4, 6 and 7 of the bound: the documents' part, the topics held.</param>
/// <param name="PerWord">The same divided by the tokens; NaN where there are none.</param>
/// <param name="Tokens">Tokens of the corpus that the model's words cover.</param>
/// <param name="UnconvergedDocuments">Documents whose γ had not settled.</param>
public sealed record LdaPerWordBound(double DocumentBound, double PerWord, double Tokens, int UnconvergedDocuments);

/// <summary>How well a document's first half predicts its second. Natural logarithms.</summary>
/// <param name="PerWord">Mean of log Σ_k θ_k β_kw over the tokens predicted; NaN where there are none.</param>
/// <param name="Tokens">Tokens predicted.</param>
/// <param name="Documents">Documents scored.</param>
/// <param name="SkippedDocuments">Documents with an empty half.</param>
public sealed record LdaDocumentCompletion(double PerWord, double Tokens, int Documents, int SkippedDocuments);

/// <summary>Scores of a model on a corpus, each by its own name; all in double.</summary>
/// <remarks>"Perplexity" means five different things in the field, so nothing here is called that. The corpus is matched to the model by word.</remarks>
public static class LdaScores
{
    /// <summary>The documents' part of the bound, with the topics held: no term of the topics is counted.</summary>
    /// <param name="model">The model.</param>
    /// <param name="corpus">The documents.</param>
    /// <param name="settings">How far γ is iterated; null for 1,000 iterations and 1e-6.</param>
    /// <param name="cancellation">Looked at between blocks of documents.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LdaPerWordBound PerWordBound(LdaModel model, ICorpus corpus, LdaInferenceSettings? settings = null, CancellationToken cancellation = default)
    {
        LdaEStepResult sum = EStep(model, corpus, settings, statistics: false, cancellation, out _, out ICorpus matched);
        return new LdaPerWordBound(sum.DocumentBound, sum.DocumentBound / (matched.TokenCount > 0 ? matched.TokenCount : double.NaN), matched.TokenCount, sum.UnconvergedDocuments);
    }

    /// <summary>All seven terms of the bound of a corpus under a model: what training maximises, when the corpus is the one it was trained on.</summary>
    /// <param name="model">The model.</param>
    /// <param name="corpus">The documents.</param>
    /// <param name="settings">How far γ is iterated; null for 1,000 iterations and 1e-6.</param>
    /// <param name="cancellation">Looked at between blocks of documents.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LdaBound Bound(LdaModel model, ICorpus corpus, LdaInferenceSettings? settings = null, CancellationToken cancellation = default)
    {
        LdaEStepResult sum = EStep(model, corpus, settings, statistics: true, cancellation, out LdaTopicBound topics, out _);
        return LdaBound.From(sum, topics);
    }

    /// <summary>Document completion: θ from each document's even tokens, the score from its odd ones.</summary>
    /// <param name="model">The model; its topics are taken at their means.</param>
    /// <param name="corpus">The documents; their counts must be whole numbers.</param>
    /// <param name="cancellation">Looked at between blocks of documents.</param>
    /// <remarks>
    /// A repeated word is expanded into its copies; token j (from 0) of a document in word-id order goes to half j mod 2. θ = γ/Σγ from the even half
    /// with α = 0.1, from γ = α + N/K until the mean |Δγ| is below 1e-4, or 100 iterations.
    /// </remarks>
    /// <exception cref="ArgumentException">A count is not a whole number, or the corpus does not fit the model.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LdaDocumentCompletion DocumentCompletion(LdaModel model, ICorpus corpus, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        using ILdaDevice<double> device = model.Devices.Create<double>();
        using LdaTopics topics = model.CreateTopics(device, LdaTopicKind.Point);
        return new DocumentCompletion(model, device, topics).Score(model.Match(corpus, cancellation).Corpus, cancellation);
    }

    private static LdaEStepResult EStep(
        LdaModel model, ICorpus corpus, LdaInferenceSettings? settings, bool statistics, CancellationToken cancellation, out LdaTopicBound topicBound, out ICorpus matched)
    {
        ArgumentNullException.ThrowIfNull(model);
        settings = LdaModel.Checked(settings ?? new LdaInferenceSettings(MaxIterations: 1000, Tolerance: 1e-6));
        matched = model.Match(corpus, cancellation).Corpus;
        using ILdaDevice<double> device = model.Devices.Create<double>();
        using LdaTopics topics = model.CreateTopics(device, LdaTopicKind.Dirichlet);
        var schedule = new LdaEStepSettings
        {
            MaxIterations = settings.MaxIterations,
            Tolerance = settings.Tolerance,
            AccumulateStatistics = statistics,
            ComputeBound = true,
        };
        new LdaDocumentStep<double>(device, topics, matched, [.. model.Alpha])
            .Run(0, matched.DocumentCount, schedule, out LdaEStepResult sum, null, cancellation);
        cancellation.ThrowIfCancellationRequested();
        topicBound = statistics ? device.TopicBound(topics, [.. model.Eta]) : default;
        return sum;
    }
}
