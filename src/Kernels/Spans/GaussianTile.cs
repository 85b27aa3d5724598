using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>Log densities of one tile of observations under one Gaussian: lanes run over observations.</summary>
internal static unsafe class GaussianTile<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Observations in a tile: few enough for it to stay in the first-level cache up to some twenty dimensions.</summary>
    public const int Rows = 64;

    /// <summary>Values from one coordinate to the next.</summary>
    public static nint Stride => ObservationTile<T>.StrideOf(Rows);

    /// <summary>A full covariance: four rows of W at a time, two groups of observations beside each other.</summary>
    /// <param name="centered">x − μ, turned.</param>
    /// <param name="factors">W, d × d, zeros above the diagonal.</param>
    /// <param name="d">Dimensions.</param>
    /// <param name="peak">ln density at the mean.</param>
    /// <param name="logs">Receives a value an observation.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Full<TLanes>(T* centered, T* factors, int d, T peak, T* logs)
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
    /// <param name="tile">x, turned.</param>
    /// <param name="mean">μ.</param>
    /// <param name="factors">1/σ of each axis, or one.</param>
    /// <param name="step">From one axis' factor to the next one's.</param>
    /// <param name="d">Dimensions.</param>
    /// <param name="peak">ln density at the mean.</param>
    /// <param name="logs">Receives a value an observation.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Axes<TLanes>(T* tile, T* mean, T* factors, int step, int d, T peak, T* logs)
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
}
