using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>z = ln(U/(1 − U)); ln p = −|z| − 2·ln(1 + exp −|z|).</summary>
internal readonly struct StandardLogistic<T> : IStandardFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T>
    {
        // (1 − p)/p = 1 + 2·(½ − p)/p: near ½ the small number is known, the ratio less 1 would not be.
        TLanes centre = noise.Centre;
        return noise.Signed(NearZero<TLanes, T>.LogOnePlus((centre + centre) / noise.Tail));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes LogDensity<TLanes>(TLanes z)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes negative = TLanes.BitOr(z, TLanes.FromBits(FloatFormat<T>.SignMask));
        TLanes logarithm = NearZero<TLanes, T>.LogOnePlus(Exponential<T>.NonPositive(negative));
        return negative - (logarithm + logarithm);
    }
}
