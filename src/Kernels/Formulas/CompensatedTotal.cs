using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>A total of many sums of terms ≥ 0 that keeps its rounding errors: a long document, or a word of many documents, loses no mass.</summary>
/// <remarks>
/// Kahan (1965). The sums are short enough for their own rounding not to count; equal terms are rounded the same way every time, so a plain sum
/// of 20,000 of them is off by 10⁻⁴ in float.
/// </remarks>
internal static class CompensatedTotal<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The errors so far, and that of total + part.</summary>
    /// <param name="error">The errors so far.</param>
    /// <param name="total">The total before.</param>
    /// <param name="part">The sum that joined it.</param>
    /// <param name="after">total + part, rounded.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Error<TLanes>(TLanes error, TLanes total, TLanes part, TLanes after)
        where TLanes : struct, ILanes<TLanes, T> => error + (part - (after - total));

    /// <summary>The total with its errors and a last sum, which was not joined.</summary>
    /// <param name="total">The total.</param>
    /// <param name="error">Its errors.</param>
    /// <param name="last">The last sum, or 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes End<TLanes>(TLanes total, TLanes error, TLanes last)
        where TLanes : struct, ILanes<TLanes, T> => total + (error + last);
}
