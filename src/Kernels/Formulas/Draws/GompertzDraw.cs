using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>x = ln(1 + E/shape)/rate, E = −ln(1 − U); ∂x/∂shape = (exp(−rate·x) − 1)/(shape·rate), ∂x/∂rate = −x/rate; ln p = ln(shape·rate) + shape + rate·x − shape·exp(rate·x).</summary>
/// <remarks>
/// Where E/shape is so large that the 1 counts nothing, its logarithm is ln E − ln shape; where exp(rate·x) is near the largest numbers, shape·exp(rate·x) = exp(rate·x + ln shape).
/// </remarks>
internal readonly unsafe struct GompertzDraw<T>(double shape, double rate) : IDrawFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Far = 1e18;

    private readonly T _shape = T.CreateTruncating(shape);
    private readonly T _logShape = T.CreateTruncating(SingleValue.Log(shape));
    private readonly T _rate = T.CreateTruncating(rate);
    private readonly T _constant = T.CreateTruncating(SingleValue.Log(shape) + SingleValue.Log(rate));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes exponential = noise.Exponential();
        TLanes ratio = exponential / TLanes.Broadcast(_shape);
        TLanes logarithm = NearZero<TLanes, T>.LogOnePlus(ratio);
        TLanes isFar = TLanes.LessThan(TLanes.Constant(Far), ratio);
        if (TLanes.Any(isFar))
        {
            logarithm = TLanes.Select(isFar, Logarithm<T>.PositiveNormal(exponential, TLanes.Constant(0)) - TLanes.Broadcast(_logShape), logarithm);
        }

        return logarithm / TLanes.Broadcast(_rate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Derivative<TLanes>(UnitNoise<TLanes, T> noise, TLanes x, int parameter)
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
        TLanes isFar = TLanes.LessThan(TLanes.Constant(sizeof(T) == sizeof(double) ? 700 : 80), growth);
        if (TLanes.Any(isFar))
        {
            value = TLanes.Select(isFar, growth + TLanes.Broadcast(_constant) - Exponential<T>.Evaluate(growth + TLanes.Broadcast(_logShape)), value);
        }

        return TLanes.Select(TLanes.LessThan(x, TLanes.Constant(0)), TLanes.Constant(double.NegativeInfinity), value);
    }
}
