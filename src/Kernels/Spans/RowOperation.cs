using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>x[r, i] ← x[r, i] ∘ values[r].</summary>
internal readonly unsafe struct RowOperation<T, TOperation>(T* x, int rows, int rowLength, T* values) : IBlockAction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperation : IRowOperation<T>
{
    private readonly T* _x = x;
    private readonly int _rows = rows;
    private readonly int _rowLength = rowLength;
    private readonly T* _values = values;

    /// <summary>Works on rows.</summary>
    public static void Run(T* x, int rows, int rowLength, T* values)
    {
        var action = new RowOperation<T, TOperation>(x, rows, rowLength, values);
        BlockDispatch.RunRows<T, RowOperation<T, TOperation>>(ref action, rowLength);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Invoke<TLanes>()
        where TLanes : struct, ILanes<TLanes, T>
    {
        for (int row = 0; row < _rows; row++)
        {
            T* x = _x + ((nint)row * _rowLength);
            TLanes value = TLanes.Broadcast(_values[row]);
            int i = 0;
            for (; i <= _rowLength - TLanes.Count; i += TLanes.Count)
            {
                TLanes.Store(TOperation.Apply(TLanes.Load(in x[i]), value), ref x[i]);
            }

            if (i < _rowLength)
            {
                TLanes.StorePart(TOperation.Apply(TLanes.LoadPart(x + i, _rowLength - i, T.One), value), x + i, _rowLength - i);
            }
        }
    }
}

/// <summary>What <see cref="RowOperation{T, TOperation}"/> does with each value of a row and the row's own.</summary>
internal interface IRowOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>x ∘ value.</summary>
    static abstract TLanes Apply<TLanes>(TLanes x, TLanes value)
        where TLanes : struct, ILanes<TLanes, T>;
}

/// <summary>x·value.</summary>
internal readonly struct Times<T> : IRowOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Apply<TLanes>(TLanes x, TLanes value)
        where TLanes : struct, ILanes<TLanes, T> => x * value;
}

/// <summary>x/value.</summary>
internal readonly struct DividedBy<T> : IRowOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Apply<TLanes>(TLanes x, TLanes value)
        where TLanes : struct, ILanes<TLanes, T> => x / value;
}

/// <summary>x − value.</summary>
internal readonly struct Minus<T> : IRowOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Apply<TLanes>(TLanes x, TLanes value)
        where TLanes : struct, ILanes<TLanes, T> => x - value;
}
