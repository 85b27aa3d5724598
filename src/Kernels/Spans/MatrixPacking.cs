using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>Copies a block of a right factor into panels: panel after panel, term after term, as many columns side by side as a tile is wide, zeros beyond the last.</summary>
internal static unsafe class MatrixPacking<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Terms that are transposed at a time: what is written stays in the first-level cache until its lines are full.</summary>
    private const int TermsAtOnce = 128;

    /// <summary>Packs terms [k, k + terms) of columns [column, column + columns).</summary>
    public static void Pack(T* b, MatrixLayout layout, int k, int terms, int column, int columns, T* packed)
    {
        int panel = 2 * TLanes.Count;
        int whole = layout.Transposed ? 0 : columns / panel;
        PackWholePanels(b + ((long)k * layout.Stride) + column, layout.Stride, terms, whole, packed);
        for (int j = whole * panel; j < columns; j += panel)
        {
            int width = Math.Min(panel, columns - j);
            T* to = packed + ((long)j * terms);
            if (layout.Transposed)
            {
                PackColumns(b + ((long)(column + j) * layout.Stride) + k, layout.Stride, terms, width, to);
            }
            else
            {
                PackRows(b + ((long)k * layout.Stride) + column + j, layout.Stride, terms, width, to);
            }
        }
    }

    /// <summary>Row after row, as memory is read ahead.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void PackWholePanels(T* from, int stride, int terms, int panels, T* to)
    {
        long step = (long)terms * 2 * TLanes.Count;
        for (int k = 0; k < terms; k++)
        {
            T* source = from;
            T* target = to;
            for (T* end = to + (panels * step); target != end; target += step)
            {
                CacheHint.Soon((byte*)source + CacheHint.Page);
                CacheHint.Soon((byte*)(source + TLanes.Count) + CacheHint.Page);
                TLanes first = TLanes.Load(in source[0]);
                TLanes second = TLanes.Load(in source[TLanes.Count]);
                TLanes.Store(first, ref target[0]);
                TLanes.Store(second, ref target[TLanes.Count]);
                source += 2 * TLanes.Count;
            }

            from += stride;
            to += 2 * TLanes.Count;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void PackRows(T* from, int stride, int terms, int width, T* to)
    {
        for (T* end = to + ((long)terms * 2 * TLanes.Count); to != end; to += 2 * TLanes.Count)
        {
            TLanes first = TLanes.LoadPart(from, Math.Min(width, TLanes.Count), T.Zero);
            TLanes second = TLanes.LoadPart(from + TLanes.Count, Math.Max(0, width - TLanes.Count), T.Zero);
            TLanes.Store(first, ref to[0]);
            TLanes.Store(second, ref to[TLanes.Count]);
            from += stride;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void PackColumns(T* from, int stride, int terms, int width, T* to)
    {
        int panel = 2 * TLanes.Count;
        for (int first = 0; first < terms; first += TermsAtOnce)
        {
            int end = Math.Min(terms, first + TermsAtOnce);
            int j = 0;

            // Four at a time: stores to one cache line after the other are several times as fast as to another line each.
            for (; j + 4 <= width; j += 4)
            {
                T* source = from + ((long)j * stride);
                T* target = to + ((long)first * panel) + j;
                int k = first;
                for (; k + 4 <= end; k += 4)
                {
                    Transposition.Four(source + k, stride, target, panel);
                    target += 4 * panel;
                }

                for (; k < end; k++)
                {
                    target[0] = source[k];
                    target[1] = source[stride + k];
                    target[2] = source[(2L * stride) + k];
                    target[3] = source[(3L * stride) + k];
                    target += panel;
                }
            }

            for (; j < width; j++)
            {
                T* source = from + ((long)j * stride);
                T* target = to + ((long)first * panel) + j;
                for (int k = first; k < end; k++)
                {
                    *target = source[k];
                    target += panel;
                }
            }
        }

        for (int k = 0; width < panel && k < terms; k++)
        {
            new Span<T>(to + ((long)k * panel) + width, panel - width).Clear();
        }
    }
}
