using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>
/// ψ(Σ α) and F(Σ α), F = exp ψ, where Σ α comes as high + low: ψ(high + low) = ψ(high) + low·ψ′(high), and F(high + low) = F(high)·(1 + low·ψ′(high)).
/// </summary>
internal static class DirichletNormalizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>low·ψ′(high): what Σ α's rounding error makes of ψ; 0 where ψ′ is out of range.</summary>
    /// <param name="slope">ψ′(high).</param>
    /// <param name="low">low.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Correction<TLanes>(TLanes slope, TLanes low)
        where TLanes : struct, ILanes<TLanes, T> => TLanes.BitAnd(low * slope, IsFinite(slope));

    /// <summary>F(high + low) from F(high); where that is infinite or no number it stays so.</summary>
    /// <param name="value">F(high).</param>
    /// <param name="correction">low·ψ′(high).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Corrected<TLanes>(TLanes value, TLanes correction)
        where TLanes : struct, ILanes<TLanes, T> => TLanes.Select(IsFinite(value), TLanes.FusedMultiplyAdd(value, correction, value), value);

    /// <summary>1/(high + low) as a number and the rest, from what the number times (high + low) leaves of 1; the rest is 0 where it is out of range.</summary>
    /// <param name="high">high.</param>
    /// <param name="low">low.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TLanes Inverse, TLanes Low) Reciprocal<TLanes>(TLanes high, TLanes low)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes one = TLanes.Constant(1);
        TLanes inverse = one / high;
        TLanes rest = (TLanes.FusedMultiplyAdd(-high, inverse, one) - (inverse * low)) * inverse;
        return (inverse, TLanes.BitAnd(rest, IsFinite(rest)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes IsFinite<TLanes>(TLanes value)
        where TLanes : struct, ILanes<TLanes, T> => TLanes.Equal(value - value, TLanes.Constant(0));
}
