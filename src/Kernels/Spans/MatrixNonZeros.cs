using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>What of a block of the left factor is not zero: tile after tile the terms in which one of its rows is not, with the values of all its rows.</summary>
/// <param name="room">For <see cref="RoomBytes"/> bytes.</param>
/// <param name="transposed">Whether the rows of a term lie side by side; otherwise the terms of a row do. The values are kept as they are found.</param>
internal readonly unsafe struct MatrixNonZeros<T>(byte* room, bool transposed)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Tiles = MatrixBlocks.Rows / MatrixTile.Rows;

    /// <summary>Terms of a block, and behind them what the widest group of lanes writes beyond.</summary>
    private const int Most = MatrixBlocks.MostInner + 16;

    /// <summary>What of a tile is kept: its values, then the terms' places as integers of the values' size.</summary>
    private const int TileLength = (MatrixTile.Rows + 1) * Most;

    public static int RoomBytes => Tiles * ((TileLength * sizeof(T)) + sizeof(int));

    /// <summary>From a row's value to the next row's.</summary>
    public long RowStep => transposed ? 1 : Most;

    /// <summary>From a term's value to the next term's.</summary>
    public long InnerStep => transposed ? MatrixTile.Rows : 1;

    private int* Counts => (int*)Values(Tiles);

    /// <summary>The values of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* Values(int tile) => (T*)room + ((long)tile * TileLength);

    /// <summary>The terms of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ListedTerms<T> Terms(int tile) => new(Values(tile) + (MatrixTile.Rows * Most), Counts[tile]);

    /// <summary>Reads a block of at most <see cref="MatrixBlocks.Rows"/> rows.</summary>
    public void Find<TLanes>(T* a, int stride, int rows, int terms)
        where TLanes : struct, ILanes<TLanes, T>
    {
        for (int tile = 0; tile * MatrixTile.Rows < rows; tile++)
        {
            int first = tile * MatrixTile.Rows;
            int height = Math.Min(MatrixTile.Rows, rows - first);
            T* values = Values(tile);
            T* places = values + (MatrixTile.Rows * Most);
            Counts[tile] = !transposed ? InRows<TLanes>(a + ((long)first * stride), stride, height, terms, values, places)
                : height == MatrixTile.Rows ? SideBySide(a + first, stride, terms, values, places)
                : SideBySide(a + first, stride, height, terms, values, places);
        }
    }

    /// <summary>A group of terms at a time. Rows beyond the last are the last one again.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static int InRows<TLanes>(T* a, long stride, int height, int terms, T* values, T* places)
        where TLanes : struct, ILanes<TLanes, T>
    {
        T* numbers = stackalloc T[TLanes.Count];
        for (int i = 0; i < TLanes.Count; i++)
        {
            numbers[i] = Integer(i);
        }

        T* a1 = a + (Math.Min(1, height - 1) * stride);
        T* a2 = a + (Math.Min(2, height - 1) * stride);
        T* a3 = a + (Math.Min(3, height - 1) * stride);
        T* a4 = a + (Math.Min(4, height - 1) * stride);
        T* a5 = a + (Math.Min(5, height - 1) * stride);
        int count = 0;
        for (int k = 0; k < terms; k += TLanes.Count)
        {
            int group = Math.Min(TLanes.Count, terms - k);
            TLanes v0 = TLanes.LoadPart(a + k, group, T.Zero);
            TLanes v1 = TLanes.LoadPart(a1 + k, group, T.Zero);
            TLanes v2 = TLanes.LoadPart(a2 + k, group, T.Zero);
            TLanes v3 = TLanes.LoadPart(a3 + k, group, T.Zero);
            TLanes v4 = TLanes.LoadPart(a4 + k, group, T.Zero);
            TLanes v5 = TLanes.LoadPart(a5 + k, group, T.Zero);
            TLanes any = TLanes.BitOr(TLanes.BitOr(TLanes.BitOr(v0, v1), TLanes.BitOr(v2, v3)), TLanes.BitOr(v4, v5));
            TLanes mask = TLanes.BitXor(TLanes.Equal(any, TLanes.Constant(0)), TLanes.FromBits(-1));
            if (!TLanes.Any(mask))
            {
                continue;
            }

            T* to = values + count;
            TLanes.StoreSelected(v0, mask, ref to[0]);
            TLanes.StoreSelected(v1, mask, ref to[Most]);
            TLanes.StoreSelected(v2, mask, ref to[2 * Most]);
            TLanes.StoreSelected(v3, mask, ref to[3 * Most]);
            TLanes.StoreSelected(v4, mask, ref to[4 * Most]);
            TLanes.StoreSelected(v5, mask, ref to[5 * Most]);
            count += TLanes.StoreSelected(TLanes.BitAdd(TLanes.Load(in numbers[0]), TLanes.FromBits(k)), mask, ref places[count]);
        }

        return count;
    }

    /// <summary>A term at a time, in words of 64 bits. Every term is written, and stays where it is not zero: no branch to be mistaken about.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static int SideBySide(T* a, long stride, int terms, T* values, T* places)
    {
        int count = 0;
        for (int k = 0; k < terms; k++, a += stride)
        {
            ulong* words = (ulong*)a;
            ulong* to = (ulong*)(values + ((long)count * MatrixTile.Rows));
            ulong w0 = words[0], w1 = words[1], w2 = words[2];
            to[0] = w0;
            to[1] = w1;
            to[2] = w2;
            ulong any = w0 | w1 | w2;
            if (sizeof(T) == sizeof(ulong))
            {
                ulong w3 = words[3], w4 = words[4], w5 = words[5];
                to[3] = w3;
                to[4] = w4;
                to[5] = w5;
                any |= w3 | w4 | w5;
            }

            places[count] = Integer(k);
            count += any != 0 ? 1 : 0;
        }

        return count;
    }

    /// <summary>The same of fewer rows than a tile has.</summary>
    private static int SideBySide(T* a, long stride, int height, int terms, T* values, T* places)
    {
        int count = 0;
        for (int k = 0; k < terms; k++, a += stride)
        {
            bool any = false;
            for (int i = 0; i < MatrixTile.Rows; i++)
            {
                T value = a[Math.Min(i, height - 1)];
                values[(count * MatrixTile.Rows) + i] = value;
                any |= value != T.Zero;
            }

            places[count] = Integer(k);
            count += any ? 1 : 0;
        }

        return count;
    }

    /// <summary>An integer of the size of a value, in its bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Integer(int value) => sizeof(T) == sizeof(long) ? Unsafe.BitCast<long, T>(value) : Unsafe.BitCast<int, T>(value);
}

/// <summary>Terms of a list.</summary>
internal readonly unsafe struct ListedTerms<T>(T* places, int count) : IMatrixTerms
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Count => count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Place(int n) => sizeof(T) == sizeof(long) ? ((long*)places)[n] : ((int*)places)[n];
}
