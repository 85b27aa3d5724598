using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>The step of λ: (1 − ρ)·λ + ρ·η + ρ·scale·statistics, two fused multiply–adds.</summary>
/// <remarks>Hoffman, Blei and Bach (2010), equation 5 and algorithm 2; ρ = 1 and scale 1 give the batch update (Blei, Ng and Jordan 2003).</remarks>
internal static class LambdaStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>gain·statistics + (keep·λ + prior).</summary>
    /// <param name="lambda">λ.</param>
    /// <param name="statistics">Σ n φ.</param>
    /// <param name="keep">1 − ρ.</param>
    /// <param name="prior">ρ·η.</param>
    /// <param name="gain">ρ·scale.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes lambda, TLanes statistics, TLanes keep, TLanes prior, TLanes gain)
        where TLanes : struct, ILanes<TLanes, T> => TLanes.FusedMultiplyAdd(gain, statistics, TLanes.FusedMultiplyAdd(keep, lambda, prior));
}
