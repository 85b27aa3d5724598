using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>F(α)/F(s) for 0 ≤ α ≤ s &lt; 1, F = exp ψ, where both may underflow: F(1 + α)/F(1 + s)·exp(1/s − 1/α).</summary>
internal static class SparseExpectation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>F(α)/F(s).</summary>
    /// <param name="alpha">α.</param>
    /// <param name="normalizer">F(1 + s).</param>
    /// <param name="inverse">1/s.</param>
    /// <param name="inverseLow">1/s − inverse.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes alpha, TLanes normalizer, TLanes inverse, TLanes inverseLow)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes one = TLanes.Constant(1);
        TLanes reciprocal = one / alpha;
        TLanes reciprocalLow = TLanes.FusedMultiplyAdd(-alpha, reciprocal, one) * reciprocal;
        TLanes exponent = inverse - reciprocal;
        TLanes part = exponent - inverse;
        TLanes low = inverse - (exponent - part) - (reciprocal + part) + (inverseLow - reciprocalLow);

        // Where 1/α is infinite, or so large that it is all that counts, the low part is no number or too much.
        TLanes vanishes = TLanes.LessThan(exponent, TLanes.Constant(-1000));
        low = TLanes.BitAndNot(low, vanishes);
        return ExpDigammaFormula<T>.Evaluate(one + alpha) / normalizer * Exponential<T>.Evaluate(exponent, low);
    }
}
