using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>ln p = (n/2 − 1)·ln x − ((n + m)/2)·ln(1 + (n/m)·x) + (n/2)·ln(n/m) − ln B(n/2, m/2), n and m the degrees of freedom.</summary>
/// <remarks>
/// Where a = n/2 or b = m/2 is large, with N = a + b and t = 1 + (n/m)·x: ln p = ln of the peak of w^a·(1 − w)^b/B(a, b) − D(a, N·(n/m)·x/t) − D(b, N/t) − ln x,
/// w = (n/m)·x/t, as in <see cref="StirlingRemainder"/>; N·w − a = a·(x − 1)/t.
/// </remarks>
internal readonly struct FDensity<T>(double numerator, double denominator) : IDensityFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool _isLarge = IsLarge(numerator, denominator);
    private readonly T _first = T.CreateTruncating(numerator / 2);
    private readonly T _second = T.CreateTruncating(denominator / 2);
    private readonly T _atZero = T.CreateTruncating(numerator < 2 ? double.PositiveInfinity : numerator > 2 ? double.NegativeInfinity : 0);
    private readonly T _power = T.CreateTruncating((numerator / 2) - 1);
    private readonly T _ratio = T.CreateTruncating(numerator / denominator);
    private readonly T _sum = T.CreateTruncating((numerator + denominator) / 2);
    private readonly T _constant = T.CreateTruncating(IsLarge(numerator, denominator)
        ? StirlingRemainder.BetaPeak(numerator / 2, denominator / 2)
        : (numerator / 2 * SingleValue.Log(numerator / denominator)) + SingleValue.LogGamma((numerator + denominator) / 2) - SingleValue.LogGamma(numerator / 2) - SingleValue.LogGamma(denominator / 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        if (_isLarge)
        {
            return Large(x);
        }

        TLanes power = LogPower<TLanes, T>.Of(TLanes.Broadcast(_power), Logarithm<T>.Evaluate(x));
        TLanes tail = Logarithm<T>.Evaluate(TLanes.FusedMultiplyAdd(TLanes.Broadcast(_ratio), x, 1));
        TLanes value = TLanes.FusedMultiplyAdd(-TLanes.Broadcast(_sum), tail, power + TLanes.Broadcast(_constant));
        return TLanes.Select(TLanes.LessThan(x, TLanes.Constant(0)), TLanes.Constant(double.NegativeInfinity), value);
    }

    /// <summary>Not where the other number, or their ratio, may be 0 in float.</summary>
    private static bool IsLarge(double numerator, double denominator) =>
        System.Math.Max(numerator, denominator) >= 2 * StirlingRemainder.LargeShape && System.Math.Min(numerator, denominator) >= 1e-30 && numerator / denominator is > 1e-30 and < 1e30;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes Large<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        (TLanes first, TLanes second, TLanes sum) = (TLanes.Broadcast(_first), TLanes.Broadcast(_second), TLanes.Broadcast(_sum));
        TLanes scaled = TLanes.Broadcast(_ratio) * x;
        TLanes inverse = TLanes.Constant(1) / (TLanes.Constant(1) + scaled);
        TLanes difference = first * ((x - TLanes.Constant(1)) * inverse);
        TLanes deviance = PoissonDeviance<TLanes, T>.Of(first, sum * (scaled * inverse), difference) + PoissonDeviance<TLanes, T>.Of(second, sum * inverse, -difference);
        TLanes value = TLanes.Broadcast(_constant) - deviance - Logarithm<T>.Evaluate(x);
        value = TLanes.Select(TLanes.Equal(x, TLanes.Constant(0)), TLanes.Broadcast(_atZero), value);
        return TLanes.Select(TLanes.LessThan(x, TLanes.Constant(0)), TLanes.Constant(double.NegativeInfinity), value);
    }
}
