using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>Σ of each row as high + low, correct to about eps² of Σ|x|, in the canonical order: blocks of 512 bits, then their lanes by halves.</summary>
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

            (T rounded, T rest) = TBlock.Sum(sum, error);

            // Infinities leave no number in the errors.
            rest = T.IsFinite(rounded) ? rest : T.Zero;
            T total = rounded + rest;
            _high[row] = total;
            _low[row] = T.IsFinite(total) ? rounded - total + rest : T.Zero;
        }
    }
}
