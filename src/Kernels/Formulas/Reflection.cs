using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>What the reflection formulas of ψ, ψ′ and ln Γ share.</summary>
internal static class Reflection<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>x − round(x) for x ≤ 0, in [−½, ½], exact; 0 from where every number is an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes DistanceToInteger(TLanes x)
    {
        TLanes integers = TLanes.Constant(FloatFormat<T>.Integers);
        TLanes magnitude = -x;
        TLanes rounded = magnitude + integers - integers;
        return TLanes.Select(TLanes.LessThan(magnitude, integers), rounded - magnitude, TLanes.Constant(0));
    }
}
