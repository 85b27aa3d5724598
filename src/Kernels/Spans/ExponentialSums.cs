using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>ln Σ exp x of rows, and exp x/Σ exp x: what LogSumExp and Softmax share. A batch of rows goes through each step in turn.</summary>
internal static unsafe class ExponentialSums<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>logarithms[r] = ln Σ exp x[r, i], and destination[r, i] = exp x[r, i]/Σ exp x[r, j] unless there is none.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="rowLength">Values in a row, ≥ 1.</param>
    /// <param name="destination">null, or as many values; may be <paramref name="x"/>.</param>
    /// <param name="logarithms">A value a row; may begin where x begins if there is no destination.</param>
    [SkipLocalsInit]
    public static void Run(T* x, int rows, int rowLength, T* destination, T* logarithms)
    {
        T* maxima = stackalloc T[RowBatch.Rows];
        T* ones = stackalloc T[RowBatch.Rows];
        T* others = stackalloc T[RowBatch.Rows];
        T* reciprocals = stackalloc T[RowBatch.Rows];
        T* scratch = stackalloc T[RowBatch.Values];
        bool isLong = rowLength > RowSumsApart<T>.Chunk;
        int batch = isLong ? 1 : RowBatch.Count(rowLength);
        for (int first = 0; first < rows; first += batch)
        {
            int count = Math.Min(batch, rows - first);
            T* source = x + ((nint)first * rowLength);
            T* terms = destination == null ? scratch : destination + ((nint)first * rowLength);
            var maximum = new RowMaxima<T>(source, count, rowLength, maxima);
            BlockDispatch.RunRows<T, RowMaxima<T>>(ref maximum, rowLength);
            if (!isLong)
            {
                Exponentials(source, count, rowLength, maxima, terms);
                SumApart(terms, count, rowLength, ones, others);
            }
            else if (T.IsFinite(*maxima))
            {
                Long(source, rowLength, maxima, terms, destination == null, ones, others);
            }

            var finish = new Finish(maxima, ones, others, logarithms + first, reciprocals, count);
            BlockDispatch.RunElementwise<T, Finish>(ref finish);
            if (destination != null)
            {
                Normalize(source, count, rowLength, maxima, reciprocals, terms);
            }
        }
    }

    /// <summary>A row of more than a chunk, piece by piece.</summary>
    [SkipLocalsInit]
    private static void Long(T* x, int length, T* maximum, T* terms, bool reuse, T* ones, T* others)
    {
        // As many chunks as a piece holds, whatever the type.
        const int Chunks = RowBatch.Values * sizeof(double) / (16 * 64);
        T* chunkOnes = stackalloc T[Chunks];
        T* chunkOthers = stackalloc T[Chunks];
        var allOnes = new PairwiseSum<T>(stackalloc T[PairwiseSum<T>.Levels]);
        var allOthers = new PairwiseSum<T>(stackalloc T[PairwiseSum<T>.Levels]);
        int chunk = RowSumsApart<T>.Chunk;
        for (int start = 0; start < length; start += RowBatch.Values)
        {
            int count = Math.Min(RowBatch.Values, length - start);
            T* piece = reuse ? terms : terms + start;
            Exponentials(x + start, 1, count, maximum, piece);
            int full = count / chunk;
            SumApart(piece, full, chunk, chunkOnes, chunkOthers);
            if (full * chunk < count)
            {
                SumApart(piece + (full * chunk), 1, count - (full * chunk), chunkOnes + full, chunkOthers + full);
                full++;
            }

            for (int i = 0; i < full; i++)
            {
                allOnes.Add(chunkOnes[i]);
                allOthers.Add(chunkOthers[i]);
            }
        }

        *ones = allOnes.Total();
        *others = allOthers.Total();
    }

    private static void Exponentials(T* x, int rows, int rowLength, T* maxima, T* destination)
    {
        var action = new RowExponentials<T>(x, rows, rowLength, maxima, destination);
        BlockDispatch.RunRows<T, RowExponentials<T>>(ref action, rowLength);
    }

    private static void SumApart(T* x, int rows, int rowLength, T* ones, T* others)
    {
        var action = new RowSumsApart<T>(x, rows, rowLength, ones, others);
        BlockDispatch.Run<T, RowSumsApart<T>>(ref action);
    }

    private static void Normalize(T* x, int rows, int rowLength, T* maxima, T* reciprocals, T* destination)
    {
        for (int row = 0; row < rows; row++)
        {
            if (!T.IsFinite(maxima[row]))
            {
                nint start = (nint)row * rowLength;
                Degenerate(new(x + start, rowLength), maxima[row], new(destination + start, rowLength));
                reciprocals[row] = T.One;
            }
        }

        RowOperation<T, Times<T>>.Run(destination, rows, rowLength, reciprocals);
    }

    /// <summary>A row whose maximum is NaN or infinite.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Degenerate(ReadOnlySpan<T> x, T maximum, Span<T> destination)
    {
        if (!T.IsPositiveInfinity(maximum))
        {
            destination.Fill(T.NaN);
            return;
        }

        T share = T.One / T.CreateChecked(x.Count(T.PositiveInfinity));
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = T.IsPositiveInfinity(x[i]) ? share : T.Zero;
        }
    }

    /// <summary>The sums' logarithms and reciprocals, rows side by side in the lanes.</summary>
    private readonly struct Finish(T* maxima, T* ones, T* others, T* logarithms, T* reciprocals, int rows) : IBlockAction<T>
    {
        private readonly T* _maxima = maxima;
        private readonly T* _ones = ones;
        private readonly T* _others = others;
        private readonly T* _logarithms = logarithms;
        private readonly T* _reciprocals = reciprocals;
        private readonly int _rows = rows;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, T>
        {
            for (int row = 0; row < _rows; row += TLanes.Count)
            {
                // Beyond the last row there is room, and whatever it holds is not stored.
                (TLanes logarithm, TLanes reciprocal) =
                    LogSumExpFormula<T>.Evaluate(TLanes.Load(in _maxima[row]), TLanes.Load(in _ones[row]), TLanes.Load(in _others[row]));
                TLanes.StorePart(logarithm, _logarithms + row, _rows - row);
                TLanes.Store(reciprocal, ref _reciprocals[row]);
            }
        }
    }
}
