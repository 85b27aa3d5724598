using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>ln p = (α − 1)·ln x + (β − 1)·ln(1 − x) − ln B(α, β).</summary>
/// <remarks>
/// Where a shape is large, with n = α + β: ln p = ln of the peak of x^α·(1 − x)^β/B(α, β) − D(α, n·x) − D(β, n·(1 − x)) − ln x − ln(1 − x), as in <see cref="StirlingRemainder"/>.
/// </remarks>
internal readonly struct BetaDensity<T>(double alpha, double beta) : IDensityFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool _isLarge = System.Math.Max(alpha, beta) >= StirlingRemainder.LargeShape && System.Math.Min(alpha, beta) >= Tiny;
    private readonly T _first = T.CreateTruncating(alpha);
    private readonly T _second = T.CreateTruncating(beta);
    private readonly T _sum = T.CreateTruncating(alpha + beta);
    private readonly T _atZero = T.CreateTruncating(AtEnd(alpha, beta));
    private readonly T _atOne = T.CreateTruncating(AtEnd(beta, alpha));
    private readonly T _alpha = T.CreateTruncating(alpha - 1);
    private readonly T _beta = T.CreateTruncating(beta - 1);
    private readonly T _constant = T.CreateTruncating(System.Math.Max(alpha, beta) >= StirlingRemainder.LargeShape && System.Math.Min(alpha, beta) >= Tiny
        ? StirlingRemainder.BetaPeak(alpha, beta)
        : SingleValue.LogGamma(alpha + beta) - SingleValue.LogGamma(alpha) - SingleValue.LogGamma(beta));

    /// <summary>Shapes below may be 0 in float.</summary>
    private const double Tiny = 1e-30;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes one = TLanes.Constant(1);
        TLanes logarithm = Logarithm<T>.Evaluate(x);
        TLanes complement = Logarithm<T>.Evaluate(one - x);
        TLanes value = _isLarge
            ? Large(x, logarithm, complement)
            : LogPower<TLanes, T>.Of(TLanes.Broadcast(_alpha), logarithm) + LogPower<TLanes, T>.Of(TLanes.Broadcast(_beta), complement) + TLanes.Broadcast(_constant);
        TLanes outside = TLanes.BitOr(TLanes.LessThan(x, TLanes.Constant(0)), TLanes.LessThan(one, x));
        return TLanes.Select(outside, TLanes.Constant(double.NegativeInfinity), value);
    }

    /// <summary>ln p where x^(own − 1) is at x = 0.</summary>
    private static double AtEnd(double own, double other) => own < 1 ? double.PositiveInfinity : own > 1 ? double.NegativeInfinity : SingleValue.Log(other);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes Large<TLanes>(TLanes x, TLanes logarithm, TLanes complement)
        where TLanes : struct, ILanes<TLanes, T>
    {
        (TLanes first, TLanes second, TLanes sum) = (TLanes.Broadcast(_first), TLanes.Broadcast(_second), TLanes.Broadcast(_sum));
        TLanes difference = TLanes.FusedMultiplyAdd(sum, x, -first);
        TLanes deviance = PoissonDeviance<TLanes, T>.Of(first, sum * x, difference) + PoissonDeviance<TLanes, T>.Of(second, sum * (TLanes.Constant(1) - x), -difference);
        TLanes value = TLanes.Broadcast(_constant) - deviance - logarithm - complement;
        value = TLanes.Select(TLanes.Equal(x, TLanes.Constant(0)), TLanes.Broadcast(_atZero), value);
        return TLanes.Select(TLanes.Equal(x, TLanes.Constant(1)), TLanes.Broadcast(_atOne), value);
    }
}
