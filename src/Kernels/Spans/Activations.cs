using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

/// <summary>What a dense layer puts its sums through, and the way back: no allocation, any length, the same bits on every machine.</summary>
/// <remarks>
/// Ways back take values y = f(x), not x. Destinations are as long as the inputs or longer, and share their memory or none of it. NaN gives NaN.
/// exp −|x| that would not be a normal number counts as 0. One pass over memory.
/// </remarks>
/// <example>
/// <code>
/// float[] sums = [-1, 0, 2];
/// float[] values = new float[3];
/// Activations.Rectifier&lt;float&gt;(sums, values);
/// Console.WriteLine(string.Join(' ', values)); // 0 0 2
/// float[] gradient = [1, 1, 1];                                    // of a loss, by the values
/// Activations.RectifierGradient&lt;float&gt;(values, gradient, gradient); // by the sums
/// Console.WriteLine(string.Join(' ', gradient)); // 0 0 1
/// </code>
/// </example>
public static class Activations
{
    /// <summary>destination[i] = max(x[i], 0).</summary>
    /// <remarks>Accuracy: exact (≤ 0 ULP); −0 stays.</remarks>
    /// <param name="x">The arguments, any length.</param>
    /// <param name="destination">The results.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short or overlaps in part.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Rectifier<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SpanMap.Run<T, Rectifier<T>>(x, destination);

    /// <summary>destination[i] = 1/(1 + exp −x[i]).</summary>
    /// <remarks>Accuracy: ≤ 2.5 ULP (float and double) for x from −87 (float) or −708 (double); below, where exp x need not be a normal number, 0, which is 1.7e-38 (3.4e-308) off at most.</remarks>
    /// <inheritdoc cref="Rectifier"/>
    public static void Sigmoid<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SpanMap.Run<T, Sigmoid<T>>(x, destination);

    /// <summary>destination[i] = ln(1 + exp x[i]).</summary>
    /// <remarks>Accuracy: ≤ 2 ULP (float and double) for x from −87 (float) or −708 (double); below, where exp x need not be a normal number, 0, which is 1.7e-38 (3.4e-308) off at most.</remarks>
    /// <inheritdoc cref="Rectifier"/>
    public static void Softplus<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SpanMap.Run<T, Softplus<T>>(x, destination);

    /// <summary>destination[i] = tanh x[i].</summary>
    /// <remarks>Accuracy: ≤ 4 ULP (float and double); −0 stays.</remarks>
    /// <inheritdoc cref="Rectifier"/>
    public static void HyperbolicTangent<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SpanMap.Run<T, HyperbolicTangent<T>>(x, destination);

    /// <summary>destination[i] = gradient[i] where values[i] is above 0, else 0.</summary>
    /// <param name="values">What the function gave.</param>
    /// <param name="gradient">Derivatives of a loss by those values.</param>
    /// <param name="destination">Derivatives by the arguments.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">Lengths differ, or <paramref name="destination"/> is too short or overlaps in part.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void RectifierGradient<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> gradient, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SlopeMap.Run<T, RectifierSlope<T>>(values, gradient, destination);

    /// <summary>destination[i] = gradient[i]·y·(1 − y) for y = values[i].</summary>
    /// <inheritdoc cref="RectifierGradient"/>
    public static void SigmoidGradient<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> gradient, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SlopeMap.Run<T, SigmoidSlope<T>>(values, gradient, destination);

    /// <summary>destination[i] = gradient[i]·(1 − exp −y) for y = values[i].</summary>
    /// <inheritdoc cref="RectifierGradient"/>
    public static void SoftplusGradient<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> gradient, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SlopeMap.Run<T, SoftplusSlope<T>>(values, gradient, destination);

    /// <summary>destination[i] = gradient[i]·(1 − y²) for y = values[i].</summary>
    /// <inheritdoc cref="RectifierGradient"/>
    public static void HyperbolicTangentGradient<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> gradient, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SlopeMap.Run<T, HyperbolicTangentSlope<T>>(values, gradient, destination);
}
