using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>x = minimum + (maximum − minimum)·U; ∂x/∂minimum = 1 − U, ∂x/∂maximum = U; ln p = −ln(maximum − minimum).</summary>
internal readonly struct UniformDraw<T>(double minimum, double maximum) : IDrawFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _minimum = T.CreateTruncating(minimum);
    private readonly T _maximum = T.CreateTruncating(maximum);

    // Half the width is a number even where the width is not.
    private readonly T _half = T.CreateTruncating((0.5 * maximum) - (0.5 * minimum));
    private readonly T _constant = T.CreateTruncating(
        -(double.IsFinite(maximum - minimum) ? SingleValue.Log(maximum - minimum) : SingleValue.Log((0.5 * maximum) - (0.5 * minimum)) + SingleValue.Log(2)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes end = TLanes.Select(noise.IsLower, TLanes.Broadcast(_minimum), TLanes.Broadcast(_maximum));
        return TLanes.FusedMultiplyAdd(noise.Signed(-(noise.Tail + noise.Tail)), TLanes.Broadcast(_half), end);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Derivative<TLanes>(UnitNoise<TLanes, T> noise, TLanes x, int parameter)
        where TLanes : struct, ILanes<TLanes, T> =>
        parameter == 0 ? noise.Complement() : noise.Rounded();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes outside = TLanes.BitOr(TLanes.LessThan(x, TLanes.Broadcast(_minimum)), TLanes.LessThan(TLanes.Broadcast(_maximum), x));
        return TLanes.Select(outside, TLanes.Constant(double.NegativeInfinity), TLanes.Select(TLanes.Equal(x, x), TLanes.Broadcast(_constant), x));
    }
}
