using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

/// <summary>Rayleigh: p(x) = x/scale²·exp(−x²/(2·scale²)), x ≥ 0.</summary>
/// <remarks>
/// x = scale·√(−2·ln(1 − U)); ∂x/∂scale = x/scale.
/// Drawn by its quantile function, so a draw grows with its uniform number; good to a few units in the last place out to the ends, 2⁻³³ in float and 2⁻⁶⁵ in double.
/// Source: Devroye 1986, "Non-uniform random variate generation", II.2; derivatives: Kingma and Welling 2014, "Auto-encoding variational Bayes", section 2.4.
/// </remarks>
/// <example>
/// How far a shot lands from the middle, where it errs as a Gaussian in both directions:
/// <code>
/// var distance = new RayleighDistribution(scale: 2);
/// double[] draws = new double[10_000];
/// distance.Sample&lt;double&gt;(new RandomStream(Seed: 1, Stream: 0), 0, draws);
/// Console.WriteLine($"mean {distance.Mean:F3}, of the draws {draws.Average():F3}"); // mean 2.507, of the draws 2.496
/// Console.WriteLine($"within 2: {draws.Count(x =&gt; x &lt; 2) / 10_000.0:F3}, exactly {1 - Math.Exp(-0.5):F3}");
/// // within 2: 0.397, exactly 0.393
/// </code>
/// </example>
public readonly record struct RayleighDistribution : IDistribution
{
    /// <summary>Fixes the parameters.</summary>
    /// <param name="scale">The scale, above 0: the mode.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public RayleighDistribution(double scale)
    {
        Scale = ThrowHelper.CheckPositive(scale, nameof(scale));
    }

    /// <inheritdoc/>
    public int ParameterCount => 1;

    /// <summary>The scale, above 0: the mode.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public double Mean => Scale * Math.Sqrt(Math.PI / 2);

    /// <inheritdoc/>
    public double Variance => (2 - (Math.PI / 2)) * Scale * Scale;

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new RayleighDraw<T>(Scale), destination);
    }

    /// <inheritdoc/>
    public void Sample<T>(in RandomStream stream, long first, Span<T> destination, Span<T> derivatives)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.Sample(stream, first, new RayleighDraw<T>(Scale), ParameterCount, destination, derivatives);
    }

    /// <inheritdoc/>
    public void LogDensity<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckParameters<T>();
        Draws.LogDensity(x, new RayleighDraw<T>(Scale), destination);
    }

    /// <summary>Refuses parameters that the type of the draws does not hold.</summary>
    private void CheckParameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckHeld<T>(Scale, nameof(Scale), isDivisor: true);
    }
}
