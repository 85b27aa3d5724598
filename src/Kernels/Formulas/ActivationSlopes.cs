using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>The derivative of a function, from the function's value.</summary>
internal interface ISlope<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>f′(x) times a gradient, where value = f(x).</summary>
    static abstract TLanes Apply<TLanes>(TLanes value, TLanes gradient)
        where TLanes : struct, ILanes<TLanes, T>;
}

/// <summary>Of max(x, 0): 1 above 0, else 0; a NaN stays one.</summary>
internal readonly struct RectifierSlope<T> : ISlope<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Apply<TLanes>(TLanes value, TLanes gradient)
        where TLanes : struct, ILanes<TLanes, T> =>
        TLanes.Select(TLanes.Equal(value, value), TLanes.BitAnd(gradient, TLanes.LessThan(TLanes.Constant(0), value)), value);
}

/// <summary>Of σ: y·(1 − y).</summary>
internal readonly struct SigmoidSlope<T> : ISlope<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Apply<TLanes>(TLanes value, TLanes gradient)
        where TLanes : struct, ILanes<TLanes, T> => gradient * (value * (TLanes.Constant(1) - value));
}

/// <summary>Of tanh: 1 − y².</summary>
internal readonly struct HyperbolicTangentSlope<T> : ISlope<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Apply<TLanes>(TLanes value, TLanes gradient)
        where TLanes : struct, ILanes<TLanes, T> => gradient * TLanes.FusedMultiplyAdd(-value, value, TLanes.Constant(1));
}

/// <summary>Of softplus: σ(x) = 1 − exp(−y).</summary>
internal readonly struct SoftplusSlope<T> : ISlope<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Apply<TLanes>(TLanes value, TLanes gradient)
        where TLanes : struct, ILanes<TLanes, T>
    {
        // For small y, 1 − exp(−y) cancels; y·(1 − y/2! + y²/3! − …) does not.
        TLanes direct = TLanes.Constant(1) - Exponential<T>.NonPositive(-value);
        TLanes series = value * Polynomial<TLanes, T>.Of(value, 1, -1.0 / 2, 1.0 / 6, -1.0 / 24, 1.0 / 120, -1.0 / 720, 1.0 / 5040);

        // The exponential of a NaN is anything, that of the series is one.
        TLanes isLarge = TLanes.LessThan(TLanes.Constant(1.0 / 64), value);
        return gradient * TLanes.Select(isLarge, direct, series);
    }
}
