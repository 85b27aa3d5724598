using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>The shape of a register tile.</summary>
internal static class MatrixTile
{
    /// <summary>Rows: with two groups of lanes each, twelve sums, which with two values of the right factor and one of the left fit in sixteen registers.</summary>
    public const int Rows = 6;
}

/// <summary>Which terms of a block are summed.</summary>
internal interface IMatrixTerms
{
    /// <summary>How many.</summary>
    int Count { get; }

    /// <summary>Where the n-th stands in the block.</summary>
    long Place(int n);
}

/// <summary>All of them.</summary>
internal readonly struct AllTerms(int count) : IMatrixTerms
{
    public int Count => count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Place(int n) => n;
}

/// <summary>A tile of a product, six rows by two groups of lanes, that is summed in registers.</summary>
internal static unsafe class MatrixTile<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>tile[i, j] = Σ_k a[i, k]·panel[k, j], in the order of k.</summary>
    /// <param name="a">The first row's first value.</param>
    /// <param name="rowStep">From a row to the next.</param>
    /// <param name="innerStep">From a term to the next.</param>
    /// <param name="height">Rows there are, at least 1; rows beyond are the last one again.</param>
    /// <param name="panel">A block's terms × (two groups of lanes), packed.</param>
    /// <param name="terms">Which of them are summed.</param>
    /// <param name="tile">Six rows of two groups of lanes.</param>
    /// <param name="stride">From a row of the tile to the next.</param>
    /// <param name="add">Whether the sums are added to what the tile holds; otherwise that is not read.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Sum<TTerms>(T* a, long rowStep, long innerStep, int height, T* panel, TTerms terms, T* tile, long stride, bool add)
        where TTerms : struct, IMatrixTerms
    {
        long row1 = Math.Min(1, height - 1) * rowStep;
        long row2 = Math.Min(2, height - 1) * rowStep;
        long row3 = Math.Min(3, height - 1) * rowStep;
        long row4 = Math.Min(4, height - 1) * rowStep;
        long row5 = Math.Min(5, height - 1) * rowStep;
        TLanes zero = TLanes.Constant(0);
        TLanes s00 = zero, s01 = zero, s10 = zero, s11 = zero, s20 = zero, s21 = zero;
        TLanes s30 = zero, s31 = zero, s40 = zero, s41 = zero, s50 = zero, s51 = zero;
        int count = terms.Count;
        for (int n = 0; n < count; n++)
        {
            T* b = panel + (terms.Place(n) * 2 * TLanes.Count);
            TLanes b0 = TLanes.Load(in b[0]);
            TLanes b1 = TLanes.Load(in b[TLanes.Count]);
            TLanes value = TLanes.Broadcast(a[0]);
            s00 = TLanes.FusedMultiplyAdd(value, b0, s00);
            s01 = TLanes.FusedMultiplyAdd(value, b1, s01);
            value = TLanes.Broadcast(a[row1]);
            s10 = TLanes.FusedMultiplyAdd(value, b0, s10);
            s11 = TLanes.FusedMultiplyAdd(value, b1, s11);
            value = TLanes.Broadcast(a[row2]);
            s20 = TLanes.FusedMultiplyAdd(value, b0, s20);
            s21 = TLanes.FusedMultiplyAdd(value, b1, s21);
            value = TLanes.Broadcast(a[row3]);
            s30 = TLanes.FusedMultiplyAdd(value, b0, s30);
            s31 = TLanes.FusedMultiplyAdd(value, b1, s31);
            value = TLanes.Broadcast(a[row4]);
            s40 = TLanes.FusedMultiplyAdd(value, b0, s40);
            s41 = TLanes.FusedMultiplyAdd(value, b1, s41);
            value = TLanes.Broadcast(a[row5]);
            s50 = TLanes.FusedMultiplyAdd(value, b0, s50);
            s51 = TLanes.FusedMultiplyAdd(value, b1, s51);
            a += innerStep;
        }

        Store(s00, s01, tile, add);
        Store(s10, s11, tile + stride, add);
        Store(s20, s21, tile + (2 * stride), add);
        Store(s30, s31, tile + (3 * stride), add);
        Store(s40, s41, tile + (4 * stride), add);
        Store(s50, s51, tile + (5 * stride), add);
    }

    /// <summary>c ← alpha·tile + beta·c for what of the tile is part of the result. With beta = 0, c is not read.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Join(T* tile, int height, int width, T alpha, T beta, T* c, int stride)
    {
        TLanes factor = TLanes.Broadcast(alpha);
        TLanes old = TLanes.Broadcast(beta);
        for (int i = 0; i < height; i++)
        {
            for (int j = 0; j < width; j += TLanes.Count)
            {
                int count = Math.Min(TLanes.Count, width - j);
                TLanes sum = TLanes.Load(in tile[j]);
                TLanes before = beta == T.Zero ? TLanes.Constant(0) : old * TLanes.LoadPart(c + j, count, T.Zero);
                TLanes.StorePart(TLanes.FusedMultiplyAdd(factor, sum, before), c + j, count);
            }

            tile += 2 * TLanes.Count;
            c += stride;
        }
    }

    /// <summary>The same additions as <see cref="Join"/> with factors of one: sum + 0 and sum + before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TLanes first, TLanes second, T* row, bool add)
    {
        TLanes.Store(first + (add ? TLanes.Load(in row[0]) : TLanes.Constant(0)), ref row[0]);
        TLanes.Store(second + (add ? TLanes.Load(in row[TLanes.Count]) : TLanes.Constant(0)), ref row[TLanes.Count]);
    }
}
