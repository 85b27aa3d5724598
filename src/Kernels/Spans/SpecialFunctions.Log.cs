using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

public static partial class SpecialFunctions
{
    /// <summary>destination[i] = ln x[i].</summary>
    /// <remarks>
    /// Accuracy: ≤ 1.1 ULP (float and double), denormals included. Specials: ln(±0) = −∞, ln(x &lt; 0) = NaN, ln(+∞) = +∞, NaN gives NaN. One pass over memory.
    /// Source: the arrangement of Sun's fdlibm (1993); the polynomial is our own minimax fit.
    /// </remarks>
    /// <param name="x">The arguments, any length.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory as <paramref name="x"/>, or none of it.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short or overlaps <paramref name="x"/> in part.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Log<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SpanMap.Run<T, Logarithm<T>>(x, destination);
}
