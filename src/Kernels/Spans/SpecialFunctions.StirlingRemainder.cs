using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

public static partial class SpecialFunctions
{
    /// <summary>destination[i] = R(x[i]) = ln Γ(x) − (x − ½)·ln x + x − ½·ln 2π: what Stirling's formula leaves of ln Γ, 1/(12·x) and less.</summary>
    /// <remarks>
    /// For sums of ln Γ whose large terms cancel: where x is large ln Γ has no digit of R.
    /// Accuracy for x &gt; 0: ≤ 3 ULP in float and double. Specials: R(±0) = +∞, R(+∞) = 0, R(x &lt; 0) = NaN, NaN gives NaN. One pass over memory.
    /// Source: Abramowitz and Stegun (1964), 6.1.41, for the function; from 1 on our own form 1/(12·x + P/(x·Q)), P and Q in x², below R(x) = R(1 + x) + (x + ½)·ln(1 + 1/x) − 1.
    /// </remarks>
    /// <param name="x">The arguments, any length.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory as <paramref name="x"/>, or none of it.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short or overlaps <paramref name="x"/> in part.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void StirlingRemainder<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SpanMap.Run<T, StirlingRemainderFormula<T>>(x, destination);
}
