using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Bench.Measuring;

/// <summary>Loops of operations that do not wait for each other: as many a second as the machine can do.</summary>
/// <remarks>Twelve chains: enough for two units of a latency of six, and few enough for the sixteen registers of AVX2.</remarks>
internal static class Chains
{
    public const int Rounds = 1000;
    public const int Count = 12;

    /// <summary>a ← a·m + m.</summary>
    internal struct MultiplyAdds<T> : IBlockAction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>So that nothing is left out.</summary>
        public T Sink;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, T>
        {
            TLanes m = TLanes.Constant(0.999);
            TLanes a = m, b = m, c = m, d = m, e = m, f = m, g = m, h = m, i = m, j = m, k = m, l = m;
            for (int round = 0; round < Rounds; round++)
            {
                a = TLanes.FusedMultiplyAdd(a, m, m);
                b = TLanes.FusedMultiplyAdd(b, m, m);
                c = TLanes.FusedMultiplyAdd(c, m, m);
                d = TLanes.FusedMultiplyAdd(d, m, m);
                e = TLanes.FusedMultiplyAdd(e, m, m);
                f = TLanes.FusedMultiplyAdd(f, m, m);
                g = TLanes.FusedMultiplyAdd(g, m, m);
                h = TLanes.FusedMultiplyAdd(h, m, m);
                i = TLanes.FusedMultiplyAdd(i, m, m);
                j = TLanes.FusedMultiplyAdd(j, m, m);
                k = TLanes.FusedMultiplyAdd(k, m, m);
                l = TLanes.FusedMultiplyAdd(l, m, m);
            }

            Sink = TLanes.Sum(a + b + c + d + e + f + (g + h + i + j + k + l));
        }
    }

    /// <summary>a ← a + m.</summary>
    internal struct Additions<T> : IBlockAction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T Sink;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, T>
        {
            TLanes m = TLanes.Constant(0.999);
            TLanes a = m, b = m, c = m, d = m, e = m, f = m, g = m, h = m, i = m, j = m, k = m, l = m;
            for (int round = 0; round < Rounds; round++)
            {
                a += m;
                b += m;
                c += m;
                d += m;
                e += m;
                f += m;
                g += m;
                h += m;
                i += m;
                j += m;
                k += m;
                l += m;
            }

            Sink = TLanes.Sum(a + b + c + d + e + f + (g + h + i + j + k + l));
        }
    }

    /// <summary>Eight chains of each, in turn: some processors have units that only add. On sixteen registers some of them are kept in memory.</summary>
    internal struct Both<T> : IBlockAction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>Chains of both.</summary>
        public const int Count = 16;

        public T Sink;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, T>
        {
            TLanes m = TLanes.Constant(0.999);
            TLanes f0 = m, f1 = m, f2 = m, f3 = m, f4 = m, f5 = m, f6 = m, f7 = m;
            TLanes g0 = m, g1 = m, g2 = m, g3 = m, g4 = m, g5 = m, g6 = m, g7 = m;
            for (int round = 0; round < Rounds; round++)
            {
                f0 = TLanes.FusedMultiplyAdd(f0, m, m);
                g0 += m;
                f1 = TLanes.FusedMultiplyAdd(f1, m, m);
                g1 += m;
                f2 = TLanes.FusedMultiplyAdd(f2, m, m);
                g2 += m;
                f3 = TLanes.FusedMultiplyAdd(f3, m, m);
                g3 += m;
                f4 = TLanes.FusedMultiplyAdd(f4, m, m);
                g4 += m;
                f5 = TLanes.FusedMultiplyAdd(f5, m, m);
                g5 += m;
                f6 = TLanes.FusedMultiplyAdd(f6, m, m);
                g6 += m;
                f7 = TLanes.FusedMultiplyAdd(f7, m, m);
                g7 += m;
            }

            Sink = TLanes.Sum(f0 + f1 + f2 + f3 + f4 + f5 + f6 + f7 + (g0 + g1 + g2 + g3 + g4 + g5 + g6 + g7));
        }
    }

    /// <summary>Twelve chains of each, for processors with registers for them.</summary>
    internal struct MoreOfBoth<T> : IBlockAction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>Chains of both.</summary>
        public const int Count = 24;

        public T Sink;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, T>
        {
            TLanes m = TLanes.Constant(0.999);
            TLanes f0 = m, f1 = m, f2 = m, f3 = m, f4 = m, f5 = m, f6 = m, f7 = m, f8 = m, f9 = m, f10 = m, f11 = m;
            TLanes g0 = m, g1 = m, g2 = m, g3 = m, g4 = m, g5 = m, g6 = m, g7 = m, g8 = m, g9 = m, g10 = m, g11 = m;
            for (int round = 0; round < Rounds; round++)
            {
                f0 = TLanes.FusedMultiplyAdd(f0, m, m);
                g0 += m;
                f1 = TLanes.FusedMultiplyAdd(f1, m, m);
                g1 += m;
                f2 = TLanes.FusedMultiplyAdd(f2, m, m);
                g2 += m;
                f3 = TLanes.FusedMultiplyAdd(f3, m, m);
                g3 += m;
                f4 = TLanes.FusedMultiplyAdd(f4, m, m);
                g4 += m;
                f5 = TLanes.FusedMultiplyAdd(f5, m, m);
                g5 += m;
                f6 = TLanes.FusedMultiplyAdd(f6, m, m);
                g6 += m;
                f7 = TLanes.FusedMultiplyAdd(f7, m, m);
                g7 += m;
                f8 = TLanes.FusedMultiplyAdd(f8, m, m);
                g8 += m;
                f9 = TLanes.FusedMultiplyAdd(f9, m, m);
                g9 += m;
                f10 = TLanes.FusedMultiplyAdd(f10, m, m);
                g10 += m;
                f11 = TLanes.FusedMultiplyAdd(f11, m, m);
                g11 += m;
            }

            Sink = TLanes.Sum(f0 + f1 + f2 + f3 + f4 + f5 + f6 + f7 + f8 + f9 + f10 + f11 + (g0 + g1 + g2 + g3 + g4 + g5 + g6 + g7 + g8 + g9 + g10 + g11));
        }
    }

    /// <summary>a ← m/a.</summary>
    internal struct Divisions<T> : IBlockAction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T Sink;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, T>
        {
            TLanes m = TLanes.Constant(1.37);
            TLanes a = TLanes.Constant(1.01), b = TLanes.Constant(1.02), c = TLanes.Constant(1.03), d = TLanes.Constant(1.04);
            TLanes e = TLanes.Constant(1.05), f = TLanes.Constant(1.06), g = TLanes.Constant(1.07), h = TLanes.Constant(1.08);
            TLanes i = TLanes.Constant(1.09), j = TLanes.Constant(1.11), k = TLanes.Constant(1.12), l = TLanes.Constant(1.13);
            for (int round = 0; round < Rounds; round++)
            {
                // m/(m/x) = x: the values stay where division is neither easy nor denormal.
                a = m / a;
                b = m / b;
                c = m / c;
                d = m / d;
                e = m / e;
                f = m / f;
                g = m / g;
                h = m / h;
                i = m / i;
                j = m / j;
                k = m / k;
                l = m / l;
            }

            Sink = TLanes.Sum(a + b + c + d + e + f + (g + h + i + j + k + l));
        }
    }
}
