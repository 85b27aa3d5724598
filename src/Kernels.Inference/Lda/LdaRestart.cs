using System;
using System.Collections.Generic;

namespace Kernels.Inference;

/// <summary>What one of several runs from different random starts did.</summary>
public sealed record LdaRestart
{
    /// <summary>Its seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Its bound (see <see cref="LdaFitResult.Bound"/>), by which runs are compared; null where it was cut off or failed.</summary>
    public double? Bound { get; init; }

    /// <summary>The bound divided by the corpus' tokens.</summary>
    public double? BoundPerWord { get; init; }

    /// <summary>Finished passes.</summary>
    public int Passes { get; init; }

    /// <summary>Seconds from start to end, or, where it failed, to the last progress.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether it was cancelled.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Why it gave no model, or null.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether the model is this run's.</summary>
    public bool IsKept { get; init; }

    /// <summary>What a run that came to a model did.</summary>
    internal static LdaRestart Of(long seed, LdaFitResult fit)
    {
        double? bound = fit.Cancelled || fit.Bound is null || !double.IsFinite(fit.Bound.Total) ? null : fit.Bound.Total;
        return new LdaRestart
        {
            Seed = seed,
            Bound = bound,
            BoundPerWord = bound / Math.Max(1, fit.TokenCount),
            Passes = fit.History.Count,
            Seconds = fit.Seconds,
            Cancelled = fit.Cancelled || fit.Bound is null,
        };
    }

    /// <summary>Which run's model is kept: the first of the best; −1 where none came to a model.</summary>
    internal static int KeptOf(IReadOnlyList<LdaRestart> runs)
    {
        int kept = -1;
        for (int run = 0; run < runs.Count; run++)
        {
            if (runs[run].Failure is null && (kept < 0 || runs[run].IsBetterThan(runs[kept])))
            {
                kept = run;
            }
        }

        return kept;
    }

    /// <summary>A run with a bound is better than one without, a higher bound better than a lower.</summary>
    private bool IsBetterThan(LdaRestart other) => Bound is double mine && (other.Bound is not double others || mine > others);
}
