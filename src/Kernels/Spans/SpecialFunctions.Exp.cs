using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

public static partial class SpecialFunctions
{
    /// <summary>destination[i] = exp x[i].</summary>
    /// <remarks>
    /// Accuracy: ≤ 1.1 ULP (float and double), gradual underflow included. Specials: exp(−∞) = 0, exp(+∞) = +∞, NaN gives NaN. One pass over memory.
    /// Source: reduction by n·ln 2 after Cody and Waite (1980); the polynomial is our own minimax fit.
    /// </remarks>
    /// <param name="x">The arguments, any length.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory as <paramref name="x"/>, or none of it.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short or overlaps <paramref name="x"/> in part.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Exp<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SpanMap.Run<T, Exponential<T>>(x, destination);
}
