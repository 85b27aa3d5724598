using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

public static partial class SpecialFunctions
{
    /// <summary>destination[i] = F(x[i]) = exp ψ(x[i]): exp E[log θ] of a Dirichlet, up to its normaliser.</summary>
    /// <remarks>
    /// Accuracy: ≤ 1 ULP for x ≥ 1, ≤ 3.5 ULP below, down to underflow (x ≈ 0.0014 in double, 0.0115 in float); exp of a rounded ψ would lose up to 1,900 ULP.
    /// Specials: F(±0) = 0, F(+∞) = +∞, F(x &lt; 0) = NaN, NaN gives NaN. One pass over memory. Source: our own rational form, F(x) = x − ½ + D(x) for x ≥ 1.
    /// </remarks>
    /// <param name="x">The arguments, any length.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory as <paramref name="x"/>, or none of it.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short or overlaps <paramref name="x"/> in part.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void ExpDigamma<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SpanMap.Run<T, ExpDigammaFormula<T>>(x, destination);
}
