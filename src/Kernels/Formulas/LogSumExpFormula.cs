using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>ln Σ exp x = max x + ln(ones + others), from the terms exp(x − max x) that are 1 and the sum of the others; the sum unrounded.</summary>
internal static class LogSumExpFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>ln Σ exp x, or the maximum where that is not finite; and 1/(ones + others).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TLanes Logarithm, TLanes Reciprocal) Evaluate<TLanes>(TLanes maximum, TLanes ones, TLanes others)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes one = TLanes.Constant(1);
        TLanes magnitude = TLanes.BitAndNot(maximum, TLanes.FromBits(FloatFormat<T>.SignMask));
        TLanes finite = TLanes.LessThan(magnitude, TLanes.Constant(double.PositiveInfinity));
        TLanes total = ones + others;
        TLanes part = total - ones;
        TLanes low = ones - (total - part) + (others - part);
        TLanes logarithm = Logarithm<T>.PositiveNormal(TLanes.Select(finite, total, one), TLanes.BitAnd(low, finite));
        return (TLanes.Select(finite, maximum + logarithm, maximum), one / total);
    }
}
