using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

/// <summary>Logistic: p(x) = exp(−z)/(scale·(1 + exp −z)²), z = (x − location)/scale.</summary>
/// <remarks>
/// z = ln(U/(1 − U)).
/// x = location + scale·z: ∂x/∂location = 1, ∂x/∂scale = z.
/// Drawn by its quantile function, so a draw grows with its uniform number; good to a few units in the last place out to the ends, 2⁻³³ in float and 2⁻⁶⁵ in double.
/// Source: Devroye 1986, "Non-uniform random variate generation", II.2; derivatives: Kingma and Welling 2014, "Auto-encoding variational Bayes", section 2.4.
/// </remarks>
/// <example>
/// <code>
/// var logistic = new LogisticDistribution(location: 0, scale: 1);
/// double[] draws = new double[10_000];
/// logistic.Sample&lt;double&gt;(new RandomStream(Seed: 1, Stream: 0), 0, draws);
/// Console.WriteLine($"below 2: {draws.Count(x =&gt; x &lt; 2) / 10_000.0:F3}, exactly {1 / (1 + Math.Exp(-2)):F3}");
/// // below 2: 0.887, exactly 0.881
/// Console.WriteLine($"variance {logistic.Variance:F4} = π²/3"); // variance 3.2899 = π²/3
/// </code>
/// </example>
public readonly record struct LogisticDistribution : IDistribution
{
    /// <summary>Fixes the parameters.</summary>
    /// <param name="location">The mean.</param>
    /// <param name="scale">The scale, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public LogisticDistribution(double location, double scale)
    {
        Location = ThrowHelper.CheckFinite(location, nameof(location));
        Scale = ThrowHelper.CheckPositive(scale, nameof(scale));
    }

    /// <inheritdoc/>
    public int ParameterCount => 2;

    /// <summary>The mean.</summary>
    public double Location { get; }

    /// <summary>The scale, above 0.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public double Mean => Location;

    /// <inheritdoc/>
    public double Variance => Math.PI * Math.PI / 3 * Scale * Scale;

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new LocationScale<T, StandardLogistic<T>>(Location, Scale), destination);
    }

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new LocationScale<T, StandardLogistic<T>>(Location, Scale), ParameterCount, destination, derivatives);
    }

    /// <inheritdoc/>
    public void LogDensity<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.LogDensity(x, new LocationScale<T, StandardLogistic<T>>(Location, Scale), destination);
    }

    /// <summary>Refuses parameters that the type of the draws does not hold.</summary>
    private void CheckParameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckHeld<T>(Location, nameof(Location));
        ThrowHelper.CheckHeld<T>(Scale, nameof(Scale), isDivisor: true);
    }
}
