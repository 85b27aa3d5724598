using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>Sizes and factors of alpha·A·B + beta·C.</summary>
internal readonly record struct MatrixSizes<T>(int Rows, int Columns, int Inner, T Alpha, T Beta);

/// <summary>The sizes of a product's blocks.</summary>
internal static class MatrixBlocks
{
    /// <summary>Terms that are summed before they are added to the result. Part of what the result is: the same for every width and type.</summary>
    public const int Inner = 256;

    /// <summary>Terms of a last block, so that no short one follows.</summary>
    public const int MostInner = 320;

    /// <summary>Rows of the left factor that stay in the second-level cache while all panels of the right factor go over them.</summary>
    public const int Rows = 40 * MatrixTile.Rows;

    /// <summary>Packed values of the right factor: beside the left factor's rows they fit in a second-level cache of 1 MiB.</summary>
    public const int PackedBytes = 640 * 1024;

    /// <summary>Where the block of terms ends that begins with the given one.</summary>
    public static int End(int first, int inner) => inner - first <= MostInner ? inner : first + Inner;
}

/// <summary>
/// A product in blocks: a part of the right factor is packed into panels as wide as a register tile, and tiles of the result are summed from it;
/// of a left factor with many zeros, only terms in which one of a tile's rows has another value.
/// </summary>
internal readonly unsafe struct MatrixBlocks<T>(T* a, MatrixLayout aLayout, T* b, MatrixLayout bLayout, MatrixSizes<T> sizes, T* c, int cStride) : IBlockAction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Invoke<TLanes>()
        where TLanes : struct, ILanes<TLanes, T>
    {
        int panel = 2 * TLanes.Count;
        int most = Math.Max(panel, MatrixBlocks.PackedBytes / (MatrixBlocks.MostInner * sizeof(T)) / panel * panel);
        int tileBytes = MatrixTile.Rows * panel * sizeof(T);
        byte* room = (byte*)PackingRoom.Take(MatrixBlocks.PackedBytes + tileBytes + (aLayout.ManyZeros ? MatrixNonZeros<T>.RoomBytes : 0));
        T* packed = (T*)room;
        T* tile = (T*)(room + MatrixBlocks.PackedBytes);
        var nonZeros = new MatrixNonZeros<T>(room + MatrixBlocks.PackedBytes + tileBytes, aLayout.Transposed);
        for (int column = 0; column < sizes.Columns; column += most)
        {
            int columns = Math.Min(most, sizes.Columns - column);
            int k = 0;
            do
            {
                // At least once: with no terms at all the result is still beta·C.
                int terms = MatrixBlocks.End(k, sizes.Inner) - k;
                MatrixPacking<TLanes, T>.Pack(b, bLayout, k, terms, column, columns, packed);
                T beta = k == 0 ? sizes.Beta : T.One;
                for (int row = 0; row < sizes.Rows; row += MatrixBlocks.Rows)
                {
                    Rows<TLanes>(row, Math.Min(sizes.Rows, row + MatrixBlocks.Rows), column, columns, k, terms, beta, packed, tile, nonZeros);
                }

                k += terms;
            }
            while (k < sizes.Inner);
        }
    }

    private void Rows<TLanes>(int first, int end, int column, int columns, int k, int terms, T beta, T* packed, T* tile, MatrixNonZeros<T> nonZeros)
        where TLanes : struct, ILanes<TLanes, T>
    {
        int panel = 2 * TLanes.Count;
        bool plain = sizes.Alpha == T.One && (beta == T.Zero || beta == T.One);
        (long rowStep, long innerStep) = aLayout.Transposed ? (1L, (long)aLayout.Stride) : ((long)aLayout.Stride, 1L);
        if (aLayout.ManyZeros)
        {
            nonZeros.Find<TLanes>(a + (first * rowStep) + (k * innerStep), aLayout.Stride, end - first, terms);
        }

        for (int j = 0; j < columns; j += panel)
        {
            int width = Math.Min(panel, columns - j);
            T* panelOfBlock = packed + ((long)j * terms);
            for (int row = first; row < end; row += MatrixTile.Rows)
            {
                int height = Math.Min(MatrixTile.Rows, end - row);
                T* to = c + ((long)row * cStride) + column + j;
                bool whole = plain && height == MatrixTile.Rows && width == panel;
                bool add = whole && beta != T.Zero;
                long stride = whole ? cStride : panel;
                T* sums = whole ? to : tile;
                if (aLayout.ManyZeros)
                {
                    int number = (row - first) / MatrixTile.Rows;
                    MatrixTile<TLanes, T>.Sum(
                        nonZeros.Values(number), nonZeros.RowStep, nonZeros.InnerStep, MatrixTile.Rows, panelOfBlock, nonZeros.Terms(number), sums, stride, add);
                }
                else
                {
                    MatrixTile<TLanes, T>.Sum(a + (row * rowStep) + (k * innerStep), rowStep, innerStep, height, panelOfBlock, new AllTerms(terms), sums, stride, add);
                }

                if (!whole)
                {
                    MatrixTile<TLanes, T>.Join(tile, height, width, sizes.Alpha, beta, to, cStride);
                }
            }
        }
    }
}
