using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>ln xᵃ = a·ln x, and 0 for a = 0 even where x is 0 or infinite.</summary>
/// <typeparam name="TLanes">The lanes.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal static class LogPower<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>exponent·logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes exponent, TLanes logarithm)
    {
        TLanes zero = TLanes.Constant(0);
        return TLanes.Select(TLanes.Equal(exponent, zero), zero, exponent * logarithm);
    }
}
