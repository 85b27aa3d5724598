using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>n/normaliser of a word, where the normaliser Σ_k θ_k·B_wk is large enough to be true.</summary>
/// <remarks>
/// θ and B are scaled to a maximum of 1 and flushed; a normaliser below the limit may have lost more than a rounding error to that. Such a word is rescued:
/// its φ comes from logarithms, and its ratio is 0. There is no epsilon in the normaliser, which would take mass away from the topics.
/// </remarks>
internal static class WordRatio<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Mask of normalisers below the limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes IsTooSmall<TLanes>(TLanes normalizer, TLanes limit)
        where TLanes : struct, ILanes<TLanes, T> => TLanes.LessThan(normalizer, limit);

    /// <summary>Mask of words that need the rescue: too small a normaliser, and a count to divide by it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes IsLost<TLanes>(TLanes count, TLanes isTooSmall)
        where TLanes : struct, ILanes<TLanes, T> => TLanes.BitAnd(isTooSmall, TLanes.LessThan(TLanes.Constant(0), count));

    /// <summary>count/normaliser, 0 where the normaliser is too small.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes count, TLanes normalizer, TLanes limit, TLanes isTooSmall)
        where TLanes : struct, ILanes<TLanes, T> => TLanes.BitAndNot(count / TLanes.Select(isTooSmall, limit, normalizer), isTooSmall);
}
