using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>E(b, a) = KL(Gamma(a, a) ‖ Gamma(b, b)) = ln Γ(b) − ln Γ(a) − (b − a)·ψ(a) − b·ln(b/a) + b − a ≥ 0: the Bregman divergence of e(x) = ln Γ(x) − x·ln x + x.</summary>
/// <remarks>
/// With g(u) = u − ln(1 + u) and d = b − a. From 4 on e(x) = R(x) − ½·ln x + ½·ln 2π: E = ½·g(d/a) + the divergence of R (<see cref="StirlingDivergence{TLanes, T}"/>), both ≥ 0.
/// Below, Γ(x) = Γ(x + 4)/(x·…·(x + 3)) and A = a + 4, B = b + 4 give E(B, A) + Σ_j (g(d/(a + j)) − g(d/A)) − b·g(−4·d/(A·b)), j = 0 … 3, as
/// B·ln(B/A) − b·ln(b/a) is 4·ln(B/A) + b·ln(1 − 4·d/(A·b)); taking it off costs three bits at most where shapes are small (measured: GammaDivergenceTests). Our own arrangement.
/// </remarks>
internal static class SameMeanDivergence<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>E(b, a), or NaN where an argument is not above 0 or not finite.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLanes OrNaN(TLanes b, TLanes a)
    {
        (TLanes zero, TLanes four) = (TLanes.Constant(0), TLanes.Constant(4));
        TLanes infinity = TLanes.Constant(double.PositiveInfinity);
        TLanes positive = TLanes.BitAnd(TLanes.LessThan(zero, a), TLanes.LessThan(zero, b));
        TLanes valid = TLanes.BitAnd(positive, TLanes.BitAnd(TLanes.LessThan(a, infinity), TLanes.LessThan(b, infinity)));
        TLanes small = TLanes.BitOr(TLanes.LessThan(a, four), TLanes.LessThan(b, four));
        TLanes shift = TLanes.BitAnd(small, four);
        TLanes difference = b - a;
        (TLanes above, TLanes below) = (b + shift, a + shift);
        TLanes last = UnitDivergence<TLanes, T>.Of(b, a, shift, difference);
        TLanes value = StirlingDivergence<TLanes, T>.Of(TLanes.Constant(1) / below, TLanes.Constant(1) / above, difference);
        value = TLanes.FusedMultiplyAdd(TLanes.Constant(0.5), last, value);
        if (TLanes.Any(small))
        {
            TLanes sum = UnitDivergence<TLanes, T>.Of(b, a, TLanes.Constant(3), difference);
            sum += UnitDivergence<TLanes, T>.Of(b, a, TLanes.Constant(2), difference);
            sum += UnitDivergence<TLanes, T>.Of(b, a, TLanes.Constant(1), difference);
            sum += UnitDivergence<TLanes, T>.Of(b, a, zero, difference);
            sum -= TLanes.FusedMultiplyAdd(four, last, b * UnitDivergence<TLanes, T>.Of(a * above, b * below, zero, -four * difference));
            value = TLanes.Select(small, value + sum, value);
        }

        return TLanes.Select(valid, value, TLanes.Constant(double.NaN));
    }
}
