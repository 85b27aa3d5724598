using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

/// <summary>Gumbel: p(x) = exp(−z − exp −z)/scale, z = (x − location)/scale.</summary>
/// <remarks>
/// z = −ln(−ln U).
/// x = location + scale·z: ∂x/∂location = 1, ∂x/∂scale = z.
/// Drawn by its quantile function, so a draw grows with its uniform number; good to a few units in the last place out to the ends, 2⁻³³ in float and 2⁻⁶⁵ in double.
/// Source: Devroye 1986, "Non-uniform random variate generation", II.2; derivatives: Kingma and Welling 2014, "Auto-encoding variational Bayes", section 2.4.
/// </remarks>
/// <example>
/// The largest of scores with Gumbel noise is a category, drawn with the probabilities of softmax:
/// <code>
/// var gumbel = new GumbelDistribution(location: 0, scale: 1);
/// double[] logits = [0, 1, 2], noise = new double[3 * 10_000];
/// gumbel.Sample&lt;double&gt;(new RandomStream(Seed: 1, Stream: 0), 0, noise);
/// int[] drawn = [.. noise.Chunk(3).Select(row =&gt; Enumerable.Range(0, 3).MaxBy(k =&gt; row[k] + logits[k]))];
/// double[] shares = new double[3];
/// Probability.Softmax&lt;double&gt;(logits, shares);
/// Console.WriteLine($"{drawn.Count(k =&gt; k == 2) / 10_000.0:F3}, exactly {shares[2]:F3}"); // 0.663, exactly 0.665
/// </code>
/// </example>
public readonly record struct GumbelDistribution : IDistribution
{
    /// <summary>Fixes the parameters.</summary>
    /// <param name="location">The mode.</param>
    /// <param name="scale">The scale, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public GumbelDistribution(double location, double scale)
    {
        Location = ThrowHelper.CheckFinite(location, nameof(location));
        Scale = ThrowHelper.CheckPositive(scale, nameof(scale));
    }

    /// <inheritdoc/>
    public int ParameterCount => 2;

    /// <summary>The mode.</summary>
    public double Location { get; }

    /// <summary>The scale, above 0.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public double Mean => Location + (0.57721566490153286061 * Scale);

    /// <inheritdoc/>
    public double Variance => Math.PI * Math.PI / 6 * Scale * Scale;

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new LocationScale<T, StandardGumbel<T>>(Location, Scale), destination);
    }

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new LocationScale<T, StandardGumbel<T>>(Location, Scale), ParameterCount, destination, derivatives);
    }

    /// <inheritdoc/>
    public void LogDensity<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.LogDensity(x, new LocationScale<T, StandardGumbel<T>>(Location, Scale), destination);
    }

    /// <summary>Refuses parameters that the type of the draws does not hold.</summary>
    private void CheckParameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckHeld<T>(Location, nameof(Location));
        ThrowHelper.CheckHeld<T>(Scale, nameof(Scale), isDivisor: true);
    }
}
