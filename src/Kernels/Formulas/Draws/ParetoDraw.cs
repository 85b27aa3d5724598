using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>x = minimum·exp(E/shape), E = −ln(1 − U); ∂x/∂minimum = x/minimum, ∂x/∂shape = −x·E/shape²; ln p = ln(shape/minimum) − (shape + 1)·ln(x/minimum).</summary>
internal readonly struct ParetoDraw<T>(double minimum, double shape) : IDrawFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _minimum = T.CreateTruncating(minimum);
    private readonly T _shape = T.CreateTruncating(shape);
    private readonly T _constant = T.CreateTruncating(SingleValue.Log(shape) - SingleValue.Log(minimum));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T> =>
        TLanes.Broadcast(_minimum) * Exponential<T>.Evaluate(noise.Exponential() / TLanes.Broadcast(_shape));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Derivative<TLanes>(UnitNoise<TLanes, T> noise, TLanes x, int parameter)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes minimum = TLanes.Broadcast(_minimum);
        return parameter == 0 ? x / minimum : -x * (noise.Exponential() / TLanes.Broadcast(_shape)) / TLanes.Broadcast(_shape);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes minimum = TLanes.Broadcast(_minimum);
        TLanes power = -TLanes.Broadcast(_shape) - TLanes.Constant(1);
        TLanes value = TLanes.FusedMultiplyAdd(power, Logarithm<T>.Evaluate(x / minimum), TLanes.Broadcast(_constant));
        return TLanes.Select(TLanes.LessThan(x, minimum), TLanes.Constant(double.NegativeInfinity), value);
    }
}
