using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>x = ln(1 + E/shape)/rate, E = −ln(1 − U); ∂x/∂shape = (exp(−rate·x) − 1)/(shape·rate), ∂x/∂rate = −x/rate; ln p = ln(shape·rate) + shape + rate·x − shape·exp(rate·x).</summary>
internal readonly struct GompertzDraw<T>(double shape, double rate) : IDrawFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _shape = T.CreateTruncating(shape);
    private readonly T _rate = T.CreateTruncating(rate);
    private readonly T _constant = T.CreateTruncating(SingleValue.Log(shape) + SingleValue.Log(rate));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T> =>
        NearZero<TLanes, T>.LogOnePlus(noise.Exponential() / TLanes.Broadcast(_shape)) / TLanes.Broadcast(_rate);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Derivative<TLanes>(TLanes x, int parameter)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes rate = TLanes.Broadcast(_rate);
        return parameter == 1 ? -x / rate : NearZero<TLanes, T>.ExpMinusOne(-x * rate) / (TLanes.Broadcast(_shape) * rate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes growth = TLanes.Broadcast(_rate) * x;
        TLanes value = TLanes.FusedMultiplyAdd(-TLanes.Broadcast(_shape), NearZero<TLanes, T>.ExpMinusOne(growth), growth + TLanes.Broadcast(_constant));
        return TLanes.Select(TLanes.LessThan(x, TLanes.Constant(0)), TLanes.Constant(double.NegativeInfinity), value);
    }
}
