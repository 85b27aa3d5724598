using System;

namespace Kernels.Inference;

/// <summary>What a score of a model measures. Each is a mean per token in natural logarithms; nearer to 0 is better; none may be compared with another.</summary>
public enum LdaEvaluator
{
    /// <summary>
    /// All seven terms of the evidence lower bound: the documents' part over the tokens scored, and the topics' part −KL(q(β) ‖ p(β)) over the tokens the model
    /// was trained on (over those scored, where the model does not know them). On the training corpus that is the whole bound over its tokens.
    /// </summary>
    Bound,

    /// <summary>The documents' part of the bound over the tokens, the topics held: no KL of the topics (as Hoffman, Blei and Bach 2010 evaluate).</summary>
    DocumentBound,

    /// <summary>Document completion: θ from every other token of a document, the log probability of the tokens between (Wallach et al. 2009).</summary>
    Completion,

    /// <summary>An estimate of log p(document) by particles, topics at their means (the left-to-right algorithm of Wallach et al. 2009; Buntine 2009).</summary>
    LeftToRight,
}

/// <summary>How scores are computed.</summary>
public sealed record LdaScoreSettings
{
    private const int BoundIterations = 1000;
    private const double BoundTolerance = 1e-6;

    /// <summary>How far γ is iterated for the two bounds. Document completion has a schedule of its own.</summary>
    public LdaInferenceSettings Inference { get; init; } = new(BoundIterations, BoundTolerance);

    /// <summary>P, particles of left-to-right, at least 1.</summary>
    public int Particles { get; init; } = 20;

    /// <summary>What left-to-right draws; the same seed gives the same score on every machine, with any number of threads.</summary>
    public long Seed { get; init; }

    /// <summary>Threads for what no device does; 0 for one a core. They do not show in the result.</summary>
    public int Threads { get; init; }

    internal int ThreadCount => Threads == 0 ? Environment.ProcessorCount : Threads;

    internal LdaScoreSettings Checked()
    {
        LdaModel.Checked(Inference);
        ArgumentOutOfRangeException.ThrowIfLessThan(Particles, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        return this;
    }
}
