using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

public static partial class SpecialFunctions
{
    /// <summary>destination[i] = ψ′(x[i]), the derivative of digamma.</summary>
    /// <remarks>
    /// Accuracy: ≤ 3 ULP for x &gt; 0 in float and double. For x &lt; 0, relative to the larger of the two terms of the reflection formula.
    /// Specials: ψ′(±0) = ψ′(−n) = +∞, ψ′(+∞) = 0, ψ′(−∞) = NaN, NaN gives NaN. One pass over memory.
    /// Source: our own rational form, ψ′(x) = 1/(x − ½ + D(x)) for x ≥ 1 and ψ′(x) = 1/x² + ψ′(1 + x) below; Schneider (1978) for the function.
    /// </remarks>
    /// <param name="x">The arguments, any length.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory as <paramref name="x"/>, or none of it.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short or overlaps <paramref name="x"/> in part.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Trigamma<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SpanMap.Run<T, TrigammaFormula<T>>(x, destination);
}
