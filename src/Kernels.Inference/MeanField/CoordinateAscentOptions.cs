using System;

namespace Kernels.Inference;

/// <summary>When coordinate ascent stops.</summary>
public sealed record CoordinateAscentOptions
{
    /// <summary>The most sweeps over all blocks, ≥ 1. Default 1,000.</summary>
    public int MaxSweeps { get; init; } = 1000;

    /// <summary>Stops when a sweep raises the bound by no more than this part of max(1, |bound|). Default 1e-10; 0 goes on until nothing moves.</summary>
    public double Tolerance { get; init; } = 1e-10;

    internal void Validate()
    {
        if (MaxSweeps < 1 || !(Tolerance >= 0 && double.IsFinite(Tolerance)))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{nameof(MaxSweeps)} is {MaxSweeps} and {nameof(Tolerance)} {Tolerance}; expected at least 1, and a finite number of at least 0."));
        }
    }
}
