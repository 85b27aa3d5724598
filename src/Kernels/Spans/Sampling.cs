using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

/// <summary>Random numbers over spans: each a pure function of (seed, stream, index), nothing allocated, the same bits at every vector width and on any split of a span.</summary>
/// <remarks>The distributions with parameters are types of their own: see <see cref="IDistribution"/>.</remarks>
/// <example>
/// Two threads share the draws of one stream, each from its own place:
/// <code>
/// RandomStream stream = new(Seed: 1, Stream: 0);
/// double[] draws = new double[100_000];
/// System.Threading.Tasks.Parallel.For(0, 2, half =&gt;
///     Sampling.Normal&lt;double&gt;(stream, half * 50_000L, draws.AsSpan(half * 50_000, 50_000)));
/// Console.WriteLine($"mean {draws.Average():F4}, variance {draws.Average(z =&gt; z * z):F4}");
/// // mean -0.0013, variance 1.0028
/// double[] quantiles = [0.025, 0.5, 0.975];
/// Sampling.NormalQuantile&lt;double&gt;(quantiles, quantiles);
/// Console.WriteLine($"{quantiles[0]:F4} {quantiles[1]:F4} {quantiles[2]:F4}"); // -1.9600 0.0000 1.9600
/// </code>
/// </example>
public static partial class Sampling
{
    /// <summary>destination[i] = uniform number first + i, in (0, 1).</summary>
    /// <remarks>(k + ½)·2⁻³² in float, (k + ½)·2⁻⁶⁴ in double, rounded, and never 0 or 1. Source: Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011).</remarks>
    /// <param name="stream">Seed and stream.</param>
    /// <param name="first">The number of the first draw, 0 or more.</param>
    /// <param name="destination">Receives the draws, any length.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="first"/> is below 0.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Uniform<T>(in RandomStream stream, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Draws.Sample(stream, first, default(OpenUniformDraw<T>), destination);

    /// <summary>destination[i] = standard normal number first + i.</summary>
    /// <remarks>
    /// Φ⁻¹ of the uniform number by algorithm AS 241 (Wichura 1988), with a relative error of at most 4e-7 in float and 1e-15 in double, in the tails too, as the uniform number is known
    /// by its distance to the nearer end. That is never below 2⁻³³ (2⁻⁶⁵), so |z| is at most 6.34 in float and 9.16 in double.
    /// </remarks>
    /// <example>
    /// <code>
    /// float[] noise = new float[1 &lt;&lt; 20];
    /// Sampling.Normal&lt;float&gt;(new RandomStream(Seed: 1, Stream: 0), 0, noise);
    /// Console.WriteLine($"{noise.Count(z =&gt; Math.Abs(z) &lt; 1.959964) / (double)noise.Length:F3}"); // 0.950
    /// </code>
    /// </example>
    /// <param name="stream">Seed and stream.</param>
    /// <param name="first">The number of the first draw, 0 or more.</param>
    /// <param name="destination">Receives the draws, any length.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="first"/> is below 0.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Normal<T>(in RandomStream stream, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Draws.Sample(stream, first, default(StandardNormalDraw<T>), destination);

    /// <summary>destination[i] = Φ⁻¹(uniform[i]): other uniform numbers, such as those of a grid, become normal ones.</summary>
    /// <remarks>
    /// Algorithm AS 241 (Wichura 1988). Accuracy: ≤ 6 ULP in double and ≤ 5 ULP in float. At 0, where numbers below the smallest normal one belong, −∞; at 1 ∞; NaN outside.
    /// </remarks>
    /// <param name="uniform">Numbers in (0, 1), any length.</param>
    /// <param name="destination">The results; as long as <paramref name="uniform"/> or longer. The same memory as <paramref name="uniform"/>, or none of it.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short or overlaps <paramref name="uniform"/> in part.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void NormalQuantile<T>(ReadOnlySpan<T> uniform, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SpanMap.Run<T, NormalQuantile<T>>(uniform, destination);
}
