using System;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>Steps parameters along the derivatives of a loss that is to become small.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IOptimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Steps taken.</summary>
    long StepCount { get; }

    /// <summary>What a step needs of the steps before, for a checkpoint.</summary>
    ReadOnlySpan<T> State { get; }

    /// <summary>Takes a step.</summary>
    /// <param name="gradient">Derivatives of the loss by the parameters.</param>
    /// <param name="parameters">What to change, as many.</param>
    /// <exception cref="ArgumentException">Lengths are not those the optimiser was made for.</exception>
    void TakeStep(ReadOnlySpan<T> gradient, Span<T> parameters);

    /// <summary>Goes back to a state that was kept.</summary>
    /// <param name="stepCount">Steps taken then, 0 or more.</param>
    /// <param name="state">The <see cref="State"/> then.</param>
    /// <exception cref="ArgumentException">The state has another length, or the number of steps is below 0.</exception>
    void Restore(long stepCount, ReadOnlySpan<T> state);
}
