using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>ψ′(x).</summary>
/// <remarks>
/// 1/ψ′(1 + v) = v + ½ + P(v)/Q(v), a minimax fit over v ≥ 0 (relative error of ψ′ 6.0e-18 in double, 1.4e-8 in float; tests/Kernels.Tests/Derivations/coef3.py).
/// With W = (v + ½)·Q + P, ψ′(x) = Q/W for x ≥ 1 and ψ′(x) = 1/x² + ψ′(1 + x) = (Q·x² + W)/(W·x²) below: one division, nothing cancels.
/// For x &lt; 0, π²/sin²(πr) − ψ′(1 − x), r the distance to the nearest integer; π²/sin²(πr) − 1/r² is a minimax function of r² (2.3e-21; cot2.py).
/// </remarks>
internal readonly struct TrigammaFormula<T> : IFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        // Below 2⁻⁵⁰⁰ (2⁻⁶⁰) x² has too few bits or none.
        TLanes smallest = TLanes.Constant(typeof(T) == typeof(double) ? 3.054936363499605e-151 : 8.673617379884035e-19);
        TLanes ordinary = TLanes.BitAndNot(TLanes.LessThan(x, TLanes.Constant(double.PositiveInfinity)), TLanes.LessThan(x, smallest));
        return !TLanes.All(ordinary) ? WholeLine(x) : Positive(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Positive<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes one = TLanes.Constant(1);
        TLanes isBelowOne = TLanes.LessThan(x, one);
        TLanes v = TLanes.Select(isBelowOne, x, x - one);

        // From 2⁶⁰ (2²⁴) on P/Q is below an ULP of v; further on v⁹ (v⁴) would overflow.
        TLanes largest = TLanes.Constant(typeof(T) == typeof(double) ? 1152921504606846976.0 : 16777216.0);
        TLanes isLarge = TLanes.LessThan(largest, v);
        TLanes clamped = TLanes.MinOrSecond(largest, v);
        TLanes linear = v + TLanes.Constant(0.5);
        TLanes q = Denominator(clamped);
        TLanes w = TLanes.FusedMultiplyAdd(clamped + TLanes.Constant(0.5), q, Numerator(clamped));
        TLanes square = x * x;
        TLanes above = TLanes.Select(isBelowOne, TLanes.FusedMultiplyAdd(q, square, w), q);
        TLanes below = TLanes.Select(isBelowOne, w * square, w);
        return TLanes.Select(isLarge, one, above) / TLanes.Select(isLarge, linear, below);
    }

    /// <summary>Every argument there is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TLanes WholeLine<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes zero = TLanes.Constant(0);
        TLanes one = TLanes.Constant(1);
        TLanes infinity = TLanes.Constant(double.PositiveInfinity);
        TLanes magnitude = TLanes.BitAndNot(x, TLanes.FromBits(FloatFormat<T>.SignMask));
        TLanes tiny = TLanes.LessThan(magnitude, TLanes.Constant(typeof(T) == typeof(double) ? 3.054936363499605e-151 : 8.673617379884035e-19));
        TLanes finite = TLanes.LessThan(magnitude, infinity);
        TLanes negative = TLanes.LessThan(x, zero);
        TLanes mirrored = TLanes.Select(negative, one - x, x);
        TLanes value = Positive(TLanes.Select(TLanes.BitAndNot(finite, tiny), mirrored, one));

        TLanes r = Reflection<TLanes, T>.DistanceToInteger(x);
        TLanes square = r * r;
        TLanes inverse = one / r;
        TLanes reflection = TLanes.FusedMultiplyAdd(inverse, inverse, ReflectionNumerator(square) / ReflectionDenominator(square) - value);
        value = TLanes.Select(negative, reflection, value);
        TLanes tinyInverse = one / x;
        value = TLanes.Select(tiny, tinyInverse * tinyInverse, value);
        TLanes limit = TLanes.Select(negative, TLanes.Constant(double.NaN), one / x);
        return TLanes.Select(finite, value, limit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Numerator<TLanes>(TLanes v)
        where TLanes : struct, ILanes<TLanes, T> => typeof(T) == typeof(double)
        ? Polynomial<TLanes, T>.Of(
            v,
            0.1079271018540266304211636,
            0.364395588629026811768096,
            0.5328793702137811537067521,
            0.4497292034853310744200789,
            0.2413416906487566088503111,
            0.08474276355599114328119798,
            0.019112840969545665540813,
            0.002548783592904013288648787,
            0.0001553734916495077788600798)
        : Polynomial<TLanes, T>.Of(v, 0.10792709309717185726, 0.24552894369275368813, 0.18062533547475311863, 0.04992400005180133640);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Denominator<TLanes>(TLanes v)
        where TLanes : struct, ILanes<TLanes, T> => typeof(T) == typeof(double)
        ? Polynomial<TLanes, T>.Of(
            v,
            1,
            4.409405535708396065900343,
            8.579449127018754726397127,
            9.715659705538991211771217,
            7.083085806827265900941495,
            3.461476582677380713110888,
            1.139497716347361054859098,
            0.2451439884323454009472374,
            0.03151764406353446525048082,
            0.001864481899802755718514981)
        : Polynomial<TLanes, T>.Of(v, 1, 3.30803522445881553673, 4.17798836907537670744, 2.46892529936876034627, 0.59897244844849917556);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ReflectionNumerator<TLanes>(TLanes square)
        where TLanes : struct, ILanes<TLanes, T> => Polynomial<TLanes, T>.Of(
        square,
        3.289868133696452872937,
        -2.392112293904821428351,
        1.078563833970257826365,
        -0.1866565675506660377755,
        0.01364263407348761881377,
        0.00002508163012859344881947);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ReflectionDenominator<TLanes>(TLanes square)
        where TLanes : struct, ILanes<TLanes, T> => Polynomial<TLanes, T>.Of(
        square,
        1,
        -2.701035827289344555137,
        2.567123014260506162606,
        -1.044321570600927270332,
        0.191417451523402880273,
        -0.01318307323177028430438);
}
