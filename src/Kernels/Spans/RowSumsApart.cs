using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>Of each row Σ of the values that are 1 and Σ of all others, in the canonical order: blocks of 512 bits, two running sums.</summary>
/// <remarks>A row is a chunk at most. The ones are kept apart so that a logarithm sees the others in full (as in SciPy).</remarks>
internal readonly unsafe struct RowSumsApart<T>(T* x, int rows, int rowLength, T* ones, T* others) : IBlockAction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _x = x;
    private readonly int _rows = rows;
    private readonly int _rowLength = rowLength;
    private readonly T* _ones = ones;
    private readonly T* _others = others;

    /// <summary>Values in a chunk: 16 blocks. Longer sums are a binary tree over chunks.</summary>
    public static int Chunk => 16 * 64 / sizeof(T);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Invoke<TBlock>()
        where TBlock : struct, ILanes<TBlock, T>
    {
        TBlock one = TBlock.Constant(1);
        for (int row = 0; row < _rows; row++)
        {
            T* x = _x + ((nint)row * _rowLength);
            TBlock ones = TBlock.Constant(0);
            TBlock a = ones;
            TBlock b = ones;
            int i = 0;
            for (; i <= _rowLength - (2 * TBlock.Count); i += 2 * TBlock.Count)
            {
                TBlock first = TBlock.Load(in x[i]);
                TBlock second = TBlock.Load(in x[i + TBlock.Count]);
                TBlock isFirst = TBlock.Equal(first, one);
                TBlock isSecond = TBlock.Equal(second, one);
                ones = ones + TBlock.BitAnd(one, isFirst) + TBlock.BitAnd(one, isSecond);
                a += TBlock.BitAndNot(first, isFirst);
                b += TBlock.BitAndNot(second, isSecond);
            }

            for (; i < _rowLength; i += TBlock.Count)
            {
                int left = _rowLength - i;
                TBlock value = left >= TBlock.Count ? TBlock.Load(in x[i]) : TBlock.LoadPart(x + i, left, T.Zero);
                TBlock isOne = TBlock.Equal(value, one);
                ones += TBlock.BitAnd(one, isOne);
                a += TBlock.BitAndNot(value, isOne);
            }

            _ones[row] = TBlock.Sum(ones);
            _others[row] = TBlock.Sum(a + b);
        }
    }
}
