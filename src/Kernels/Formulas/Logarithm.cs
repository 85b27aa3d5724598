using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>ln x.</summary>
/// <remarks>
/// x = 2^k·(1 + f) with 1 + f in [√½, √2); s = f/(2 + f); ln(1 + f) = f − (f²/2 − s·(f²/2 + s²·R(s²))), the arrangement of Sun's fdlibm (1993).
/// R is a minimax polynomial (Remez, 1.3e-18 in double, 8.3e-10 in float; tests/Kernels.Tests/Derivations/explog.py).
/// </remarks>
internal readonly struct Logarithm<T> : IFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static long HalfRootBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double) ? 0x3FE6_A09E_667F_3BCD : 0x3F35_04F3;
    }

    /// <summary>ln 2 to so few bits that its product with any exponent is exact.</summary>
    public static double LogTwoHigh
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double) ? 6.93147180369123816490e-1 : 0.693359375;
    }

    /// <summary>ln 2 − <see cref="LogTwoHigh"/>.</summary>
    public static double LogTwoLow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double) ? 1.9082149292705877e-10 : -2.12194440e-4;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes infinity = TLanes.Constant(double.PositiveInfinity);
        TLanes smallest = TLanes.Constant(FloatFormat<T>.SmallestNormal);
        TLanes ordinary = TLanes.BitAndNot(TLanes.LessThan(x, infinity), TLanes.LessThan(x, smallest));
        return TLanes.All(ordinary) ? PositiveNormal(x, TLanes.Constant(0), TLanes.Constant(0)) : WholeLine(x);
    }

    /// <summary>Every argument there is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TLanes WholeLine<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes zero = TLanes.Constant(0);
        TLanes infinity = TLanes.Constant(double.PositiveInfinity);
        TLanes smallest = TLanes.Constant(FloatFormat<T>.SmallestNormal);
        TLanes tiny = TLanes.LessThan(x, smallest);
        double shift = FloatFormat<T>.MantissaBits;
        TLanes scaled = TLanes.Select(tiny, x * TLanes.Constant(FloatFormat<T>.Integers), x);
        TLanes result = PositiveNormal(scaled, zero, TLanes.Select(tiny, TLanes.Constant(-shift), zero));
        result = TLanes.Select(TLanes.Equal(x, zero), -infinity, result);
        result = TLanes.Select(TLanes.LessThan(x, zero), TLanes.Constant(double.NaN), result);
        return TLanes.Select(TLanes.LessThan(x, infinity), result, x);
    }

    /// <summary>ln(x + low) for positive normal x; <paramref name="low"/> is at most an ULP of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes PositiveNormal<TLanes>(TLanes x, TLanes low)
        where TLanes : struct, ILanes<TLanes, T> => PositiveNormal(x, low, TLanes.Constant(0));

    /// <summary>f − ln(1 + f) for 1 + f in [√½, √2), without the cancellation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes GapNearOne<TLanes>(TLanes f)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes s = f / (TLanes.Constant(2) + f);
        TLanes square = s * s;
        TLanes half = TLanes.Constant(0.5) * f * f;
        return TLanes.FusedMultiplyAdd(-s, TLanes.FusedMultiplyAdd(square, Remainder(square), half), half);
    }

    /// <summary>ln x as high + low for positive normal x; high is k·ln 2 + f rounded, and |low| &lt; 0.07.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TLanes High, TLanes Low) PositiveNormalPair<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        (TLanes k, TLanes f, _) = Split(x, TLanes.Constant(0));
        TLanes s = f / (TLanes.Constant(2) + f);
        TLanes square = s * s;
        TLanes half = TLanes.Constant(0.5) * f * f;
        TLanes series = TLanes.FusedMultiplyAdd(square, Remainder(square), half);
        TLanes body = TLanes.FusedMultiplyAdd(s, series, k * TLanes.Constant(LogTwoLow));
        TLanes whole = k * TLanes.Constant(LogTwoHigh);
        TLanes high = whole + f;
        return (high, whole - high + f - (half - body));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes PositiveNormal<TLanes>(TLanes x, TLanes low, TLanes extraExponent)
        where TLanes : struct, ILanes<TLanes, T>
    {
        (TLanes k, TLanes f, TLanes lowDoubled) = Split(x, low);
        TLanes s = f / (TLanes.Constant(2) + f);
        TLanes square = s * s;
        TLanes half = TLanes.Constant(0.5) * f * f;
        TLanes series = TLanes.FusedMultiplyAdd(square, Remainder(square), half);
        k += extraExponent;

        // d ln(1 + f) = low/(1 + f), and 1/(1 + f) = (1 − s)/(1 + s) = 1 − 2s + 2s² to 1 %, of what is itself an ULP.
        // Half of it, because low comes doubled.
        TLanes slope = square - s + TLanes.Constant(0.5);
        TLanes small = TLanes.FusedMultiplyAdd(k, TLanes.Constant(LogTwoLow), lowDoubled * slope);
        TLanes body = TLanes.FusedMultiplyAdd(s, series, small);
        return TLanes.FusedMultiplyAdd(k, TLanes.Constant(LogTwoHigh), f - (half - body));
    }

    /// <summary>x = 2^k·(1 + f), and 2^−k, for positive normal x that is far from the largest numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TLanes Exponent, TLanes Fraction, TLanes Scale) Split<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        (TLanes k, TLanes f, TLanes scale) = Split(x, TLanes.Constant(0.5));
        return (k, f, scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes Exponent, TLanes Fraction, TLanes LowDoubled) Split<TLanes>(TLanes x, TLanes low)
        where TLanes : struct, ILanes<TLanes, T>
    {
        long bias = FloatFormat<T>.Bias << FloatFormat<T>.MantissaBits;
        TLanes mask = TLanes.FromBits(FloatFormat<T>.MantissaMask);
        TLanes shifted = TLanes.BitAdd(x, TLanes.FromBits(bias - HalfRootBits));
        TLanes mantissa = TLanes.BitAdd(TLanes.BitAnd(shifted, mask), TLanes.FromBits(HalfRootBits));
        TLanes biased = TLanes.BitShiftRight(shifted, FloatFormat<T>.MantissaBits);
        TLanes integers = TLanes.Constant(FloatFormat<T>.Integers);
        TLanes k = TLanes.BitOr(biased, integers) - TLanes.Constant(FloatFormat<T>.Integers + FloatFormat<T>.Bias);
        // 2^(1 − k), not 2^(−k): for the largest numbers k is one above the largest exponent, and the scale must stay a number.
        long doubled = ((2 * FloatFormat<T>.Bias) + 1) << FloatFormat<T>.MantissaBits;
        TLanes inverseScale = TLanes.BitSubtract(TLanes.FromBits(doubled), TLanes.BitAndNot(shifted, mask));
        return (k, mantissa - TLanes.Constant(1), low * inverseScale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Remainder<TLanes>(TLanes square)
        where TLanes : struct, ILanes<TLanes, T> => typeof(T) == typeof(double)
        ? Polynomial<TLanes, T>.Of(
            square,
            0.66666666666667262294,
            0.39999999999458022723,
            0.28571428734169774073,
            0.22222199318712314271,
            0.18183529272363756137,
            0.15314874903881300816,
            0.14788280256636452614)
        : Polynomial<TLanes, T>.Of(square, 0.66666774167484643922, 0.39977754759798972809, 0.29866947141259337507);
}
