using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>σ(x) = 1/(1 + exp −x).</summary>
/// <remarks>
/// From e = exp −|x|, which is never above 1: 1/(1 + e) where x ≥ 0 and e/(1 + e) below, so nothing overflows and nothing cancels.
/// Where e would not be a normal number it is 0.
/// </remarks>
internal readonly struct Sigmoid<T> : IFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes one = TLanes.Constant(1);
        TLanes negative = TLanes.LessThan(x, TLanes.Constant(0));
        TLanes small = Exponential<T>.NonPositive(TLanes.BitOr(x, TLanes.FromBits(FloatFormat<T>.SignMask)));
        TLanes result = TLanes.Select(negative, small, one) / (one + small);
        return TLanes.Select(TLanes.Equal(x, x), result, x);
    }
}
