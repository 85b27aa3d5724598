using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

/// <summary>χ² with ν degrees of freedom: Gamma(ν/2, ½).</summary>
/// <remarks>
/// ∂x/∂ν is half the derivative by the shape.
/// Source: Marsaglia and Tsang 2000, "A simple method for generating gamma variables"; a shape below 1 in logarithms, g(shape) = g(shape + 1)·U^(1/shape). All in double, then rounded.
/// Derivatives by shapes are implicit, −(∂F/∂shape)/p (Figurnov, Mohamed and Mnih 2018), with a relative error of at most 1e-10; <see cref="Sampling.LogGammaShapeDerivative"/> says how.
/// </remarks>
/// <example>
/// <code>
/// var statistic = new ChiSquaredDistribution(degreesOfFreedom: 3);
/// double[] draws = new double[100_000];
/// statistic.Sample&lt;double&gt;(new RandomStream(Seed: 1, Stream: 0), 0, draws);
/// Console.WriteLine($"mean {statistic.Mean}, variance {statistic.Variance}"); // mean 3, variance 6
/// Console.WriteLine($"above 7.815: {draws.Count(x =&gt; x &gt; 7.815) / 100_000.0:F3}"); // above 7.815: 0.049
/// </code>
/// </example>
public readonly record struct ChiSquaredDistribution : IDistribution
{
    /// <summary>Fixes the parameters.</summary>
    /// <param name="degreesOfFreedom">ν, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public ChiSquaredDistribution(double degreesOfFreedom)
    {
        DegreesOfFreedom = ThrowHelper.CheckShape(degreesOfFreedom, nameof(degreesOfFreedom));
    }

    /// <inheritdoc/>
    public int ParameterCount => 1;

    /// <summary>ν, above 0.</summary>
    public double DegreesOfFreedom { get; }

    /// <inheritdoc/>
    public double Mean => DegreesOfFreedom;

    /// <inheritdoc/>
    public double Variance => 2 * DegreesOfFreedom;

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        ComposedDraws.Sample(stream, first, new ScaledGammaDraw(DegreesOfFreedom / 2, 0.5, byShape: true), destination);
    }

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        ComposedDraws.Sample(stream, first, new ScaledGammaDraw(DegreesOfFreedom / 2, 0.5, byShape: true), destination, derivatives);
    }

    /// <inheritdoc/>
    public void LogDensity<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.LogDensity(x, new GammaDensity<T>(DegreesOfFreedom / 2, 0.5), destination);
    }

    /// <summary>Refuses parameters that the type of the draws does not hold.</summary>
    private void CheckParameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckHeld<T>(DegreesOfFreedom, nameof(DegreesOfFreedom));
    }
}
