using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>B(b, a) = ln Γ(b) − ln Γ(a) − (b − a)·ψ(a) ≥ 0, the Bregman divergence of ln Γ, for a, b &gt; 0.</summary>
/// <remarks>
/// A sum of terms that are all ≥ 0, so nothing cancels however close or far a and b are. With g(u) = u − ln(1 + u) and d = b − a:
/// Γ(x) = Γ(x + 10)/(x·…·(x + 9)) gives ten terms g(d/(a + j)). At A = a + 10, B = b + 10 Stirling's formula gives B·g(−d/B) from x·ln x − x,
/// ½·g(d/A) from −½·ln x, and from its series Σ c_m·x^−n, n = 2m + 1: the divergence of x^−n is d²·w²·z·Σ_{i &lt; n} (i + 1)·w^i·z^(n−1−i), w = 1/A, z = 1/B.
/// Seven terms of the series leave 3e-14 of a sum that is itself at most 1/600 of B(b, a). Our own arrangement.
/// </remarks>
internal static class DirichletDivergence<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>B(b, a).</summary>
    /// <param name="b">b.</param>
    /// <param name="a">a.</param>
    /// <param name="difference">b − a, possibly more accurate than the two are.</param>
    public static TLanes Of(TLanes b, TLanes a, TLanes difference)
    {
        TLanes ten = TLanes.Constant(10);
        TLanes one = TLanes.Constant(1);
        TLanes sum = StirlingSeries(one / (a + ten), one / (b + ten), difference);
        sum = TLanes.FusedMultiplyAdd(b + ten, UnitDivergence(a, b, ten, -difference), sum);
        sum = TLanes.FusedMultiplyAdd(TLanes.Constant(0.5), UnitDivergence(b, a, ten, difference), sum);
        sum += UnitDivergence(b, a, TLanes.Constant(9), difference);
        sum += UnitDivergence(b, a, TLanes.Constant(8), difference);
        sum += UnitDivergence(b, a, TLanes.Constant(7), difference);
        sum += UnitDivergence(b, a, TLanes.Constant(6), difference);
        sum += UnitDivergence(b, a, TLanes.Constant(5), difference);
        sum += UnitDivergence(b, a, TLanes.Constant(4), difference);
        sum += UnitDivergence(b, a, TLanes.Constant(3), difference);
        sum += UnitDivergence(b, a, TLanes.Constant(2), difference);
        sum += UnitDivergence(b, a, TLanes.Constant(1), difference);
        return sum + UnitDivergence(b, a, TLanes.Constant(0), difference);
    }

    /// <summary>B(b, a), or NaN where an argument is not above 0 or not finite.</summary>
    public static TLanes OrNaN(TLanes b, TLanes a, TLanes difference)
    {
        TLanes zero = TLanes.Constant(0);
        TLanes infinity = TLanes.Constant(double.PositiveInfinity);
        TLanes positive = TLanes.BitAnd(TLanes.LessThan(zero, a), TLanes.LessThan(zero, b));
        TLanes finite = TLanes.BitAnd(TLanes.LessThan(a, infinity), TLanes.LessThan(b, infinity));
        return TLanes.Select(TLanes.BitAnd(positive, finite), Of(b, a, difference), TLanes.Constant(double.NaN));
    }

    /// <summary>g(u) = u − ln(1 + u), u = difference/(a + shift).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLanes UnitDivergence(TLanes b, TLanes a, TLanes shift, TLanes difference)
    {
        TLanes u = difference / (a + shift);
        TLanes isNear = TLanes.BitAnd(TLanes.LessThan(TLanes.Constant(-0.2928), u), TLanes.LessThan(u, TLanes.Constant(0.4142)));
        TLanes near = Logarithm<T>.GapNearOne(u);
        return TLanes.All(isNear) ? near : TLanes.Select(isNear, near, Far(b, a, shift, difference));
    }

    /// <summary>Away from 0 u − ln(1 + u) loses at most four bits, and every rounding error before it is carried along.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLanes Far(TLanes b, TLanes a, TLanes shift, TLanes difference)
    {
        (TLanes above, TLanes aboveLow) = Sum(b, shift);
        (TLanes below, TLanes belowLow) = Sum(a, shift);
        TLanes u = difference / below;
        TLanes ratio = above / below;
        TLanes belowError = belowLow / below;
        TLanes uLow = (TLanes.FusedMultiplyAdd(-u, below, difference) / below) - (u * belowError);
        TLanes ratioLow = ((TLanes.FusedMultiplyAdd(-ratio, below, above) + aboveLow) / above) - belowError;
        (TLanes high, TLanes low) = Logarithm<T>.PositiveNormalPair(ratio);
        TLanes gap = u - high;
        TLanes part = gap - u;
        TLanes gapLow = u - (gap - part) - (high + part);
        TLanes result = gap + (gapLow + uLow - (low + ratioLow));

        // Ratios beyond all use: only one of the two terms counts.
        result = TLanes.Select(TLanes.LessThan(ratio, TLanes.Constant(1e30)), result, u);
        TLanes vanishes = TLanes.LessThan(ratio, TLanes.Constant(1e-30));
        return TLanes.Any(vanishes) ? TLanes.Select(vanishes, u - Logarithm<T>.Evaluate(ratio), result) : result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes High, TLanes Low) Sum(TLanes x, TLanes y)
    {
        TLanes sum = x + y;
        TLanes part = sum - x;
        return (sum, x - (sum - part) + (y - part));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLanes StirlingSeries(TLanes w, TLanes z, TLanes difference)
    {
        TLanes scaled = difference * w;
        TLanes one = TLanes.Constant(1);
        var term = new StirlingTerm(one, one, TLanes.Constant(1.0 / 12));
        term = term.Next(w, z, 1, -1.0 / 360);
        term = term.Next(w, z, 2, 1.0 / 1260);
        term = term.Next(w, z, 3, -1.0 / 1680);
        term = term.Next(w, z, 4, 1.0 / 1188);
        term = term.Next(w, z, 5, -691.0 / 360360);
        return scaled * scaled * z * term.Next(w, z, 6, 1.0 / 156).Total;
    }

    /// <summary>w^(2m), S_n = Σ (i + 1)·w^i·z^(n−1−i) with n = 2m + 1, and the series so far. S_1 = 1 and S_n = z·S_(n−1) + n·w^(n−1).</summary>
    private readonly record struct StirlingTerm(TLanes Power, TLanes Sum, TLanes Total)
    {
        /// <summary>The next odd n; the coefficient is B_2m+2/((2m + 1)(2m + 2)), Bernoulli's numbers.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public StirlingTerm Next(TLanes w, TLanes z, int m, double coefficient)
        {
            TLanes even = TLanes.FusedMultiplyAdd(z, Sum, TLanes.Constant(2 * m) * Power * w);
            TLanes power = Power * (w * w);
            TLanes odd = TLanes.FusedMultiplyAdd(z, even, TLanes.Constant((2 * m) + 1) * power);
            return new StirlingTerm(power, odd, TLanes.FusedMultiplyAdd(TLanes.Constant(coefficient), odd, Total));
        }
    }
}
