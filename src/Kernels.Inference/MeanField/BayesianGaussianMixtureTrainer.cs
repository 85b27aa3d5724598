using System;
using System.Threading;

namespace Kernels.Inference;

/// <summary>Fits mixtures of Gaussians with full covariances by variational Bayes: q(z)·q(π)·Π_k q(μ_k, Λ_k).</summary>
/// <remarks>
/// π ~ Dir(α₀), μ_k | Λ_k ~ N(m₀, (β₀·Λ_k)⁻¹), Λ_k ~ Wishart(W₀, ν₀). A sweep updates the weights, the components and then, in one pass over the
/// observations, their assignments; the bound is exact after each, with all constants. Results do not depend on the number of threads or the width of vectors.
/// Source: Attias 2000, "A variational Bayesian framework for graphical models"; Bishop 2006, section 10.2.
/// </remarks>
/// <example>
/// Four components are allowed, two are needed:
/// <code>
/// double[] x = [0.1, 1.9, -0.2, 2.2, 0.0, 2.0, 4.1, 0.2, 3.9, -0.1, 4.2, 0.1];
/// BayesianGaussianMixtureOptions options = new() { ComponentCount = 4, WeightConcentration = 0.01, InverseScale = [0.1, 0, 0, 0.1] };
/// BayesianGaussianMixture mixture = new BayesianGaussianMixtureTrainer(options).Fit(x, dimension: 2);
/// IEnumerable&lt;string&gt; weights = mixture.Weights.ToArray().OrderDescending().Select(weight =&gt; $"{weight:F2}");
/// Console.WriteLine($"{mixture.CountOccupied(0.5)} components, weights {string.Join(' ', weights)}");
/// // 2 components, weights 0.50 0.50 0.00 0.00
/// double[] responsibilities = new double[4 * 6], logNormalizers = new double[6];
/// mixture.Responsibilities(x, responsibilities, logNormalizers);
/// Console.WriteLine($"the first observation is of one of them with probability {responsibilities[..4].Max():F3}");
/// // the first observation is of one of them with probability 1.000
/// </code>
/// </example>
/// <param name="options">The prior, and how to fit.</param>
public sealed class BayesianGaussianMixtureTrainer(BayesianGaussianMixtureOptions options)
{
    /// <summary>Fits from as many starts as the options say, and keeps the fit with the highest bound.</summary>
    /// <param name="x">Observations, one after the other.</param>
    /// <param name="dimension">d, values of an observation.</param>
    /// <param name="progress">Told the bound after every update.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    /// <returns>The approximate posterior.</returns>
    /// <exception cref="ArgumentException">Options or sizes do not fit, an observation is NaN or infinite, or the data's covariance is no prior: the message says which.</exception>
    /// <exception cref="ArithmeticException">The data's range is too large for double.</exception>
    public BayesianGaussianMixture Fit(
        ReadOnlyMemory<double> x, int dimension, Action<CoordinateAscentStep>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        int rows = MixtureObservations.Check(x.Span, dimension, []);
        options.Validate(dimension);
        if (rows == 0)
        {
            throw new ArgumentException("There are no observations; expected at least one.", nameof(x));
        }

        MixturePass<double> pass = new(x, dimension, default, options.Threads, cancellation);
        BayesianMixtureStart starts = new(pass, options);
        BayesianGaussianMixture? best = null;
        for (int start = 0; start < options.Restarts; start++)
        {
            BayesianMixtureFactors factors = starts.Create(start);
            IMeanFieldBlock[] blocks =
            [
                new MixtureWeightBlock(factors, starts.Concentration), new MixtureComponentBlock(factors, starts.Prior), new MixtureAssignmentBlock(factors, pass),
            ];
            CoordinateAscentResult ascent = CoordinateAscent.Run(blocks, options.Ascent, progress, cancellation);
            best = best is null || ascent.Bound > best.Ascent.Bound ? new BayesianGaussianMixture(factors, dimension, ascent) : best;
        }

        return best!;
    }
}
