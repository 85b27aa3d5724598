using System;
using System.Numerics;
using Kernels.Spans;

namespace Kernels;

public static partial class Gaussian
{
    /// <summary>masses[k] += Σ_n r_nk, sums[k] += Σ_n r_nk·z_nk and products[k] += Σ_n r_nk·z_nk·z_nkᵀ with z_nk = x_n − origins[k]: what an M-step needs.</summary>
    /// <remarks>
    /// Taken about an origin near the mean, so that the covariance products/mass − (sums/mass)(sums/mass)ᵀ loses no digits; the mean is origin + sums/mass.
    /// Error ≤ (12 + N/256) eps·Σ_n |term| of each result in double, 8 eps in float. The sums of 128 observations are made in T, each of 512 bits' lanes by itself and then the lanes by halves;
    /// they are added up in double, in order. So the same bits at every vector width. One pass over memory.
    /// Specials: a NaN or infinity in an observation spoils all its component's results, even with a responsibility of 0.
    /// </remarks>
    /// <param name="x">Observations, one after the other.</param>
    /// <param name="dimension">Values of an observation, d ≥ 1.</param>
    /// <param name="responsibilities">r: a row of K values for each observation.</param>
    /// <param name="origins">K rows of d values, finite.</param>
    /// <param name="shape">Which products: spherical Σ r·|z|², diagonal Σ r·z_i², full Σ r·z_i·z_j.</param>
    /// <param name="masses">K values, added to.</param>
    /// <param name="sums">K rows of d values, added to.</param>
    /// <param name="products">Added to: K values, K rows of d, or K matrices of d × d of which the lower triangles are added to and nothing else is touched.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">Sizes do not fit each other.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static unsafe void AddMomentRows<T>(
        ReadOnlySpan<T> x,
        int dimension,
        ReadOnlySpan<T> responsibilities,
        ReadOnlySpan<T> origins,
        CovarianceShape shape,
        Span<double> masses,
        Span<double> sums,
        Span<double> products)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckType<T>();
        int rows = CheckObservations(x.Length, dimension);
        int components = masses.Length;
        CheckLength(responsibilities.Length, (long)rows * components, "responsibilities", nameof(responsibilities));
        CheckLength(origins.Length, (long)components * dimension, "origins", nameof(origins));
        CheckLength(sums.Length, (long)components * dimension, "sums", nameof(sums));
        CheckLength(products.Length, components * ValuesOf(shape, dimension), "products", nameof(products));
        fixed (T* source = x, shares = responsibilities, centers = origins)
        {
            new GaussianMoments<T>(centers, components, dimension, shape).Run(source, rows, shares, masses, sums, products);
        }
    }
}
