using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>The largest value of each row; NaN if any is NaN. The same with any lanes: the order does not matter to a maximum.</summary>
internal readonly unsafe struct RowMaxima<T>(T* x, int rows, int rowLength, T* maxima) : IBlockAction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _x = x;
    private readonly int _rows = rows;
    private readonly int _rowLength = rowLength;
    private readonly T* _maxima = maxima;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Invoke<TLanes>()
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes zero = TLanes.Constant(0);
        for (int row = 0; row < _rows; row++)
        {
            T* x = _x + ((nint)row * _rowLength);
            TLanes a = TLanes.Constant(double.NegativeInfinity);
            TLanes b = a;

            // 0·x leaves a NaN of NaN and of the infinities; cheaper than a mask, and rarely set.
            TLanes suspect = zero;
            TLanes other = zero;
            int i = 0;
            for (; i <= _rowLength - (2 * TLanes.Count); i += 2 * TLanes.Count)
            {
                TLanes first = TLanes.Load(in x[i]);
                TLanes second = TLanes.Load(in x[i + TLanes.Count]);
                a = TLanes.MaxOrSecond(first, a);
                b = TLanes.MaxOrSecond(second, b);
                suspect = TLanes.FusedMultiplyAdd(first, zero, suspect);
                other = TLanes.FusedMultiplyAdd(second, zero, other);
            }

            for (; i < _rowLength; i += TLanes.Count)
            {
                int left = _rowLength - i;
                TLanes value = left >= TLanes.Count ? TLanes.Load(in x[i]) : TLanes.LoadPart(x + i, left, x[i]);
                a = TLanes.MaxOrSecond(value, a);
                suspect = TLanes.FusedMultiplyAdd(value, zero, suspect);
            }

            _maxima[row] = TLanes.Max(TLanes.MaxOrSecond(a, b));
            if (!TLanes.All(TLanes.Equal(suspect + other, zero)) && HasNaN(x, _rowLength))
            {
                _maxima[row] = T.NaN;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool HasNaN(T* x, int length)
    {
        foreach (T value in new ReadOnlySpan<T>(x, length))
        {
            if (T.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }
}
