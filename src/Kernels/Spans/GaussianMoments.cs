using System;
using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>Weighted moments of observations about K origins, a tile of observations at a time.</summary>
/// <remarks>
/// Lane l of a virtual block of 512 bits adds up observations l, l + B, l + 2B, … of a tile, whatever the hardware's width; narrower lanes do the block in parts,
/// so that all accumulators stay in registers. Coordinates go in fours against pairs: the padding up to four is zeros.
/// </remarks>
internal readonly unsafe struct GaussianMoments<T>(T* origins, int components, int dimension, CovarianceShape shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = 128;
    private const int Group = 4;
    private const int Sums = 8;

    private static nint Stride => ObservationTile<T>.StrideOf(Rows);

    private int Padded => (dimension + Group - 1) / Group * Group;

    /// <summary>Σ r and Σ r·z come first, then Σ r·z·z in eights.</summary>
    private int FirstProduct => (1 + Padded + Sums - 1) / Sums * Sums;

    /// <summary>Four coordinates take (i + 4)/2 pairs of products with those before them and themselves; a diagonal takes four squares and four unused.</summary>
    private int SumCount => FirstProduct + (shape == CovarianceShape.Full ? Padded * (Padded + Group) / 2 : 2 * Padded);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Run(T* x, int rows, T* responsibilities, Span<double> masses, Span<double> sums, Span<double> products)
    {
        int padded = Padded;
        int sumCount = SumCount;
        long values = (((2L * padded) + components + Group) * Stride) + ((ObservationTile<T>.Block + 1L) * sumCount);
        T[] rented = ArrayPool<T>.Shared.Rent(ObservationTile<T>.WithAlignment(values));
        fixed (T* room = rented)
        {
            T* tile = ObservationTile<T>.Aligned(room);
            T* centered = tile + (padded * Stride);
            T* shares = centered + (padded * Stride);
            T* weighted = shares + (components * Stride);
            T* lanes = weighted + (Group * Stride);
            T* totals = lanes + ((nint)ObservationTile<T>.Block * sumCount);
            new Span<T>(centered, (int)(padded * Stride)).Clear();
            for (int first = 0; first < rows; first += Rows)
            {
                int count = Math.Min(Rows, rows - first);
                ObservationTile<T>.Turn(x + ((nint)first * dimension), count, dimension, tile, Rows);
                ObservationTile<T>.Turn(responsibilities + ((nint)first * components), count, components, shares, Rows);
                for (int k = 0; k < components; k++)
                {
                    var tiled = new Component(this, tile, origins + ((nint)k * dimension), shares + (k * Stride), centered, weighted, lanes);
                    BlockDispatch.RunElementwise<T, Component>(ref tiled);
                    var ends = new LaneTotals<T>(lanes, sumCount, totals);
                    BlockDispatch.Run<T, LaneTotals<T>>(ref ends);
                    masses[k] += double.CreateTruncating(totals[0]);
                    AddSums(totals + 1, sums.Slice(k * dimension, dimension));
                    AddProducts(totals + FirstProduct, k, products);
                }
            }
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void AddSums(T* totals, Span<double> sums)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += double.CreateTruncating(totals[i]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void AddProducts(T* totals, int component, Span<double> products)
    {
        if (shape == CovarianceShape.Full)
        {
            Span<double> matrix = products.Slice(component * dimension * dimension, dimension * dimension);
            for (int i = 0; i < dimension; i++)
            {
                // Where this group of four begins, and in it row i's two values of each pair.
                int group = i / Group * Group;
                T* row = totals + (group * (group + Group) / 2) + (2 * (i - group));
                for (int j = 0; j <= i; j++)
                {
                    matrix[(i * dimension) + j] += double.CreateTruncating(row[((j >> 1) * Sums) + (j & 1)]);
                }
            }

            return;
        }

        int step = shape == CovarianceShape.Diagonal ? 1 : 0;
        int first = component * (step == 1 ? dimension : 1);
        for (int i = 0; i < dimension; i++)
        {
            products[first + (i * step)] += double.CreateTruncating(totals[(i / Group * Sums) + (i % Group)]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Evaluate<TLanes>(T* tile, T* origin, T* share, T* centered, T* weighted, T* lanes)
        where TLanes : struct, ILanes<TLanes, T>
    {
        int block = ObservationTile<T>.Block;
        ObservationTile<T>.Center<TLanes>(tile, Rows, origin, dimension, centered);
        MomentLanes<TLanes, T>.Sum(share, Rows, lanes);
        T* products = lanes + ((nint)block * FirstProduct);
        for (int i = 0; i < Padded; i += Group)
        {
            T* coordinates = centered + (i * Stride);
            MomentLanes<TLanes, T>.Weigh(share, coordinates, Stride, Rows, weighted, lanes + ((nint)block * (1 + i)));
            if (shape == CovarianceShape.Full)
            {
                MomentLanes<TLanes, T>.Products(weighted, centered, i + Group, Stride, Rows, products);
                products += (nint)block * Sums * ((i + Group) / 2);
            }
            else
            {
                MomentLanes<TLanes, T>.Squares(weighted, coordinates, Stride, Rows, products);
                products += (nint)block * Sums;
            }
        }
    }

    /// <summary>The lanes' sums of one component.</summary>
    private readonly struct Component(GaussianMoments<T> moments, T* tile, T* origin, T* share, T* centered, T* weighted, T* lanes) : IBlockAction<T>
    {
        private readonly GaussianMoments<T> _moments = moments;
        private readonly T* _tile = tile;
        private readonly T* _origin = origin;
        private readonly T* _share = share;
        private readonly T* _centered = centered;
        private readonly T* _weighted = weighted;
        private readonly T* _lanes = lanes;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, T> => _moments.Evaluate<TLanes>(_tile, _origin, _share, _centered, _weighted, _lanes);
    }
}
