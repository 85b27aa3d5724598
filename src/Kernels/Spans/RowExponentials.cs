using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>destination[r, i] = exp(x[r, i] − maxima[r]), the difference exact; what is not a normal number becomes 0. A row without a finite maximum is left out.</summary>
internal readonly unsafe struct RowExponentials<T>(T* x, int rows, int rowLength, T* maxima, T* destination) : IBlockAction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _x = x;
    private readonly int _rows = rows;
    private readonly int _rowLength = rowLength;
    private readonly T* _maxima = maxima;
    private readonly T* _destination = destination;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Invoke<TLanes>()
        where TLanes : struct, ILanes<TLanes, T>
    {
        for (int row = 0; row < _rows; row++)
        {
            if (!T.IsFinite(_maxima[row]))
            {
                continue;
            }

            T* x = _x + ((nint)row * _rowLength);
            T* destination = _destination + ((nint)row * _rowLength);
            TLanes maximum = TLanes.Broadcast(_maxima[row]);
            int i = 0;
            for (; i <= _rowLength - TLanes.Count; i += TLanes.Count)
            {
                TLanes.Store(Shifted<TLanes>(TLanes.Load(in x[i]), maximum), ref destination[i]);
            }

            if (i < _rowLength)
            {
                Tail(x + i, maximum, destination + i, _rowLength - i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Tail<TLanes>(T* x, TLanes maximum, T* destination, int length)
        where TLanes : struct, ILanes<TLanes, T> =>
        TLanes.StorePart(Shifted<TLanes>(TLanes.LoadPart(x, length, T.Zero), maximum), destination, length);

    /// <summary>x − maximum is rounded, and exp would multiply that error by |x − maximum|: the rounding error goes along (Knuth's two-sum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Shifted<TLanes>(TLanes x, TLanes maximum)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes difference = x - maximum;
        TLanes part = difference - x;
        TLanes low = x - (difference - part) - (maximum + part);
        return Exponential<T>.NonPositive(difference, low);
    }
}
