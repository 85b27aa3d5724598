using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>F(1 + v) = exp ψ(1 + v) = v + ½ + D(v): what digamma and its exponential share. One division, no shift loop, no interval to choose.</summary>
/// <remarks>
/// For x ≥ 1, v = x − 1. For 0 &lt; x &lt; 1, v = x, and F(x) = F(1 + x)·exp(−1/x), with 1/x as an unevaluated sum high + low.
/// D(v) = P(v)/Q(v) is a minimax rational function fitted to exp ψ(x) − x + ½ over x ≥ 1 (relative error of F 1.0e-17 in double, 7.4e-9 in float;
/// tests/Kernels.Tests/Derivations/coef3.py). All coefficients are positive, so nothing cancels, and D is at most 11 % of F, so its own rounding is scaled down.
/// </remarks>
/// <param name="Linear">v + ½.</param>
/// <param name="Correction">D(v).</param>
/// <param name="IsBelowOne">Mask of x &lt; 1.</param>
/// <param name="Reciprocal">1/x, high part, where x &lt; 1.</param>
/// <param name="ReciprocalLow">1/x − Reciprocal.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly record struct ShiftedExpDigamma<TLanes, T>(TLanes Linear, TLanes Correction, TLanes IsBelowOne, TLanes Reciprocal, TLanes ReciprocalLow)
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Below this 1/x may overflow; ψ(x) = −1/x there to the last bit.</summary>
    public static double SmallestArgument
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double) ? 9.332636185032189e-302 : 3.9443045e-31;
    }

    /// <summary>From here on D is below an ULP of v; clamping keeps v⁹ finite.</summary>
    private static double LargestShift
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double) ? 1152921504606846976.0 : 16777216.0;
    }

    /// <summary>For x at or above <see cref="SmallestArgument"/>, below infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ShiftedExpDigamma<TLanes, T> Of(TLanes x)
    {
        TLanes one = TLanes.Constant(1);
        TLanes isBelowOne = TLanes.LessThan(x, one);
        TLanes v = TLanes.Select(isBelowOne, x, x - one);
        TLanes clamped = TLanes.MinOrSecond(TLanes.Constant(LargestShift), v);
        TLanes divisor = TLanes.Select(isBelowOne, x, one);
        TLanes denominator = Denominator(clamped);
        TLanes inverse = one / (denominator * divisor);
        TLanes reciprocal = denominator * inverse;
        TLanes residual = TLanes.FusedMultiplyAdd(-x, reciprocal, one);
        return new(v + TLanes.Constant(0.5), Numerator(clamped) * divisor * inverse, isBelowOne, reciprocal, reciprocal * residual);
    }

    /// <summary>F(x) for x ≥ 1 in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes FromOne(TLanes x)
    {
        TLanes v = x - TLanes.Constant(1);
        TLanes clamped = TLanes.MinOrSecond(TLanes.Constant(LargestShift), v);
        // The reciprocal, not the quotient: a lane must not depend on whether a neighbour is below 1.
        TLanes inverse = TLanes.Constant(1) / Denominator(clamped);
        return v + TLanes.Constant(0.5) + (Numerator(clamped) * inverse);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Numerator(TLanes v) => typeof(T) == typeof(double)
        ? Polynomial<TLanes, T>.Of(
            v,
            0.06145948356688516687165118,
            0.2722910267487045284952404,
            0.5250904293807144983434257,
            0.5802581677995779900018513,
            0.4048431193815023573305141,
            0.1838445718140624165553011,
            0.0534835953761403845162521,
            0.009210291806243873182653514,
            0.0007310905660949432881496856)
        : Polynomial<TLanes, T>.Of(v, 0.06145947941853340868, 0.24780265232622975210, 0.24500082696150417762, 0.08252059643437522081);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Denominator(TLanes v) => typeof(T) == typeof(double)
        ? Polynomial<TLanes, T>.Of(
            v,
            1,
            5.674099013458334699686767,
            14.22241465746653410119132,
            20.70954004651011134087609,
            19.3618038747861896503403,
            12.10281701266379535149056,
            5.086798448816014938318461,
            1.396834825011599642579237,
            0.2298200901612136614835541,
            0.01754617358611131670098039)
        : Polynomial<TLanes, T>.Of(v, 1, 5.27564107838044144679, 9.16978471900108791236, 6.87434801631394053951, 1.98020437569307329394);
}
