using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>ln(1 + y) and exp y − 1, accurate where y is small.</summary>
/// <typeparam name="TLanes">The lanes.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal static class NearZero<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>ln(1 + y) for y above −1, away from −1 itself: the sum goes to the logarithm with its rounding error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes LogOnePlus(TLanes y)
    {
        TLanes zero = TLanes.Constant(0);
        (TLanes sum, TLanes low) = TwoSum<TLanes, T>.Add(TLanes.Constant(1), zero, y, zero);
        return Logarithm<T>.PositiveNormal(sum, low);
    }

    /// <summary>exp y − 1: (e − 1)·y/ln e with e = exp y rounded, whose two errors cancel (Kahan's device; Higham 2002, "Accuracy and stability of numerical algorithms", 1.14.1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes ExpMinusOne(TLanes y)
    {
        TLanes one = TLanes.Constant(1);
        TLanes power = Exponential<T>.Evaluate(y);
        TLanes logarithm = Logarithm<T>.Evaluate(power);
        TLanes isOne = TLanes.Equal(power, one);
        TLanes isFar = TLanes.LessThan(one, TLanes.BitAndNot(y, TLanes.FromBits(FloatFormat<T>.SignMask)));
        TLanes difference = power - one;
        TLanes near = difference * y / TLanes.Select(isOne, one, logarithm);
        return TLanes.Select(isOne, y, TLanes.Select(isFar, difference, near));
    }
}
