using System;
using System.Collections.Generic;

namespace Kernels.Inference;

/// <summary>Where a training run stands.</summary>
public sealed record LdaProgress
{
    /// <summary>The pass under way, from 1.</summary>
    public required int Pass { get; init; }

    /// <summary>Passes asked for.</summary>
    public required int Passes { get; init; }

    /// <summary>Documents done in this pass.</summary>
    public required long DocumentsDone { get; init; }

    /// <summary>D.</summary>
    public required long DocumentCount { get; init; }

    /// <summary>Seconds since training began.</summary>
    public required double Seconds { get; init; }

    /// <summary>Documents a second since training began.</summary>
    public required double DocumentsPerSecond { get; init; }

    /// <summary>(word, document, inner iteration) visits a second since training began.</summary>
    public required double VisitsPerSecond { get; init; }

    /// <summary>The latest bound, if one was computed.</summary>
    public double? Bound { get; init; }

    /// <summary>The latest bound divided by the corpus' tokens.</summary>
    public double? BoundPerWord { get; init; }

    /// <summary>Time left if all passes are run at the speed so far.</summary>
    public TimeSpan Remaining { get; init; }

    /// <summary>The latest step size; null in batch training.</summary>
    public double? Rho { get; init; }

    /// <summary>The run under way, from 1, where several random starts are tried.</summary>
    public int Restart { get; init; } = 1;

    /// <summary>Runs asked for.</summary>
    public int Restarts { get; init; } = 1;
}

/// <summary>What one pass over the corpus did.</summary>
public sealed record LdaPass
{
    /// <summary>The pass, from 1.</summary>
    public required int Pass { get; init; }

    /// <summary>Seconds since training began, at the end of the pass.</summary>
    public required double Seconds { get; init; }

    /// <summary>Sum over documents of distinct words × inner iterations.</summary>
    public required long Visits { get; init; }

    /// <summary>The bound at the λ the pass began with, where it was computed.</summary>
    public LdaBound? Bound { get; init; }

    /// <summary>The bound divided by the corpus' tokens.</summary>
    public double? BoundPerWord { get; init; }

    /// <summary>Documents that stopped at the most inner iterations.</summary>
    public int UnconvergedDocuments { get; init; }

    /// <summary>(word, document) pairs that needed log space.</summary>
    public long RescuedPairs { get; init; }

    /// <summary>The pass' last step size; null in batch training.</summary>
    public double? Rho { get; init; }

    /// <summary>Σ_k α after the pass, where α is learnt.</summary>
    public double? AlphaSum { get; init; }

    /// <summary>Σ_w η after the pass, where η is learnt.</summary>
    public double? EtaSum { get; init; }
}

/// <summary>What a training run did.</summary>
public sealed record LdaFitResult
{
    /// <summary>The finished passes.</summary>
    public required IReadOnlyList<LdaPass> History { get; init; }

    /// <summary>Whether training stopped because the bound rose by less than <see cref="LdaOptions.BoundTolerance"/>.</summary>
    public bool Converged { get; init; }

    /// <summary>Whether training was cancelled; the model is what was learnt until then.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Documents seen in the pass that cancellation cut off. Batch training drops them, except in the first pass.</summary>
    public long UnfinishedDocuments { get; init; }

    /// <summary>How often a bound was below the one before it, by more than 1e-9 of its size. Possible unless γ is carried over.</summary>
    public int BoundFalls { get; init; }

    /// <summary>|Σλ − Ση − tokens| / tokens after the last whole batch pass; null for online training and where no pass was finished.</summary>
    public double? TokenMassError { get; init; }

    /// <summary>Newton steps of learnt priors that would have left their domain or lowered the bound, and were shortened.</summary>
    public int RejectedPriorSteps { get; init; }

    /// <summary>Online: steps of λ.</summary>
    public long Steps { get; init; }

    /// <summary>Structured: steps in which ρ of some topic was shortened, so that its λ stayed above 0.</summary>
    public long ShortenedSteps { get; init; }

    /// <summary>Structured: topics whose ρ was shortened, summed over those steps.</summary>
    public long ShortenedTopicSteps { get; init; }

    /// <summary>Online: documents that λ still rests on, (Σ w)²/Σ w² with a document's weight w = ρ/|B|·Π(1 − ρ) over the later steps; null for batch training.</summary>
    public double? EffectiveDocuments { get; init; }

    /// <summary>
    /// The run's bound: that of the last finished pass, at the λ it began with; where that pass has none and <see cref="LdaTrainer{T}.FinalBound"/> asks for it,
    /// that of the final topics. Otherwise null.
    /// </summary>
    public LdaBound? Bound { get; init; }

    /// <summary>Where several random starts were tried (<see cref="LdaRestarts{T}"/>), what each run did; otherwise null.</summary>
    public IReadOnlyList<LdaRestart>? Restarts { get; init; }

    /// <summary>Seconds from start to end.</summary>
    public double Seconds { get; init; }

    /// <summary>(word, document, inner iteration) visits of all passes.</summary>
    public long Visits { get; init; }

    /// <summary>D of the training corpus.</summary>
    public long DocumentCount { get; init; }

    /// <summary>Tokens of the training corpus.</summary>
    public double TokenCount { get; init; }

    /// <summary>What ran the E-step.</summary>
    public string Device { get; init; } = "";
}
