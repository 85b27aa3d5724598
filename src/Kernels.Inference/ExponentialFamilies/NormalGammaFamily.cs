using System;

namespace Kernels.Inference;

/// <summary>A mean μ and a precision τ together: μ | τ ~ N(m, 1/(κ·τ)), τ ~ Gamma(a, b); T = (ln τ, τ, τ·μ, τ·μ²), η = (a, −b − ½·κ·m², κ·m, −½·κ).</summary>
/// <remarks>
/// The <see cref="GaussianWishartFamily"/> of size 1 with a = ν/2 and b = 1/(2W), and its accuracy: A(η) = ln Γ(a) − a·ln b − ½·ln κ, h = (2π·τ)^(−½).
/// An observation is (μ, τ). It is the conjugate prior of the <see cref="GaussianFamily"/>.
/// </remarks>
/// <example>
/// <code>
/// var family = new NormalGammaFamily();
/// double[] natural = new double[4], expected = new double[4];
/// NormalGammaFamily.FromMeanRate(mean: 1, meanPrecision: 2, shape: 3, rate: 4, natural);
/// family.MeanParameters(natural, expected);
/// Console.WriteLine($"E τ = {expected[1]:F4}, entropy {family.Entropy(natural):F4}"); // E τ = 0.7500, entropy 1.7654
/// </code>
/// </example>
public sealed class NormalGammaFamily : GaussianWishartFamily
{
    /// <summary>The family has no sizes.</summary>
    public NormalGammaFamily()
        : base(size: 1)
    {
    }

    /// <summary>η of the usual parameters.</summary>
    /// <param name="mean">m.</param>
    /// <param name="meanPrecision">κ &gt; 0, the observations that the prior mean is worth.</param>
    /// <param name="shape">a &gt; 0.</param>
    /// <param name="rate">b &gt; 0.</param>
    /// <param name="natural">η.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, or the span has another length.</exception>
    public static void FromMeanRate(double mean, double meanPrecision, double shape, double rate, Span<double> natural)
    {
        CheckLength(natural.Length, 4, "natural parameters", nameof(natural));
        if (new GaussianWishartParameters(1).TrySet(meanPrecision, [mean], shape, [rate]) is { } wrong)
        {
            throw new ArgumentException(wrong);
        }

        (natural[0], natural[1], natural[2], natural[3]) = (shape, -rate - (0.5 * meanPrecision * mean * mean), meanPrecision * mean, -0.5 * meanPrecision);
    }

    /// <summary>(m, κ, a, b).</summary>
    /// <param name="natural">η.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public static (double Mean, double MeanPrecision, double Shape, double Rate) ToMeanRate(ReadOnlySpan<double> natural)
    {
        CheckLength(natural.Length, 4, "natural parameters", nameof(natural));
        double meanPrecision = -2 * natural[3], mean = natural[2] / meanPrecision;
        return (mean, meanPrecision, natural[0], -natural[1] - (0.5 * meanPrecision * mean * mean));
    }
}
