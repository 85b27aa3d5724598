using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>The update of a document's γ with implicit φ: γ_k = α_k + θ_k·Σ_w (n_w/normaliser_w)·B_wk.</summary>
/// <remarks>Blei, Ng and Jordan (2003), equation 17, with φ_wk = θ_k·B_wk/normaliser_w put in (Lee and Seung 2001).</remarks>
internal static class GammaUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>α + θ·sum, rounded once.</summary>
    /// <param name="alpha">α.</param>
    /// <param name="theta">θ, exp E[log θ] up to a factor.</param>
    /// <param name="sum">Σ over words of (n/normaliser)·B.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes alpha, TLanes theta, TLanes sum)
        where TLanes : struct, ILanes<TLanes, T> => TLanes.FusedMultiplyAdd(theta, sum, alpha);

    /// <summary>|Δγ|: a document has converged when its mean is small.</summary>
    /// <param name="updated">γ after the update.</param>
    /// <param name="before">γ before it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Change<TLanes>(TLanes updated, TLanes before)
        where TLanes : struct, ILanes<TLanes, T> => TLanes.BitAndNot(updated - before, TLanes.FromBits(FloatFormat<T>.SignMask));
}
