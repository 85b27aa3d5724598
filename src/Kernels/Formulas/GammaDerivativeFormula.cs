using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>The integrand of ∂ ln x/∂a for a Gamma(a, 1) number x: (c + s)·exp −E(s), whose integral over s from 0 on it is.</summary>
/// <remarks>
/// F(x; a) held, ∂x/∂a = −(∂F/∂a)/p(x) (Figurnov, Mohamed and Mnih 2018). With ∂F/∂a = ∫ (ln t − ψ(a))·p(t) dt over t up to x, which is also minus the integral
/// from x on, take the side on which ln t − ψ(a) keeps its sign, so that nothing cancels: t = x·exp ±s gives c = |ln x − ψ(a)| and
/// E(s) = |x − a|·s + x·(exp ±s − 1 ∓ s), plus above exp ψ(a), minus below; |x − a| is signed: x − a above, a − x below.
/// </remarks>
/// <typeparam name="TLanes">The lanes.</typeparam>
internal static class GammaDerivativeFormula<TLanes>
    where TLanes : struct, ILanes<TLanes, double>
{
    /// <summary>(c + s)·exp −E(s).</summary>
    /// <param name="s">Where, from 0 on.</param>
    /// <param name="side">1 above, −1 below.</param>
    /// <param name="distance">c.</param>
    /// <param name="slope">x − a above, a − x below.</param>
    /// <param name="x">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Integrand(TLanes s, TLanes side, TLanes distance, TLanes slope, TLanes x)
    {
        TLanes exponent = TLanes.FusedMultiplyAdd(slope, s, x * Curvature(side * s));
        return (distance + s) * Exponential<double>.NonPositive(-exponent);
    }

    /// <summary>exp t − 1 − t: by its series where |t| is below ¼ (relative error 5e-17), where the difference would cancel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Curvature(TLanes t)
    {
        TLanes isNear = TLanes.LessThan(TLanes.BitAndNot(t, TLanes.FromBits(FloatFormat<double>.SignMask)), TLanes.Constant(0.25));
        TLanes series = t * t * Polynomial<TLanes, double>.Of(
            t,
            1.0 / 2,
            1.0 / 6,
            1.0 / 24,
            1.0 / 120,
            1.0 / 720,
            1.0 / 5040,
            1.0 / 40320,
            1.0 / 362880,
            1.0 / 3628800,
            1.0 / 39916800,
            1.0 / 479001600);
        return TLanes.Select(isNear, series, Exponential<double>.Evaluate(t) - TLanes.Constant(1) - t);
    }

    /// <summary>ln a − ψ(a) for a ≥ 10, to 2e-14 of it: the asymptotic series (Bernardo 1976).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes LogMinusDigamma(TLanes a)
    {
        TLanes w = TLanes.Constant(1) / a;
        TLanes square = w * w;
        TLanes series = Polynomial<TLanes, double>.Of(square, 1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760);
        return TLanes.FusedMultiplyAdd(w, TLanes.Constant(0.5), square * series);
    }
}
