using System.Collections.Generic;

namespace Kernels.Inference;

/// <summary>The bound after one block's update.</summary>
/// <param name="Sweep">Which sweep over the blocks, from 1.</param>
/// <param name="Block">The block's name.</param>
/// <param name="Bound">The evidence lower bound.</param>
public readonly record struct CoordinateAscentStep(int Sweep, string Block, double Bound);

/// <summary>What coordinate ascent did.</summary>
public sealed record CoordinateAscentResult
{
    /// <summary>The evidence lower bound at the end, in nats.</summary>
    public required double Bound { get; init; }

    /// <summary>Whether the bound came to rest within the most sweeps.</summary>
    public required bool Converged { get; init; }

    /// <summary>Whether it was cancelled before either.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Sweeps over all blocks.</summary>
    public required int Sweeps { get; init; }

    /// <summary>Updates after which the bound was lower by more than its rounding: 0 where every block's update is the exact one.</summary>
    public required int Falls { get; init; }

    /// <summary>By how much the bound fell the most after any update, rounding included; 0 where it never did.</summary>
    public required double LargestFall { get; init; }

    /// <summary>The bound after every update.</summary>
    public required IReadOnlyList<CoordinateAscentStep> History { get; init; }
}
