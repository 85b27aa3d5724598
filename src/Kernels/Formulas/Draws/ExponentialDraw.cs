using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>x = E/rate, E = −ln(1 − U); ∂x/∂rate = −x/rate; ln p = ln rate − rate·x.</summary>
internal readonly struct ExponentialDraw<T>(double rate) : IDrawFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _rate = T.CreateTruncating(rate);
    private readonly T _logRate = T.CreateTruncating(SingleValue.Log(rate));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T> => noise.Exponential() / TLanes.Broadcast(_rate);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Derivative<TLanes>(UnitNoise<TLanes, T> noise, TLanes x, int parameter)
        where TLanes : struct, ILanes<TLanes, T> => -x / TLanes.Broadcast(_rate);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes value = TLanes.FusedMultiplyAdd(-x, TLanes.Broadcast(_rate), TLanes.Broadcast(_logRate));
        return TLanes.Select(TLanes.LessThan(x, TLanes.Constant(0)), TLanes.Constant(double.NegativeInfinity), value);
    }
}
