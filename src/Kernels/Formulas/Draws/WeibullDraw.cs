using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>x = scale·E^(1/shape), E = −ln(1 − U); ∂x/∂shape = −x·ln E/shape², ∂x/∂scale = x/scale; ln p = ln(shape/scale) + (shape − 1)·ln(x/scale) − (x/scale)^shape.</summary>
internal readonly struct WeibullDraw<T>(double shape, double scale) : IDrawFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _shape = T.CreateTruncating(shape);
    private readonly T _scale = T.CreateTruncating(scale);
    private readonly T _constant = T.CreateTruncating(SingleValue.Log(shape) - SingleValue.Log(scale));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes logarithm = Logarithm<T>.PositiveNormal(noise.Exponential(), TLanes.Constant(0));
        return TLanes.Broadcast(_scale) * Exponential<T>.Evaluate(logarithm / TLanes.Broadcast(_shape));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Derivative<TLanes>(UnitNoise<TLanes, T> noise, TLanes x, int parameter)
        where TLanes : struct, ILanes<TLanes, T>
    {
        // ln(x/scale) from the noise: x may be 0 or infinite, or as near to scale as its rounding.
        TLanes logarithm = Logarithm<T>.PositiveNormal(noise.Exponential(), TLanes.Constant(0)) / TLanes.Broadcast(_shape);
        return parameter == 0 ? -x * logarithm / TLanes.Broadcast(_shape) : x / TLanes.Broadcast(_scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes shape = TLanes.Broadcast(_shape);
        TLanes logarithm = Logarithm<T>.Evaluate(x / TLanes.Broadcast(_scale));
        TLanes power = Exponential<T>.Evaluate(shape * logarithm);
        TLanes value = LogPower<TLanes, T>.Of(shape - TLanes.Constant(1), logarithm) + TLanes.Broadcast(_constant) - power;
        return TLanes.Select(TLanes.LessThan(x, TLanes.Constant(0)), TLanes.Constant(double.NegativeInfinity), value);
    }
}
