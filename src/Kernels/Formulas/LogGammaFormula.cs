using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>ln |Γ(x)|.</summary>
/// <remarks>
/// x &lt; 3: v·(v − 1)·(½ + P(v)/Q(v)) with v = x − 1, or v = x and − ln x below 1: the zeros at 1 and 2 are exact factors.
/// x ≥ 3: Stirling, (x − ½)·(ln x − 1) + ½·ln 2π − ½ + w·C(w²), w = 1/x; C is a minimax fit and carries the error of the truncated series.
/// ln x comes as high + low, so that x − ½ does not multiply its rounding error. P/Q and 1/x share one division.
/// x &lt; 0: ln|π/(x·sin πx)| − ln Γ(−x).
/// </remarks>
internal readonly struct LogGammaFormula<T> : IFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes smallest = TLanes.Constant(typeof(T) == typeof(double) ? 1e-20 : 1e-11);
        TLanes ordinary = TLanes.BitAndNot(TLanes.LessThan(x, TLanes.Constant(double.PositiveInfinity)), TLanes.LessThan(x, smallest));
        return !TLanes.All(ordinary) ? WholeLine(x) : Positive(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Positive<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes one = TLanes.Constant(1);
        TLanes three = TLanes.Constant(3);
        TLanes isBelowOne = TLanes.LessThan(x, one);
        TLanes isBelowThree = TLanes.LessThan(x, three);
        TLanes v = TLanes.MinOrSecond(TLanes.Constant(2), TLanes.Select(isBelowOne, x, x - one));
        TLanes above = TLanes.Select(isBelowThree, LogGammaCoefficients<TLanes, T>.Numerator(v), one);
        TLanes quotient = above / TLanes.Select(isBelowThree, LogGammaCoefficients<TLanes, T>.Denominator(v), x);
        TLanes w = TLanes.MinOrSecond(quotient, TLanes.Constant(0.34));
        TLanes product = v * (v - one);
        TLanes factor = TLanes.Select(isBelowThree, product, LogGammaCoefficients<TLanes, T>.Stirling(w * w));
        TLanes addend = TLanes.Select(isBelowThree, TLanes.Constant(0.5) * product, TLanes.Constant(0.41893853320467274178));
        TLanes rest = TLanes.FusedMultiplyAdd(quotient, factor, addend);

        // What multiplies ln x: x − ½, −1 or 0.
        TLanes slope = TLanes.Select(isBelowThree, TLanes.BitAnd(isBelowOne, -one), x - TLanes.Constant(0.5));
        (TLanes high, TLanes low) = Logarithm<T>.PositiveNormalPair(x);
        high -= TLanes.BitAndNot(one, isBelowThree);
        return TLanes.FusedMultiplyAdd(slope, high, TLanes.FusedMultiplyAdd(slope, low, rest));
    }

    /// <summary>Every argument there is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TLanes WholeLine<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes zero = TLanes.Constant(0);
        TLanes infinity = TLanes.Constant(double.PositiveInfinity);
        TLanes magnitude = TLanes.BitAndNot(x, TLanes.FromBits(FloatFormat<T>.SignMask));
        TLanes finite = TLanes.LessThan(magnitude, infinity);

        // ln Γ(x) = −ln|x| − γ·x + …: below this only the first term is left, on both sides of 0.
        TLanes tiny = TLanes.LessThan(magnitude, TLanes.Constant(typeof(T) == typeof(double) ? 1e-20 : 1e-11));
        TLanes ordinary = TLanes.BitAndNot(finite, tiny);
        TLanes argument = TLanes.Select(ordinary, magnitude, TLanes.Constant(1));
        TLanes value = Positive(argument);

        TLanes r = Reflection<TLanes, T>.DistanceToInteger(x);
        TLanes sine = TLanes.BitAndNot(r * LogGammaCoefficients<TLanes, T>.SinePi(r * r), TLanes.FromBits(FloatFormat<T>.SignMask));
        TLanes ratio = TLanes.Constant(3.14159265358979323846) / (argument * sine);
        TLanes negative = TLanes.LessThan(x, zero);
        TLanes logarithm = Logarithm<T>.Evaluate(TLanes.Select(tiny, magnitude, ratio));
        value = TLanes.Select(negative, logarithm - value, value);
        value = TLanes.Select(tiny, -logarithm, value);
        return TLanes.Select(finite, value, magnitude);
    }
}
