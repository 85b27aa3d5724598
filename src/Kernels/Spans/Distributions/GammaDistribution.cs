using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

/// <summary>Gamma: p(x) = rateˢʰᵃᵖᵉ/Γ(shape)·x^(shape − 1)·exp(−rate·x), x ≥ 0.</summary>
/// <remarks>
/// ∂x/∂rate = −x/rate. A shape below 0.01 or so gives numbers too small for any format, and 0; <see cref="Sampling.LogGamma"/> draws their logarithms.
/// Source: Marsaglia and Tsang 2000, "A simple method for generating gamma variables"; a shape below 1 in logarithms, g(shape) = g(shape + 1)·U^(1/shape). All in double, then rounded.
/// Derivatives by shapes are implicit, −(∂F/∂shape)/p (Figurnov, Mohamed and Mnih 2018), with a relative error of at most 1e-10; <see cref="Sampling.LogGammaShapeDerivative"/> says how.
/// </remarks>
/// <example>
/// <code>
/// var rain = new GammaDistribution(shape: 2, rate: 0.5);
/// Console.WriteLine($"mean {rain.Mean}, variance {rain.Variance}"); // mean 4, variance 8
/// double[] draws = new double[10_000];
/// double[] derivatives = new double[2 * draws.Length];
/// rain.Sample&lt;double&gt;(new RandomStream(Seed: 1, Stream: 0), 0, draws, derivatives);
/// Console.WriteLine($"{draws.Average():F2}"); // 3.99
/// Console.WriteLine($"∂ mean/∂ shape: {derivatives.Take(10_000).Average():F2}, exactly {1 / rain.Rate:F2}");
/// // ∂ mean/∂ shape: 2.00, exactly 2.00
/// </code>
/// </example>
public readonly record struct GammaDistribution : IDistribution
{
    /// <summary>Fixes the parameters.</summary>
    /// <param name="shape">The shape, above 0.</param>
    /// <param name="rate">The rate, above 0: one over the scale.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public GammaDistribution(double shape, double rate)
    {
        Shape = ThrowHelper.CheckShape(shape, nameof(shape));
        Rate = ThrowHelper.CheckPositive(rate, nameof(rate));
    }

    /// <inheritdoc/>
    public int ParameterCount => 2;

    /// <summary>The shape, above 0.</summary>
    public double Shape { get; }

    /// <summary>The rate, above 0: one over the scale.</summary>
    public double Rate { get; }

    /// <inheritdoc/>
    public double Mean => Shape / Rate;

    /// <inheritdoc/>
    public double Variance => Shape / (Rate * Rate);

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        ComposedDraws.Sample(stream, first, new GammaDraw(Shape, Rate), destination);
    }

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        ComposedDraws.Sample(stream, first, new GammaDraw(Shape, Rate), destination, derivatives);
    }

    /// <inheritdoc/>
    public void LogDensity<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.LogDensity(x, new GammaDensity<T>(Shape, Rate), destination);
    }

    /// <summary>Refuses parameters that the type of the draws does not hold.</summary>
    private void CheckParameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckHeld<T>(Shape, nameof(Shape));
        ThrowHelper.CheckHeld<T>(Rate, nameof(Rate));
    }
}
