using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>D(a, m) = a·ln(a/m) + m − a ≥ 0, half the deviance of a Poisson number a from its mean m: how far ln p has fallen from its peak.</summary>
/// <remarks>D = a·g((m − a)/a) with <see cref="UnitDivergence{TLanes, T}"/>'s g(u) = u − ln(1 + u), which does not cancel. Source: Loader (2000), "Fast and accurate computation of binomial probabilities".</remarks>
internal static class PoissonDeviance<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>D(a, m).</summary>
    /// <param name="a">a, above 0.</param>
    /// <param name="mean">m, 0 or more.</param>
    /// <param name="difference">m − a, possibly more accurate than the two are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes a, TLanes mean, TLanes difference) => a * UnitDivergence<TLanes, T>.Of(mean, a, TLanes.Constant(0), difference);
}
