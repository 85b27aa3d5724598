using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>A factor of φ (an exp E[log θ] or exp E[log β]) relative to the largest of its row; what is far below 1 counts as 0, so that no product is denormal.</summary>
internal static class ScaledFactor<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>value·scale, or 0 where that is below the limit.</summary>
    /// <param name="value">The factor, unscaled.</param>
    /// <param name="scale">1 over the largest of the row.</param>
    /// <param name="limit">The flush limit.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes value, TLanes scale, TLanes limit)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes scaled = value * scale;
        return TLanes.BitAndNot(scaled, TLanes.LessThan(scaled, limit));
    }
}
