using System;

namespace Kernels.Inference;

/// <summary>Numbers x: T(x) = (x, x²), η = (μ/σ², −1/(2σ²)), A(η) = −η₁²/(4η₂) − ½·ln(−2η₂), h = (2π)^(−½).</summary>
/// <remarks>The <see cref="MultivariateGaussianFamily"/> of size 1, with its accuracy. The conjugate prior is the <see cref="NormalGammaFamily"/>.</remarks>
/// <example>
/// <code>
/// var family = new GaussianFamily();
/// double[] prior = new double[4], statistics = new double[2], posterior = new double[4];
/// NormalGammaFamily.FromMeanRate(mean: 0, meanPrecision: 1, shape: 1, rate: 1, prior);
/// int count = family.SumStatistics([1.5, 2.5, 0.5], statistics);
/// family.Posterior(prior, statistics, count, posterior);
/// (double mean, double meanPrecision, double shape, double rate) = NormalGammaFamily.ToMeanRate(posterior);
/// Console.WriteLine($"mean {mean}, worth {meanPrecision} observations; precision Gamma({shape}, {rate:F5})");
/// // mean 1.125, worth 4 observations; precision Gamma(2.5, 2.84375)
/// Console.WriteLine($"ln p(data) = {family.LogEvidence(prior, statistics, count):F4}"); // ln p(data) = -5.7781
/// </code>
/// </example>
public sealed class GaussianFamily : MultivariateGaussianFamily
{
    /// <summary>The family has no sizes.</summary>
    public GaussianFamily()
        : base(size: 1, new NormalGammaFamily())
    {
    }

    /// <summary>natural = (μ/σ², −1/(2σ²)).</summary>
    /// <param name="mean">μ.</param>
    /// <param name="variance">σ² &gt; 0.</param>
    /// <param name="natural">η.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, or the span has another length.</exception>
    public static void FromMeanVariance(double mean, double variance, Span<double> natural)
    {
        CheckLength(natural.Length, 2, "natural parameters", nameof(natural));
        if (!(double.IsFinite(mean) && variance > 0 && double.IsFinite(variance)))
        {
            throw new ArgumentException(FormattableString.Invariant($"The mean is {mean} and the variance {variance}; expected finite numbers, the second above 0."));
        }

        (natural[0], natural[1]) = (mean / variance, -0.5 / variance);
    }

    /// <summary>(μ, σ²).</summary>
    /// <param name="natural">η.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public static (double Mean, double Variance) ToMeanVariance(ReadOnlySpan<double> natural)
    {
        CheckLength(natural.Length, 2, "natural parameters", nameof(natural));
        return (-0.5 * natural[0] / natural[1], -0.5 / natural[1]);
    }
}
