using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>Sums over the observations of a tile, each lane of a virtual block of 512 bits by itself; they are stored a block after the other.</summary>
internal static unsafe class MomentLanes<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static int Block => ObservationTile<T>.Block;

    /// <summary>Σ r.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Sum(T* share, int rows, T* sum)
    {
        for (int part = 0; part < Block; part += TLanes.Count)
        {
            TLanes total = TLanes.Load(in share[part]);
            for (int n = part + Block; n < rows; n += Block)
            {
                total += TLanes.Load(in share[n]);
            }

            TLanes.Store(total, ref sum[part]);
        }
    }

    /// <summary>weighted = r·z of four coordinates, and Σ r·z of each.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Weigh(T* share, T* z, nint stride, int rows, T* weighted, T* sums)
    {
        int block = Block;
        TLanes zero = TLanes.Constant(0);
        for (int part = 0; part < block; part += TLanes.Count)
        {
            TLanes s0 = zero, s1 = zero, s2 = zero, s3 = zero;
            for (int n = part; n < rows; n += block)
            {
                TLanes r = TLanes.Load(in share[n]);
                TLanes w0 = r * TLanes.Load(in z[n]);
                TLanes w1 = r * TLanes.Load(in z[stride + n]);
                TLanes w2 = r * TLanes.Load(in z[(2 * stride) + n]);
                TLanes w3 = r * TLanes.Load(in z[(3 * stride) + n]);
                s0 += w0;
                s1 += w1;
                s2 += w2;
                s3 += w3;
                TLanes.Store(w0, ref weighted[n]);
                TLanes.Store(w1, ref weighted[stride + n]);
                TLanes.Store(w2, ref weighted[(2 * stride) + n]);
                TLanes.Store(w3, ref weighted[(3 * stride) + n]);
            }

            TLanes.Store(s0, ref sums[part]);
            TLanes.Store(s1, ref sums[block + part]);
            TLanes.Store(s2, ref sums[(2 * block) + part]);
            TLanes.Store(s3, ref sums[(3 * block) + part]);
        }
    }

    /// <summary>Σ r·z·z of four coordinates with <paramref name="others"/> others, two of them at a time: eight sums each.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Products(T* weighted, T* z, int others, nint stride, int rows, T* sums)
    {
        int block = Block;
        TLanes zero = TLanes.Constant(0);
        for (int j = 0; j < others; j += 2, z += 2 * stride, sums += 8 * block)
        {
            for (int part = 0; part < block; part += TLanes.Count)
            {
                TLanes a0 = zero, a1 = zero, b0 = zero, b1 = zero, c0 = zero, c1 = zero, d0 = zero, d1 = zero;
                for (int n = part; n < rows; n += block)
                {
                    T* w = weighted + n;
                    TLanes z0 = TLanes.Load(in z[n]);
                    TLanes z1 = TLanes.Load(in z[stride + n]);
                    TLanes v = TLanes.Load(in w[0]);
                    a0 = TLanes.FusedMultiplyAdd(v, z0, a0);
                    a1 = TLanes.FusedMultiplyAdd(v, z1, a1);
                    v = TLanes.Load(in w[stride]);
                    b0 = TLanes.FusedMultiplyAdd(v, z0, b0);
                    b1 = TLanes.FusedMultiplyAdd(v, z1, b1);
                    v = TLanes.Load(in w[2 * stride]);
                    c0 = TLanes.FusedMultiplyAdd(v, z0, c0);
                    c1 = TLanes.FusedMultiplyAdd(v, z1, c1);
                    v = TLanes.Load(in w[3 * stride]);
                    d0 = TLanes.FusedMultiplyAdd(v, z0, d0);
                    d1 = TLanes.FusedMultiplyAdd(v, z1, d1);
                }

                T* to = sums + part;
                TLanes.Store(a0, ref to[0]);
                TLanes.Store(a1, ref to[block]);
                TLanes.Store(b0, ref to[2 * block]);
                TLanes.Store(b1, ref to[3 * block]);
                TLanes.Store(c0, ref to[4 * block]);
                TLanes.Store(c1, ref to[5 * block]);
                TLanes.Store(d0, ref to[6 * block]);
                TLanes.Store(d1, ref to[7 * block]);
            }
        }
    }

    /// <summary>Σ r·z² of four coordinates; the four blocks after theirs are left alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Squares(T* weighted, T* z, nint stride, int rows, T* sums)
    {
        int block = Block;
        TLanes zero = TLanes.Constant(0);
        for (int part = 0; part < block; part += TLanes.Count)
        {
            TLanes s0 = zero, s1 = zero, s2 = zero, s3 = zero;
            for (int n = part; n < rows; n += block)
            {
                s0 = TLanes.FusedMultiplyAdd(TLanes.Load(in weighted[n]), in z[n], s0);
                s1 = TLanes.FusedMultiplyAdd(TLanes.Load(in weighted[stride + n]), in z[stride + n], s1);
                s2 = TLanes.FusedMultiplyAdd(TLanes.Load(in weighted[(2 * stride) + n]), in z[(2 * stride) + n], s2);
                s3 = TLanes.FusedMultiplyAdd(TLanes.Load(in weighted[(3 * stride) + n]), in z[(3 * stride) + n], s3);
            }

            TLanes.Store(s0, ref sums[part]);
            TLanes.Store(s1, ref sums[block + part]);
            TLanes.Store(s2, ref sums[(2 * block) + part]);
            TLanes.Store(s3, ref sums[(3 * block) + part]);
        }
    }
}
