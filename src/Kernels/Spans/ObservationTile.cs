using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>A few observations turned by a quarter: each coordinate has its values side by side, so that lanes run over observations.</summary>
/// <remarks>Every coordinate starts on a cache line, and no power of two lies between them: the lines of one observation do not push each other out of the cache.</remarks>
internal static unsafe class ObservationTile<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Values in a cache line, which is also the virtual block of 512 bits in which sums are defined.</summary>
    public static int Block => 64 / sizeof(T);

    private const int RowsAtOnce = 8;

    /// <summary>Values from one coordinate to the next.</summary>
    public static int StrideOf(int rows) => rows + Block;

    /// <summary>Values to rent so that what begins on a cache line still has so many.</summary>
    public static int WithAlignment(long values) => checked((int)(values + Block));

    /// <summary>The first value on a cache line.</summary>
    public static T* Aligned(T* room) => (T*)(((nuint)room + 63) & ~(nuint)63);

    /// <summary>tile[j, n] = source[n, j]; zeros for the observations that lack up to <paramref name="capacity"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Turn(T* source, int rows, int columns, T* tile, int capacity)
    {
        int stride = StrideOf(capacity);
        int first = 0;
        for (; first <= rows - RowsAtOnce; first += RowsAtOnce)
        {
            T* from = source + ((nint)first * columns);
            T* to = tile + first;
            for (int j = 0; j < columns; j++, from++, to += stride)
            {
                T* at = from;
                T v0 = *at;
                T v1 = *(at += columns);
                T v2 = *(at += columns);
                T v3 = *(at += columns);
                T v4 = *(at += columns);
                T v5 = *(at += columns);
                T v6 = *(at += columns);
                T v7 = *(at + columns);
                to[0] = v0;
                to[1] = v1;
                to[2] = v2;
                to[3] = v3;
                to[4] = v4;
                to[5] = v5;
                to[6] = v6;
                to[7] = v7;
            }
        }

        for (int n = first; n < capacity; n++)
        {
            for (int j = 0; j < columns; j++)
            {
                tile[((nint)j * stride) + n] = n < rows ? source[((nint)n * columns) + j] : T.Zero;
            }
        }
    }

    /// <summary>destination[n, k] = tile[k, n].</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void TurnBack(T* tile, int capacity, int rows, int columns, T* destination)
    {
        int stride = StrideOf(capacity);
        for (int first = 0; first < rows; first += RowsAtOnce)
        {
            int end = Math.Min(rows, first + RowsAtOnce);
            for (int k = 0; k < columns; k++)
            {
                T* from = tile + ((nint)k * stride);
                T* to = destination + ((nint)first * columns) + k;
                for (int n = first; n < end; n++, to += columns)
                {
                    *to = from[n];
                }
            }
        }
    }

    /// <summary>centered[j, n] = tile[j, n] − origin[j].</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Center<TLanes>(T* tile, int capacity, T* origin, int columns, T* centered)
        where TLanes : struct, ILanes<TLanes, T>
    {
        nint stride = StrideOf(capacity);
        for (int j = 0; j < columns; j++)
        {
            TLanes o = TLanes.Broadcast(origin[j]);
            T* from = tile + (j * stride);
            T* to = centered + (j * stride);
            for (int n = 0; n < capacity; n += 2 * TLanes.Count)
            {
                TLanes.Store(TLanes.Load(in from[n]) - o, ref to[n]);
                TLanes.Store(TLanes.Load(in from[n + TLanes.Count]) - o, ref to[n + TLanes.Count]);
            }
        }
    }
}
