using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

/// <summary>Student's t with ν degrees of freedom, moved and scaled.</summary>
/// <remarks>
/// x = location + scale·z·√(ν/(2g)), z normal, g a Gamma number of shape ν/2; ∂x/∂ν = (x − location)·½·(1/ν − ½·∂ ln g/∂(ν/2)), ∂x/∂location = 1, ∂x/∂scale = (x − location)/scale.
/// Source: Marsaglia and Tsang 2000, "A simple method for generating gamma variables"; a shape below 1 in logarithms, g(shape) = g(shape + 1)·U^(1/shape). All in double, then rounded.
/// Derivatives by shapes are implicit, −(∂F/∂shape)/p (Figurnov, Mohamed and Mnih 2018), with a relative error of at most 1e-10; <see cref="Sampling.LogGammaShapeDerivative"/> says how.
/// </remarks>
/// <example>
/// <code>
/// var t = new StudentTDistribution(degreesOfFreedom: 4, location: 0, scale: 1);
/// double[] draws = new double[100_000];
/// t.Sample&lt;double&gt;(new RandomStream(Seed: 1, Stream: 0), 0, draws);
/// Console.WriteLine($"variance {t.Variance}"); // variance 2
/// Console.WriteLine($"beyond ±2.776: {draws.Count(x =&gt; Math.Abs(x) &gt; 2.776) / 100_000.0:F3}"); // beyond ±2.776: 0.050
/// double[] logDensity = new double[1];
/// t.LogDensity&lt;double&gt;([0], logDensity);
/// Console.WriteLine($"{Math.Exp(logDensity[0]):F4}"); // 0.3750
/// </code>
/// </example>
public readonly record struct StudentTDistribution : IDistribution
{
    /// <summary>Fixes the parameters.</summary>
    /// <param name="degreesOfFreedom">ν, above 0.</param>
    /// <param name="location">The median.</param>
    /// <param name="scale">The scale, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public StudentTDistribution(double degreesOfFreedom, double location, double scale)
    {
        DegreesOfFreedom = ThrowHelper.CheckShape(degreesOfFreedom, nameof(degreesOfFreedom));
        Location = ThrowHelper.CheckFinite(location, nameof(location));
        Scale = ThrowHelper.CheckPositive(scale, nameof(scale));
    }

    /// <inheritdoc/>
    public int ParameterCount => 3;

    /// <summary>ν, above 0.</summary>
    public double DegreesOfFreedom { get; }

    /// <summary>The median.</summary>
    public double Location { get; }

    /// <summary>The scale, above 0.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public double Mean => DegreesOfFreedom > 1 ? Location : double.NaN;

    /// <inheritdoc/>
    public double Variance => DegreesOfFreedom > 2 ? Scale * Scale * DegreesOfFreedom / (DegreesOfFreedom - 2) : DegreesOfFreedom > 1 ? double.PositiveInfinity : double.NaN;

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        ComposedDraws.Sample(stream, first, new StudentTDraw(DegreesOfFreedom, Location, Scale), destination);
    }

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        ComposedDraws.Sample(stream, first, new StudentTDraw(DegreesOfFreedom, Location, Scale), destination, derivatives);
    }

    /// <inheritdoc/>
    public void LogDensity<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.LogDensity(x, new StudentTDensity<T>(DegreesOfFreedom, Location, Scale), destination);
    }

    /// <summary>Refuses parameters that the type of the draws does not hold.</summary>
    private void CheckParameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckHeld<T>(DegreesOfFreedom, nameof(DegreesOfFreedom));
        ThrowHelper.CheckHeld<T>(Location, nameof(Location));
        ThrowHelper.CheckHeld<T>(Scale, nameof(Scale), isDivisor: true);
    }
}
