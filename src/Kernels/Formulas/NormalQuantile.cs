using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>Φ⁻¹, the normal distribution's quantile function.</summary>
/// <remarks>
/// Wichura 1988, "Algorithm AS 241: the percentage points of the normal distribution": PPND16 in double, about 1 part in 10¹⁶, and PPND7 in float,
/// 1.2 parts in 10⁷ before rounding. In double the polynomials are not fused, as the seeds of models that exist were first drawn so.
/// </remarks>
internal readonly unsafe struct NormalQuantile<T> : IFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double CentralHalfWidth = 0.425;
    private const double CentralShift = 0.180625;   // 0.425²
    private const double TailShift = 1.6;
    private const double FarTail = 5;

    /// <summary>Φ⁻¹(x) for x in (0, 1): where it matters the distance to 1, and to ½, is exact. −∞ at 0, where numbers that are not normal belong, and ∞ at 1; NaN outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes centre = x - TLanes.Constant(0.5);
        TLanes tail = TLanes.MinOrSecond(x, TLanes.Constant(1) - x);
        TLanes result = Evaluate(centre, tail, hasFarTails: true);
        return TLanes.Any(TLanes.LessThan(tail, TLanes.Constant(FloatFormat<T>.SmallestNormal))) ? Ends(centre, tail, result) : result;
    }

    /// <summary>A standard normal number of a uniform one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T> => Evaluate(noise.Signed(noise.Centre), noise.Tail, hasFarTails: sizeof(T) == sizeof(double));

    /// <summary>The number whose distribution function is ½ + <paramref name="centre"/>, which is also <paramref name="tail"/> or 1 − <paramref name="tail"/>.</summary>
    /// <remarks>One division for both: numerators and denominators are chosen first.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Evaluate<TLanes>(TLanes centre, TLanes tail, bool hasFarTails)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes r = TLanes.Constant(CentralShift) - (centre * centre);
        TLanes numerator = centre * NormalQuantileCoefficients<TLanes, T>.CentralNumerator(r);
        TLanes denominator = NormalQuantileCoefficients<TLanes, T>.CentralDenominator(r);
        TLanes root = TLanes.SquareRoot(-Logarithm<T>.PositiveNormal(tail, TLanes.Constant(0)));
        r = root - TLanes.Constant(TailShift);
        TLanes outer = NormalQuantileCoefficients<TLanes, T>.TailNumerator(r);
        TLanes under = NormalQuantileCoefficients<TLanes, T>.TailDenominator(r);
        if (hasFarTails && TLanes.Any(TLanes.LessThan(TLanes.Constant(FarTail), root)))
        {
            (outer, under) = Far(root, outer, under);
        }

        TLanes sign = TLanes.FromBits(FloatFormat<T>.SignMask);
        TLanes isOuter = TLanes.LessThan(TLanes.Constant(CentralHalfWidth), TLanes.BitAndNot(centre, sign));
        outer = TLanes.BitXor(outer, TLanes.BitAnd(centre, sign));
        return TLanes.Select(isOuter, outer, numerator) / TLanes.Select(isOuter, under, denominator);
    }

    /// <summary>The same where √(−ln p) is above 5, p below 1.4·10⁻¹¹; random numbers in float do not come so near to their ends.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static (TLanes Numerator, TLanes Denominator) Far<TLanes>(TLanes root, TLanes numerator, TLanes denominator)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes isFar = TLanes.LessThan(TLanes.Constant(FarTail), root);
        TLanes r = root - TLanes.Constant(FarTail);
        return (
            TLanes.Select(isFar, NormalQuantileCoefficients<TLanes, T>.FarNumerator(r), numerator),
            TLanes.Select(isFar, NormalQuantileCoefficients<TLanes, T>.FarDenominator(r), denominator));
    }

    /// <summary>The same with what is due where <paramref name="tail"/> is no normal number above 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TLanes Ends<TLanes>(TLanes centre, TLanes tail, TLanes result)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes infinity = TLanes.BitOr(TLanes.Constant(double.PositiveInfinity), TLanes.BitAnd(centre, TLanes.FromBits(FloatFormat<T>.SignMask)));
        TLanes end = TLanes.Select(TLanes.LessThan(tail, TLanes.Constant(0)), TLanes.Constant(double.NaN), infinity);
        return TLanes.Select(TLanes.LessThan(tail, TLanes.Constant(FloatFormat<T>.SmallestNormal)), end, result);
    }
}
