using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>x − minimum = √(U·width·rise) up to the mode, maximum − x = √((1 − U)·width·fall) beyond, rise and fall the mode's distances to minimum and maximum.</summary>
/// <remarks>
/// With r the distance to the end of x's side and l that side's length, ∂x/∂(that end) = 1 − r·(l + width)/(2·width·l), ∂x/∂(the other end) = r/(2·width), ∂x/∂mode = r/(2·l).
/// ln p = ln(2·r/(width·l)).
/// </remarks>
internal readonly struct TriangularDraw<T>(double minimum, double mode, double maximum) : IDrawFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _minimum = T.CreateTruncating(minimum);
    private readonly T _mode = T.CreateTruncating(mode);
    private readonly T _maximum = T.CreateTruncating(maximum);
    private readonly T _share = T.CreateTruncating(System.Math.Min(mode - minimum, maximum - mode) / (maximum - minimum));
    private readonly T _smallerIsRise = mode - minimum <= maximum - mode ? T.One : T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T>
    {
        // The shorter side's share is at most ½: U is there when it is at that end and nearer to it than the share.
        TLanes isLower = noise.IsLower;
        TLanes isNear = TLanes.LessThan(noise.Tail, TLanes.Broadcast(_share));
        TLanes smallerIsRise = TLanes.Equal(TLanes.Broadcast(_smallerIsRise), TLanes.Constant(1));
        TLanes isRise = TLanes.Select(smallerIsRise, TLanes.BitAnd(isLower, isNear), TLanes.BitOr(isLower, TLanes.BitAndNot(TLanes.FromBits(-1), isNear)));
        TLanes probability = TLanes.Select(TLanes.BitXor(isLower, isRise), TLanes.Constant(1) - noise.Tail, noise.Tail);
        TLanes width = TLanes.Broadcast(_maximum) - TLanes.Broadcast(_minimum);
        TLanes distance = TLanes.SquareRoot(probability * width * Side<TLanes>(isRise));
        return TLanes.Select(isRise, TLanes.Broadcast(_minimum) + distance, TLanes.Broadcast(_maximum) - distance);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Derivative<TLanes>(TLanes x, int parameter)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes isRise = TLanes.LessThan(x, TLanes.Broadcast(_mode));
        TLanes width = TLanes.Broadcast(_maximum) - TLanes.Broadcast(_minimum);
        TLanes side = Side<TLanes>(isRise);
        TLanes half = TLanes.Constant(0.5) * TLanes.Select(isRise, x - TLanes.Broadcast(_minimum), TLanes.Broadcast(_maximum) - x);
        TLanes otherEnd = half / width;
        TLanes thisEnd = TLanes.Constant(1) - (half * (side + width) / (width * side));
        return parameter == 1 ? half / side : parameter == 0 ? TLanes.Select(isRise, thisEnd, otherEnd) : TLanes.Select(isRise, otherEnd, thisEnd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        (TLanes minimum, TLanes maximum) = (TLanes.Broadcast(_minimum), TLanes.Broadcast(_maximum));
        TLanes isRise = TLanes.LessThan(x, TLanes.Broadcast(_mode));
        TLanes distance = TLanes.Select(isRise, x - minimum, maximum - x);
        TLanes value = Logarithm<T>.Evaluate((distance + distance) / ((maximum - minimum) * Side<TLanes>(isRise)));
        TLanes outside = TLanes.BitOr(TLanes.LessThan(x, minimum), TLanes.LessThan(maximum, x));
        return TLanes.Select(outside, TLanes.Constant(double.NegativeInfinity), value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes Side<TLanes>(TLanes isRise)
        where TLanes : struct, ILanes<TLanes, T> =>
        TLanes.Select(isRise, TLanes.Broadcast(_mode) - TLanes.Broadcast(_minimum), TLanes.Broadcast(_maximum) - TLanes.Broadcast(_mode));
}
