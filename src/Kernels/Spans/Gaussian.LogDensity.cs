using System;
using System.Numerics;
using Kernels.Spans;

namespace Kernels;

public static partial class Gaussian
{
    /// <summary>destination[n, k] = logPeaks[k] − ½·|W_k(x_n − μ_k)|²: the log densities of observations under each of K Gaussians.</summary>
    /// <remarks>
    /// Σ_k = L_k·L_kᵀ and W_k = L_k⁻¹. Error ≤ (1.25·d + 4) eps·(|logPeaks[k]| + ½·Σ_i (Σ_j |W_ij|·|x_j − μ_j|)²).
    /// With ln π_k added to logPeaks[k] the rows are what <see cref="Probability.Responsibilities{T}"/> takes.
    /// Specials: an observation with NaN gives NaN, one with ±∞ gives −∞ or NaN. The same bits at every vector width: the lanes run over observations.
    /// One pass over memory; 64 observations at a time are turned so that a coordinate's values stand side by side, and go past all components from the cache.
    /// Source: Bishop (2006), equation 2.43; whitening by the Cholesky factor as in Golub and Van Loan (2013), section 4.2.
    /// </remarks>
    /// <param name="x">Observations, one after the other.</param>
    /// <param name="dimension">Values of an observation, d ≥ 1.</param>
    /// <param name="means">μ: K rows of d values.</param>
    /// <param name="whitening">
    /// W, for each component or once for all: spherical 1/σ; diagonal d values 1/σ; full d × d values row by row, a lower triangle with zeros above it.
    /// </param>
    /// <param name="logPeaks">The log density at the mean, K ≥ 1 of them: Σ_i ln W_ii − (d/2)·ln 2π, and ln π_k where the densities are mixed.</param>
    /// <param name="shape">What <paramref name="whitening"/> holds.</param>
    /// <param name="destination">N rows of K values, or longer; separate memory.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">Sizes do not fit each other, or <paramref name="destination"/> is too short or overlaps an input.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static unsafe void LogDensityRows<T>(
        ReadOnlySpan<T> x,
        int dimension,
        ReadOnlySpan<T> means,
        ReadOnlySpan<T> whitening,
        ReadOnlySpan<T> logPeaks,
        CovarianceShape shape,
        Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckType<T>();
        int rows = CheckObservations(x.Length, dimension);
        int components = logPeaks.Length;
        long values = ValuesOf(shape, dimension);
        CheckLength(means.Length, (long)Math.Max(components, 1) * dimension, "means", nameof(means));
        bool isShared = whitening.Length == values;
        CheckLength(whitening.Length, isShared ? values : components * values, "whitening factors", nameof(whitening));
        if (destination.Length < (long)rows * components)
        {
            throw new ArgumentException($"The destination holds {destination.Length} values; expected at least {(long)rows * components}.", nameof(destination));
        }

        CheckApart(x, destination, nameof(destination));
        CheckApart(means, destination, nameof(destination));
        CheckApart(whitening, destination, nameof(destination));
        CheckApart(logPeaks, destination, nameof(destination));
        fixed (T* source = x, centers = means, factors = whitening, peaks = logPeaks, target = destination)
        {
            new GaussianDensities<T>(centers, factors, isShared ? 0 : (nint)values, peaks, components, dimension, shape).Run(source, rows, target);
        }
    }
}
