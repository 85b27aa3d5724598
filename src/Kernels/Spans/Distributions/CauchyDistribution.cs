using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

/// <summary>Cauchy: p(x) = 1/(π·scale·(1 + z²)), z = (x − location)/scale.</summary>
/// <remarks>
/// z = tan π(U − ½).
/// x = location + scale·z: ∂x/∂location = 1, ∂x/∂scale = z.
/// Drawn by its quantile function, so a draw grows with its uniform number; good to a few units in the last place out to the ends, 2⁻³³ in float and 2⁻⁶⁵ in double.
/// Source: Devroye 1986, "Non-uniform random variate generation", II.2; derivatives: Kingma and Welling 2014, "Auto-encoding variational Bayes", section 2.4.
/// </remarks>
/// <example>
/// Its median is known, a mean it has none:
/// <code>
/// var cauchy = new CauchyDistribution(location: 3, scale: 1);
/// double[] draws = new double[10_001];
/// cauchy.Sample&lt;double&gt;(new RandomStream(Seed: 1, Stream: 0), 0, draws);
/// Console.WriteLine($"{draws.Order().ElementAt(5000):F2}, mean {cauchy.Mean}"); // 2.97, mean NaN
/// double[] logDensity = new double[1];
/// cauchy.LogDensity&lt;double&gt;([3], logDensity);
/// Console.WriteLine($"{Math.Exp(logDensity[0]):F4} = 1/π"); // 0.3183 = 1/π
/// </code>
/// </example>
public readonly record struct CauchyDistribution : IDistribution
{
    /// <summary>Fixes the parameters.</summary>
    /// <param name="location">The median.</param>
    /// <param name="scale">Half the distance of the quartiles, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public CauchyDistribution(double location, double scale)
    {
        Location = ThrowHelper.CheckFinite(location, nameof(location));
        Scale = ThrowHelper.CheckPositive(scale, nameof(scale));
    }

    /// <inheritdoc/>
    public int ParameterCount => 2;

    /// <summary>The median.</summary>
    public double Location { get; }

    /// <summary>Half the distance of the quartiles, above 0.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public double Mean => double.NaN;

    /// <inheritdoc/>
    public double Variance => double.NaN;

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new LocationScale<T, StandardCauchy<T>>(Location, Scale), destination);
    }

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new LocationScale<T, StandardCauchy<T>>(Location, Scale), ParameterCount, destination, derivatives);
    }

    /// <inheritdoc/>
    public void LogDensity<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.LogDensity(x, new LocationScale<T, StandardCauchy<T>>(Location, Scale), destination);
    }

    /// <summary>Refuses parameters that the type of the draws does not hold.</summary>
    private void CheckParameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckHeld<T>(Location, nameof(Location));
        ThrowHelper.CheckHeld<T>(Scale, nameof(Scale), isDivisor: true);
    }
}
