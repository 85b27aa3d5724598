using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>x − minimum = √(U·width·rise) up to the mode, maximum − x = √((1 − U)·width·fall) beyond, rise and fall the mode's distances to minimum and maximum.</summary>
/// <remarks>
/// With r the distance to the end of x's side and l that side's length, ∂x/∂(that end) = 1 − r/(2·l) − r/(2·width), ∂x/∂(the other end) = r/(2·width), ∂x/∂mode = r/(2·l).
/// ln p = ln(r/l) + ln(2/width). Lengths are in a unit, a power of 2, in which the width is from 4 to 8: products are rounded as without it, and are numbers however wide the whole is.
/// </remarks>
internal readonly struct TriangularDraw<T>(double minimum, double mode, double maximum) : IDrawFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _minimum = T.CreateTruncating(minimum);
    private readonly T _mode = T.CreateTruncating(mode);
    private readonly T _maximum = T.CreateTruncating(maximum);
    private readonly T _unit = T.CreateTruncating(Unit(minimum, maximum));
    private readonly T _width = T.CreateTruncating(Length(minimum, maximum, minimum, maximum));
    private readonly T _rise = T.CreateTruncating(Length(minimum, mode, minimum, maximum));
    private readonly T _fall = T.CreateTruncating(Length(mode, maximum, minimum, maximum));
    private readonly T _share = T.CreateTruncating(
        System.Math.Min(Length(minimum, mode, minimum, maximum), Length(mode, maximum, minimum, maximum)) / Length(minimum, maximum, minimum, maximum));

    private readonly T _smallerIsRise = Length(minimum, mode, minimum, maximum) <= Length(mode, maximum, minimum, maximum) ? T.One : T.Zero;
    private readonly T _constant = T.CreateTruncating(
        SingleValue.Log(2) - SingleValue.Log(Length(minimum, maximum, minimum, maximum)) - SingleValue.Log(Unit(minimum, maximum)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes isRise = IsRise(noise);
        TLanes distance = Distance(noise, isRise, Side<TLanes>(isRise)) * TLanes.Broadcast(_unit);
        return TLanes.Select(isRise, TLanes.Broadcast(_minimum) + distance, TLanes.Broadcast(_maximum) - distance);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Derivative<TLanes>(UnitNoise<TLanes, T> noise, TLanes x, int parameter)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes isRise = IsRise(noise);
        TLanes side = Side<TLanes>(isRise);
        TLanes half = TLanes.Constant(0.5) * Distance(noise, isRise, side);
        TLanes otherEnd = half / TLanes.Broadcast(_width);
        TLanes byMode = half / side;
        TLanes thisEnd = TLanes.Constant(1) - byMode - otherEnd;
        return parameter == 1 ? byMode : parameter == 0 ? TLanes.Select(isRise, thisEnd, otherEnd) : TLanes.Select(isRise, otherEnd, thisEnd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        (TLanes minimum, TLanes maximum) = (TLanes.Broadcast(_minimum), TLanes.Broadcast(_maximum));

        // Without a fall all is rise, the mode too.
        TLanes isRise = TLanes.BitOr(TLanes.LessThan(x, TLanes.Broadcast(_mode)), TLanes.Equal(TLanes.Broadcast(_fall), TLanes.Constant(0)));
        TLanes distance = TLanes.Select(isRise, x - minimum, maximum - x) / TLanes.Broadcast(_unit);
        TLanes value = Logarithm<T>.Evaluate(distance / Side<TLanes>(isRise)) + TLanes.Broadcast(_constant);
        TLanes outside = TLanes.BitOr(TLanes.LessThan(x, minimum), TLanes.LessThan(maximum, x));
        return TLanes.Select(outside, TLanes.Constant(double.NegativeInfinity), value);
    }

    /// <summary>Halves, as the width itself may be no number.</summary>
    private static double Unit(double minimum, double maximum) => System.Math.ScaleB(1, System.Math.ILogB((0.5 * maximum) - (0.5 * minimum)) - 1);

    private static double Length(double from, double to, double minimum, double maximum)
    {
        double half = 0.5 / Unit(minimum, maximum);
        return double.IsFinite(half) ? 2 * ((to * half) - (from * half)) : (to - from) / Unit(minimum, maximum);
    }

    /// <summary>The shorter side's share is at most ½: U is there when it is at that end and nearer to it than the share.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes IsRise<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes isLower = noise.IsLower;
        TLanes isNear = TLanes.LessThan(noise.Tail, TLanes.Broadcast(_share));
        TLanes smallerIsRise = TLanes.Equal(TLanes.Broadcast(_smallerIsRise), TLanes.Constant(1));
        return TLanes.Select(smallerIsRise, TLanes.BitAnd(isLower, isNear), TLanes.BitOr(isLower, TLanes.BitAndNot(TLanes.FromBits(-1), isNear)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes Distance<TLanes>(UnitNoise<TLanes, T> noise, TLanes isRise, TLanes side)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes probability = TLanes.Select(TLanes.BitXor(noise.IsLower, isRise), TLanes.Constant(1) - noise.Tail, noise.Tail);
        return TLanes.SquareRoot(probability * TLanes.Broadcast(_width) * side);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes Side<TLanes>(TLanes isRise)
        where TLanes : struct, ILanes<TLanes, T> => TLanes.Select(isRise, TLanes.Broadcast(_rise), TLanes.Broadcast(_fall));
}
