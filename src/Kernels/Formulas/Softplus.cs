using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>ln(1 + exp x) = max(x, 0) + ln(1 + exp −|x|).</summary>
/// <remarks>What 1 + e loses in rounding goes into the logarithm as its low part, so a tiny e comes out as itself. Where it would not be a normal number it is 0.</remarks>
internal readonly struct Softplus<T> : IFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T> => Evaluate(x, Exponential<T>.NonPositive(TLanes.BitOr(x, TLanes.FromBits(FloatFormat<T>.SignMask))));

    /// <summary>The same, given exp −|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes x, TLanes small)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes one = TLanes.Constant(1);
        TLanes sum = one + small;
        TLanes low = small - (sum - one);
        TLanes result = TLanes.MaxOrSecond(x, TLanes.Constant(0)) + Logarithm<T>.PositiveNormal(sum, low);
        return TLanes.Select(TLanes.Equal(x, x), result, x);
    }
}
