using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>g(u) = u − ln(1 + u), u = difference/(a + shift), 1 + u = (b + shift)/(a + shift).</summary>
/// <remarks>
/// With r = 1 + u = 2^k·(1 + f), 1 + f in [√½, √2): g = r·(1 − 2^−k) − k·ln 2 + (f − ln(1 + f)). The last is computed without cancellation; the first difference loses
/// up to five bits, so r carries its rounding error along. Where k = 0, f is u, from the difference itself.
/// </remarks>
internal static class UnitDivergence<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>g(u).</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLanes Of(TLanes b, TLanes a, TLanes shift, TLanes difference)
    {
        (TLanes below, TLanes belowLow) = Sum(a, shift);
        TLanes inverse = TLanes.Constant(1) / below;
        TLanes u = Quotient(difference, below, inverse, TLanes.Constant(0), belowLow).High;
        TLanes isNear = TLanes.BitAnd(TLanes.LessThan(TLanes.Constant(-0.2928), u), TLanes.LessThan(u, TLanes.Constant(0.4142)));
        if (TLanes.All(isNear))
        {
            return Logarithm<T>.GapNearOne(u);
        }

        (TLanes above, TLanes aboveLow) = Sum(b, shift);
        (TLanes ratio, TLanes ratioLow) = Quotient(above, below, inverse, aboveLow, belowLow);

        // Beyond these scaling by 2^−k has no room, and one term alone counts.
        TLanes ordinary = TLanes.BitAnd(TLanes.LessThan(TLanes.Constant(1e-30), ratio), TLanes.LessThan(ratio, TLanes.Constant(1e30)));
        TLanes far = Far(u, isNear, ratio, ratioLow);
        return TLanes.All(TLanes.BitOr(ordinary, isNear)) ? far : TLanes.Select(TLanes.BitOr(ordinary, isNear), far, Extreme(above, below, difference));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Far(TLanes u, TLanes isNear, TLanes ratio, TLanes ratioLow)
    {
        (TLanes k, TLanes f, TLanes scale) = Logarithm<T>.Split(ratio);
        f = TLanes.Select(isNear, u, TLanes.FusedMultiplyAdd(ratioLow, scale, f));
        k = TLanes.BitAndNot(k, isNear);
        TLanes slope = TLanes.BitAndNot(TLanes.Constant(1) - scale, isNear);
        TLanes product = ratio * slope;
        TLanes productLow = TLanes.FusedMultiplyAdd(ratio, slope, -product);
        TLanes high = product - (k * TLanes.Constant(Logarithm<T>.LogTwoHigh));
        TLanes low = TLanes.FusedMultiplyAdd(ratioLow, slope, productLow) - (k * TLanes.Constant(Logarithm<T>.LogTwoLow));
        return high + (low + Logarithm<T>.GapNearOne(f));
    }

    /// <summary>Ratios beyond all use, and denominators so small that their reciprocal is infinite.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLanes Extreme(TLanes above, TLanes below, TLanes difference)
    {
        TLanes u = difference / below;
        TLanes ratio = above / below;
        TLanes logarithm = TLanes.Select(
            TLanes.LessThan(ratio, TLanes.Constant(1e-30)), Logarithm<T>.Evaluate(above) - Logarithm<T>.Evaluate(below), Logarithm<T>.Evaluate(ratio));
        return u - TLanes.Select(TLanes.LessThan(ratio, TLanes.Constant(1e30)), logarithm, TLanes.Constant(0));
    }

    /// <summary>(x + xLow)/(y + yLow), given 1/y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes High, TLanes Low) Quotient(TLanes x, TLanes y, TLanes inverse, TLanes xLow, TLanes yLow)
    {
        TLanes first = x * inverse;
        TLanes rest = (TLanes.FusedMultiplyAdd(-first, y, x) + (xLow - (first * yLow))) * inverse;
        TLanes high = first + rest;
        return (high, first - high + rest);
    }

    /// <summary>x + y and its rounding error, for any order of the two (Knuth's two-sum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes High, TLanes Low) Sum(TLanes x, TLanes y)
    {
        TLanes sum = x + y;
        TLanes part = sum - x;
        return (sum, x - (sum - part) + (y - part));
    }
}
