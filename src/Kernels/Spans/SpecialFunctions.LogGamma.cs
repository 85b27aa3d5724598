using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

public static partial class SpecialFunctions
{
    /// <summary>destination[i] = ln |Γ(x[i])|.</summary>
    /// <remarks>
    /// Accuracy: ≤ 3 ULP for x &gt; 0 in float and double, at the zeros 1 and 2 too. For x &lt; 0, relative to the larger of the two terms of the reflection formula.
    /// Specials as in C99: ln Γ(±0) = ln Γ(−n) = +∞, ln Γ(±∞) = +∞, NaN gives NaN; overflow to +∞ from 2.556e305 (4.085e36) on. One pass over memory.
    /// Source: Stirling's series with a minimax remainder from 3 on, our own rational form below.
    /// </remarks>
    /// <param name="x">The arguments, any length.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory as <paramref name="x"/>, or none of it.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short or overlaps <paramref name="x"/> in part.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void LogGamma<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SpanMap.Run<T, LogGammaFormula<T>>(x, destination);
}
