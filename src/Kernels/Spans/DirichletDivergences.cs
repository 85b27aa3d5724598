using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>KL divergences of Dirichlet distributions, a batch of rows at a time.</summary>
internal static unsafe class DirichletDivergences<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>destination[r] = Σ_k B(β[r, k], α[r, k]) − B(Σ β[r], Σ α[r]).</summary>
    [SkipLocalsInit]
    public static void Run(T* alpha, T* beta, int rows, int rowLength, T* destination)
    {
        T* divergences = stackalloc T[RowBatch.Values];
        T* differences = stackalloc T[RowBatch.Values];
        T* memory = stackalloc T[Sums.Columns * RowBatch.Rows];
        var sums = new Sums(memory);
        int batch = RowBatch.Count(rowLength);
        for (int first = 0; first < rows; first += batch)
        {
            int count = Math.Min(batch, rows - first);
            nint start = (nint)first * rowLength;
            RowSums<T>.Run(alpha + start, count, rowLength, sums.Alpha, sums.Low);
            RowSums<T>.Run(beta + start, count, rowLength, sums.Beta, sums.Low);
            if (rowLength <= RowBatch.Values)
            {
                Terms(alpha + start, beta + start, count * rowLength, divergences, differences);
                RowSums<T>.Run(divergences, count, rowLength, sums.Divergence, sums.Low);

                // Σ β − Σ α from the differences: the two sums' rounding errors may be larger than it.
                RowSums<T>.Run(differences, count, rowLength, sums.Difference, sums.Low);
            }
            else
            {
                Long(alpha + start, beta + start, rowLength, divergences, differences, sums);
            }

            var whole = new WholeAction(sums, count);
            BlockDispatch.RunElementwise<T, WholeAction>(ref whole);
            for (int row = 0; row < count; row++)
            {
                destination[first + row] = sums.Divergence[row] < sums.Whole[row] ? T.Zero : sums.Divergence[row] - sums.Whole[row];
            }
        }
    }

    /// <summary>A row of more than a piece.</summary>
    private static void Long(T* alpha, T* beta, int length, T* divergences, T* differences, Sums sums)
    {
        var divergence = new PairwiseSum<T>(stackalloc T[PairwiseSum<T>.Levels]);
        var difference = new PairwiseSum<T>(stackalloc T[PairwiseSum<T>.Levels]);
        for (int start = 0; start < length; start += RowBatch.Values)
        {
            int count = Math.Min(RowBatch.Values, length - start);
            Terms(alpha + start, beta + start, count, divergences, differences);
            RowSums<T>.Run(divergences, 1, count, sums.Divergence, sums.Low);
            RowSums<T>.Run(differences, 1, count, sums.Difference, sums.Low);
            divergence.Add(*sums.Divergence);
            difference.Add(*sums.Difference);
        }

        *sums.Divergence = divergence.Total();
        *sums.Difference = difference.Total();
    }

    private static void Terms(T* alpha, T* beta, int length, T* divergences, T* differences)
    {
        var action = new TermAction(alpha, beta, length, divergences, differences);
        BlockDispatch.RunElementwise<T, TermAction>(ref action);
    }

    /// <summary>A value a row of each: Σ α, Σ β, Σ (β − α), Σ B, B of the sums; and what the sums' rounding left, which is not used.</summary>
    private readonly struct Sums(T* memory)
    {
        public const int Columns = 6;

        public readonly T* Alpha = memory;
        public readonly T* Beta = memory + RowBatch.Rows;
        public readonly T* Difference = memory + (2 * RowBatch.Rows);
        public readonly T* Divergence = memory + (3 * RowBatch.Rows);
        public readonly T* Whole = memory + (4 * RowBatch.Rows);
        public readonly T* Low = memory + (5 * RowBatch.Rows);
    }

    /// <summary>B(β_k, α_k) and β_k − α_k.</summary>
    private readonly struct TermAction(T* alpha, T* beta, int length, T* divergences, T* differences) : IBlockAction<T>
    {
        private readonly T* _alpha = alpha;
        private readonly T* _beta = beta;
        private readonly int _length = length;
        private readonly T* _divergences = divergences;
        private readonly T* _differences = differences;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, T>
        {
            TLanes zero = TLanes.Constant(0);
            TLanes infinity = TLanes.Constant(double.PositiveInfinity);
            for (int i = 0; i < _length; i += TLanes.Count)
            {
                int left = _length - i;
                TLanes a = left >= TLanes.Count ? TLanes.Load(in _alpha[i]) : TLanes.LoadPart(_alpha + i, left, T.One);
                TLanes b = left >= TLanes.Count ? TLanes.Load(in _beta[i]) : TLanes.LoadPart(_beta + i, left, T.One);
                TLanes positive = TLanes.BitAnd(TLanes.LessThan(zero, a), TLanes.LessThan(zero, b));
                TLanes valid = TLanes.BitAnd(positive, TLanes.BitAnd(TLanes.LessThan(a, infinity), TLanes.LessThan(b, infinity)));
                TLanes difference = b - a;
                TLanes divergence = DirichletDivergence<TLanes, T>.Of(b, a, difference);
                TLanes.StorePart(difference, _differences + i, left);
                TLanes.StorePart(TLanes.Select(valid, divergence, TLanes.Constant(double.NaN)), _divergences + i, left);
            }
        }
    }

    /// <summary>B(Σ β, Σ α), rows side by side in the lanes.</summary>
    private readonly struct WholeAction(Sums sums, int rows) : IBlockAction<T>
    {
        private readonly Sums _sums = sums;
        private readonly int _rows = rows;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, T>
        {
            for (int row = 0; row < _rows; row += TLanes.Count)
            {
                TLanes whole = DirichletDivergence<TLanes, T>.Of(
                    TLanes.LoadPart(_sums.Beta + row, _rows - row, T.One),
                    TLanes.LoadPart(_sums.Alpha + row, _rows - row, T.One),
                    TLanes.LoadPart(_sums.Difference + row, _rows - row, T.Zero));
                TLanes.Store(whole, ref _sums.Whole[row]);
            }
        }
    }
}
