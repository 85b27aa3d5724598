using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>
/// Σ of each row as high + low, correct to about eps² of Σ|x|, in the canonical order: blocks of 512 bits, then their lanes by halves; in rows of more than
/// a piece, then a binary tree over pieces, so that a device can take the pieces side by side.
/// </summary>
/// <remarks>Every addition keeps its rounding error (Knuth's two-sum; Ogita, Rump and Oishi 2005). Low is 0 where high is not finite.</remarks>
internal readonly unsafe struct RowSums<T>(T* x, int rows, int rowLength, T* high, T* low) : IBlockAction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _x = x;
    private readonly int _rows = rows;
    private readonly int _rowLength = rowLength;
    private readonly T* _high = high;
    private readonly T* _low = low;

    /// <summary>Sums rows.</summary>
    public static void Run(T* x, int rows, int rowLength, T* high, T* low)
    {
        if (rowLength > RowBatch.Values)
        {
            for (int row = 0; row < rows; row++)
            {
                Long(x + ((nint)row * rowLength), rowLength, high + row, low + row);
            }

            return;
        }

        var action = new RowSums<T>(x, rows, rowLength, high, low);
        BlockDispatch.Run<T, RowSums<T>>(ref action);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Invoke<TBlock>()
        where TBlock : struct, ILanes<TBlock, T>
    {
        TBlock zero = TBlock.Constant(0);
        for (int row = 0; row < _rows; row++)
        {
            T* x = _x + ((nint)row * _rowLength);
            TBlock sum = zero;
            TBlock error = zero;
            for (int i = 0; i < _rowLength; i += TBlock.Count)
            {
                int left = _rowLength - i;
                TBlock value = left >= TBlock.Count ? TBlock.Load(in x[i]) : TBlock.LoadPart(x + i, left, T.Zero);
                (sum, error) = TwoSum<TBlock, T>.Add(sum, error, value, zero);
            }

            (_high[row], _low[row]) = Normalized(TBlock.Sum(sum, error));
        }
    }

    /// <summary>A row of more than a piece.</summary>
    [SkipLocalsInit]
    private static void Long(T* x, int length, T* high, T* low)
    {
        var tree = new PairwiseSum<CompensatedValue<T>>(stackalloc CompensatedValue<T>[PairwiseSum<CompensatedValue<T>>.Levels]);
        for (int start = 0; start < length; start += RowBatch.Values)
        {
            Run(x + start, 1, Math.Min(RowBatch.Values, length - start), high, low);
            tree.Add(new(*high, *low));
        }

        CompensatedValue<T> total = tree.Total();
        (*high, *low) = Normalized((total.High, total.Low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T High, T Low) Normalized((T Rounded, T Error) sum)
    {
        // Infinities leave no number in the errors.
        T rest = T.IsFinite(sum.Rounded) ? sum.Error : T.Zero;
        T total = sum.Rounded + rest;
        return (total, T.IsFinite(total) ? sum.Rounded - total + rest : T.Zero);
    }
}
