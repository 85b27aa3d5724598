using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>B(b, a) = ln Γ(b) − ln Γ(a) − (b − a)·ψ(a) ≥ 0, the Bregman divergence of ln Γ, for a, b &gt; 0.</summary>
/// <remarks>
/// A sum of terms that are all ≥ 0, so nothing cancels however close or far a and b are. With g(u) = u − ln(1 + u) and d = b − a:
/// Γ(x) = Γ(x + 4)/(x·…·(x + 3)) gives four terms g(d/(a + j)). At A = a + 4, B = b + 4 Stirling's formula gives B·g(−d/B) from x·ln x − x,
/// ½·g(d/A) = ½·(d²/(A·B) − g(−d/B)) from −½·ln x, and <see cref="StirlingDivergence{TLanes, T}"/> from the rest. Our own arrangement.
/// </remarks>
internal static class DirichletDivergence<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>B(b, a).</summary>
    /// <param name="b">b.</param>
    /// <param name="a">a.</param>
    /// <param name="difference">b − a, possibly more accurate than the two are.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLanes Of(TLanes b, TLanes a, TLanes difference)
    {
        TLanes four = TLanes.Constant(4);
        TLanes one = TLanes.Constant(1);
        TLanes above = b + four;
        TLanes w = one / (a + four);
        TLanes z = one / above;
        TLanes last = UnitDivergence<TLanes, T>.Of(a, b, four, -difference);
        TLanes sum = StirlingDivergence<TLanes, T>.Of(w, z, difference);
        sum = TLanes.FusedMultiplyAdd(TLanes.Constant(0.5), (difference * w * (difference * z)) - last, sum);
        sum = TLanes.FusedMultiplyAdd(above, last, sum);
        sum += UnitDivergence<TLanes, T>.Of(b, a, TLanes.Constant(3), difference);
        sum += UnitDivergence<TLanes, T>.Of(b, a, TLanes.Constant(2), difference);
        sum += UnitDivergence<TLanes, T>.Of(b, a, one, difference);
        return sum + UnitDivergence<TLanes, T>.Of(b, a, TLanes.Constant(0), difference);
    }
}
