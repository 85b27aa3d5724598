using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

/// <summary>Laplace: p(x) = exp(−|x − location|/scale)/(2·scale).</summary>
/// <remarks>
/// z = ±(−ln 2p), p the distance of U to the nearer end.
/// x = location + scale·z: ∂x/∂location = 1, ∂x/∂scale = z.
/// Drawn by its quantile function, so a draw grows with its uniform number; good to a few units in the last place out to the ends, 2⁻³³ in float and 2⁻⁶⁵ in double.
/// Source: Devroye 1986, "Non-uniform random variate generation", II.2; derivatives: Kingma and Welling 2014, "Auto-encoding variational Bayes", section 2.4.
/// </remarks>
/// <example>
/// <code>
/// var noise = new LaplaceDistribution(location: 0, scale: 2);
/// double[] draws = new double[10_000];
/// noise.Sample&lt;double&gt;(new RandomStream(Seed: 1, Stream: 0), 0, draws);
/// Console.WriteLine($"mean of |x| {draws.Average(Math.Abs):F2}, variance {noise.Variance}");
/// // mean of |x| 1.98, variance 8
/// double[] logDensity = new double[2];
/// noise.LogDensity&lt;double&gt;([0, 2], logDensity);
/// Console.WriteLine($"{logDensity[1] - logDensity[0]:F4}"); // -1.0000
/// </code>
/// </example>
public readonly record struct LaplaceDistribution : IDistribution
{
    /// <summary>Fixes the parameters.</summary>
    /// <param name="location">The mean.</param>
    /// <param name="scale">The mean distance to it, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public LaplaceDistribution(double location, double scale)
    {
        Location = ThrowHelper.CheckFinite(location, nameof(location));
        Scale = ThrowHelper.CheckPositive(scale, nameof(scale));
    }

    /// <inheritdoc/>
    public int ParameterCount => 2;

    /// <summary>The mean.</summary>
    public double Location { get; }

    /// <summary>The mean distance to it, above 0.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public double Mean => Location;

    /// <inheritdoc/>
    public double Variance => 2 * Scale * Scale;

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new LocationScale<T, StandardLaplace<T>>(Location, Scale), destination);
    }

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new LocationScale<T, StandardLaplace<T>>(Location, Scale), ParameterCount, destination, derivatives);
    }

    /// <inheritdoc/>
    public void LogDensity<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.LogDensity(x, new LocationScale<T, StandardLaplace<T>>(Location, Scale), destination);
    }

    /// <summary>Refuses parameters that the type of the draws does not hold.</summary>
    private void CheckParameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckHeld<T>(Location, nameof(Location));
        ThrowHelper.CheckHeld<T>(Scale, nameof(Scale), isDivisor: true);
    }
}
