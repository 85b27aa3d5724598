using System;
using System.Collections.Generic;
using System.Linq;
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
    /// <param name="weights">How often each observation counts, ≥ 0; empty: once.</param>
    /// <param name="progress">Told after every sweep, on this thread.</param>
    /// <param name="cancellation">Looked at before every sweep; the best fit until then is returned, once there is a sweep.</param>
    /// <returns>The approximate posterior.</returns>
    /// <exception cref="ArgumentException">Options or sizes do not fit, an observation is NaN or infinite, or the data's covariance is no prior: the message says which.</exception>
    /// <exception cref="ArithmeticException">The data's range is too large for double.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before the first sweep.</exception>
    public BayesianGaussianMixture Fit(
        ReadOnlyMemory<double> x, int dimension, ReadOnlyMemory<double> weights = default, Action<MixtureProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        int rows = MixtureObservations.Check(x.Span, dimension, weights.Span);
        options.Validate(dimension);
        if (rows == 0)
        {
            throw new ArgumentException("There are no observations; expected at least one.", nameof(x));
        }

        MixturePass<double> pass = new(x, dimension, weights, options.Threads, cancellation), whole = pass.ToItsEnd();
        BayesianMixtureStart starts = new(pass, options);
        List<BayesianGaussianMixtureStart> made = [];
        (BayesianMixtureFactors Factors, CoordinateAscentResult Ascent, int Start)? best = null;
        bool cancelled = false;
        while (made.Count < options.Restarts && !cancelled)
        {
            try
            {
                BayesianMixtureFactors factors = starts.Create(made.Count);
                IMeanFieldBlock[] blocks =
                [
                    new MixtureWeightBlock(factors, starts.Concentration), new MixtureComponentBlock(factors, starts.Prior), new MixtureAssignmentBlock(factors, whole),
                ];
                CoordinateAscentResult ascent = CoordinateAscent.Run(blocks, options.Ascent, Sweeps(blocks[^1].Name, made.Count + 1, progress), cancellation);
                cancelled = ascent.Cancelled;
                made.Add(new(ascent.Bound, ascent.Sweeps, ascent.Converged, factors.Counts.Count(count => count >= 1)));
                best = best is null || ascent.Bound > best.Value.Ascent.Bound ? (factors, ascent, made.Count) : best;
            }
            catch (OperationCanceledException) when (best is not null)
            {
                cancelled = true;
            }
        }

        return new(best!.Value.Factors, whole, best.Value.Ascent, starts.Concentration, new() { Cancelled = cancelled, Starts = made, Best = best.Value.Start });
    }

    /// <summary>Hands on the bound after the last block of each sweep.</summary>
    private Action<CoordinateAscentStep>? Sweeps(string last, int start, Action<MixtureProgress>? progress) => progress is null ? null : step =>
    {
        if (step.Block == last)
        {
            progress(new(start, options.Restarts, step.Sweep, step.Bound));
        }
    };
}
