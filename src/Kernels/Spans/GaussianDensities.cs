using System;
using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>Log densities of observations under K Gaussians, a tile of observations at a time.</summary>
/// <param name="means">K rows of d values.</param>
/// <param name="whitening">A lower triangle or an axis' factors each.</param>
/// <param name="whiteningStep">Values from a component's factors to the next one's; 0 where they share them.</param>
/// <param name="logPeaks">K values.</param>
/// <param name="components">K.</param>
/// <param name="dimension">d.</param>
/// <param name="shape">What the factors are.</param>
internal readonly unsafe struct GaussianDensities<T>(T* means, T* whitening, nint whiteningStep, T* logPeaks, int components, int dimension, CovarianceShape shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Observations in a tile: few enough for it to stay in the first-level cache up to some twenty dimensions.</summary>
    private const int Rows = 64;

    private static nint Stride => ObservationTile<T>.StrideOf(Rows);

    /// <summary>destination[n, k] = ln density of x_n under component k.</summary>
    public void Run(T* x, int rows, T* destination)
    {
        long values = ((2L * dimension) + components) * Stride;
        T[] rented = ArrayPool<T>.Shared.Rent(ObservationTile<T>.WithAlignment(values));
        fixed (T* room = rented)
        {
            T* tile = ObservationTile<T>.Aligned(room);
            T* centered = tile + (dimension * Stride);
            T* logs = centered + (dimension * Stride);
            var action = new Tile(this, tile, centered, logs);
            for (int first = 0; first < rows; first += Rows)
            {
                int count = Math.Min(Rows, rows - first);
                ObservationTile<T>.Turn(x + ((nint)first * dimension), count, dimension, tile, Rows);
                BlockDispatch.RunElementwise<T, Tile>(ref action);
                ObservationTile<T>.TurnBack(logs, Rows, count, components, destination + ((nint)first * components));
            }
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>A full covariance: four rows of W at a time, two groups of observations beside each other.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Full<TLanes>(T* centered, T* factors, int d, T peak, T* logs)
        where TLanes : struct, ILanes<TLanes, T>
    {
        nint stride = Stride;
        TLanes zero = TLanes.Constant(0);
        TLanes logPeak = TLanes.Broadcast(peak);
        for (int n = 0; n < Rows; n += 2 * TLanes.Count)
        {
            TLanes left = zero, right = zero;
            int i = 0;
            for (; i <= d - 4; i += 4)
            {
                T* w = factors + ((nint)i * d);
                T* z = centered + n;
                TLanes a0 = zero, b0 = zero, c0 = zero, d0 = zero, a1 = zero, b1 = zero, c1 = zero, d1 = zero;

                // Above the diagonal of these four rows stand zeros.
                for (int j = 0; j < i + 4; j++, w++, z += stride)
                {
                    TLanes z0 = TLanes.Load(in z[0]);
                    TLanes z1 = TLanes.Load(in z[TLanes.Count]);
                    TLanes factor = TLanes.Broadcast(w[0]);
                    a0 = TLanes.FusedMultiplyAdd(factor, z0, a0);
                    a1 = TLanes.FusedMultiplyAdd(factor, z1, a1);
                    factor = TLanes.Broadcast(w[d]);
                    b0 = TLanes.FusedMultiplyAdd(factor, z0, b0);
                    b1 = TLanes.FusedMultiplyAdd(factor, z1, b1);
                    factor = TLanes.Broadcast(w[2 * d]);
                    c0 = TLanes.FusedMultiplyAdd(factor, z0, c0);
                    c1 = TLanes.FusedMultiplyAdd(factor, z1, c1);
                    factor = TLanes.Broadcast(w[3 * d]);
                    d0 = TLanes.FusedMultiplyAdd(factor, z0, d0);
                    d1 = TLanes.FusedMultiplyAdd(factor, z1, d1);
                }

                left = GaussianDensity<T>.AddSquares(a0, b0, c0, d0, left);
                right = GaussianDensity<T>.AddSquares(a1, b1, c1, d1, right);
            }

            for (; i < d; i++)
            {
                T* w = factors + ((nint)i * d);
                T* z = centered + n;
                TLanes a0 = zero, a1 = zero;
                for (int j = 0; j <= i; j++, z += stride)
                {
                    TLanes factor = TLanes.Broadcast(w[j]);
                    a0 = TLanes.FusedMultiplyAdd(factor, in z[0], a0);
                    a1 = TLanes.FusedMultiplyAdd(factor, in z[TLanes.Count], a1);
                }

                left = TLanes.FusedMultiplyAdd(a0, a0, left);
                right = TLanes.FusedMultiplyAdd(a1, a1, right);
            }

            TLanes.Store(GaussianDensity<T>.Evaluate(left, logPeak), ref logs[n]);
            TLanes.Store(GaussianDensity<T>.Evaluate(right, logPeak), ref logs[n + TLanes.Count]);
        }
    }

    /// <summary>A diagonal covariance, or (<paramref name="step"/> 0) a spherical one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Axes<TLanes>(T* tile, T* mean, T* factors, int step, int d, T peak, T* logs)
        where TLanes : struct, ILanes<TLanes, T>
    {
        nint stride = Stride;
        TLanes zero = TLanes.Constant(0);
        TLanes logPeak = TLanes.Broadcast(peak);
        for (int n = 0; n < Rows; n += 4 * TLanes.Count)
        {
            T* x = tile + n;
            TLanes q0 = zero, q1 = zero, q2 = zero, q3 = zero;
            for (int j = 0; j < d; j++, x += stride)
            {
                TLanes m = TLanes.Broadcast(mean[j]);
                TLanes w = TLanes.Broadcast(factors[j * step]);
                q0 = GaussianDensity<T>.AddAxis(TLanes.Load(in x[0]), m, w, q0);
                q1 = GaussianDensity<T>.AddAxis(TLanes.Load(in x[TLanes.Count]), m, w, q1);
                q2 = GaussianDensity<T>.AddAxis(TLanes.Load(in x[2 * TLanes.Count]), m, w, q2);
                q3 = GaussianDensity<T>.AddAxis(TLanes.Load(in x[3 * TLanes.Count]), m, w, q3);
            }

            TLanes.Store(GaussianDensity<T>.Evaluate(q0, logPeak), ref logs[n]);
            TLanes.Store(GaussianDensity<T>.Evaluate(q1, logPeak), ref logs[n + TLanes.Count]);
            TLanes.Store(GaussianDensity<T>.Evaluate(q2, logPeak), ref logs[n + (2 * TLanes.Count)]);
            TLanes.Store(GaussianDensity<T>.Evaluate(q3, logPeak), ref logs[n + (3 * TLanes.Count)]);
        }
    }

    /// <summary>One tile past every component.</summary>
    private readonly struct Tile(GaussianDensities<T> gaussians, T* tile, T* centered, T* logs) : IBlockAction<T>
    {
        private readonly GaussianDensities<T> _gaussians = gaussians;
        private readonly T* _tile = tile;
        private readonly T* _centered = centered;
        private readonly T* _logs = logs;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, T> => _gaussians.Evaluate<TLanes>(_tile, _centered, _logs);
    }

    private void Evaluate<TLanes>(T* tile, T* centered, T* logs)
        where TLanes : struct, ILanes<TLanes, T>
    {
        for (int k = 0; k < components; k++, logs += Stride)
        {
            T* mean = means + ((nint)k * dimension);
            T* factors = whitening + (k * whiteningStep);
            if (shape == CovarianceShape.Full)
            {
                ObservationTile<T>.Center<TLanes>(tile, Rows, mean, dimension, centered);
                Full<TLanes>(centered, factors, dimension, logPeaks[k], logs);
            }
            else
            {
                Axes<TLanes>(tile, mean, factors, shape == CovarianceShape.Diagonal ? 1 : 0, dimension, logPeaks[k], logs);
            }
        }
    }
}
