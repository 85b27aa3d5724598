using System;
using System.Numerics;

namespace Kernels;

/// <summary>A distribution over the numbers of a line: draws, each draw's derivatives by the parameters (the reparameterisation trick), density, mean and variance.</summary>
/// <remarks>
/// Draw i is a pure function of (seed, stream, i): spans may be cut anywhere, and widths and threads do not show. Nothing is allocated.
/// A derivative is that of the draw with the randomness held: ∂/∂θ E f(x) = E f′(x)·∂x/∂θ. Where x = F⁻¹(U; θ) that is ∂F⁻¹/∂θ, else −(∂F/∂θ)/p (Figurnov, Mohamed and Mnih 2018), or the
/// chain rule over the numbers that a draw is made of.
/// </remarks>
/// <example>
/// The gradient of E x² by a Gamma's shape, from its draws, beside the true one, (2·shape + 1)/rate²:
/// <code>
/// var distribution = new GammaDistribution(shape: 0.7, rate: 2);
/// double[] draws = new double[100_000];
/// double[] derivatives = new double[distribution.ParameterCount * draws.Length];
/// distribution.Sample&lt;double&gt;(new RandomStream(Seed: 1, Stream: 0), 0, draws, derivatives);
/// double gradient = 0;
/// for (int i = 0; i &lt; draws.Length; i++)
/// {
///     gradient += 2 * draws[i] * derivatives[i] / draws.Length;
/// }
///
/// Console.WriteLine($"{gradient:F3}, exactly {((2 * 0.7) + 1) / 4:F3}"); // 0.596, exactly 0.600
/// </code>
/// </example>
public interface IDistribution
{
    /// <summary>How many parameters a draw has derivatives by, in the order of the constructor's arguments.</summary>
    int ParameterCount { get; }

    /// <summary>E x; NaN where there is none.</summary>
    double Mean { get; }

    /// <summary>E (x − E x)²; +∞ or NaN where there is none.</summary>
    double Variance { get; }

    /// <summary>destination[i] = draw number first + i.</summary>
    /// <param name="stream">Seed and stream.</param>
    /// <param name="first">The number of the first draw, 0 or more.</param>
    /// <param name="destination">Receives the draws, any length.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="first"/> is below 0.</exception>
    /// <exception cref="InvalidOperationException">A parameter is beyond the range of <typeparamref name="T"/>.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    void Sample<T>(in RandomStream stream, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The same draws, and their derivatives.</summary>
    /// <param name="stream">Seed and stream.</param>
    /// <param name="first">The number of the first draw, 0 or more.</param>
    /// <param name="destination">Receives the draws, any length n.</param>
    /// <param name="derivatives">Receives <see cref="ParameterCount"/>·n values: those of all draws by the first parameter, then by the second; separate memory.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="derivatives"/> has another length or overlaps the draws.</exception>
    /// <exception cref="InvalidOperationException">A parameter is beyond the range of <typeparamref name="T"/>.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    void Sample<T>(in RandomStream stream, long first, Span<T> destination, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>destination[i] = ln p(x[i]); −∞ outside of the support, NaN gives NaN.</summary>
    /// <param name="x">Where, any length.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory as <paramref name="x"/>, or none of it.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short or overlaps <paramref name="x"/> in part.</exception>
    /// <exception cref="InvalidOperationException">A parameter is beyond the range of <typeparamref name="T"/>.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    void LogDensity<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
