using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kernels.Lanes;

/// <summary>Additions that keep their rounding errors (Knuth's two-sum).</summary>
internal static class TwoSum<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>(a + aError) + (b + bError): a + b rounded, and the errors added up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TLanes Sum, TLanes Error) Add(TLanes a, TLanes aError, TLanes b, TLanes bError)
    {
        TLanes sum = a + b;
        TLanes part = sum - a;
        return (sum, aError + bError + (a - (sum - part) + (b - part)));
    }
}
