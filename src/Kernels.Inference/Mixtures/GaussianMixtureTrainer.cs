using System;
using System.Collections.Generic;
using System.Numerics;
using System.Threading;

namespace Kernels.Inference;

/// <summary>Fits mixtures of Gaussians by EM: p(x) = Σ_k π_k N(x | μ_k, Σ_k).</summary>
/// <remarks>
/// An iteration is one pass over the observations: log densities, responsibilities (normalised by <see cref="Probability.Responsibilities{T}"/>) and their moments about
/// the means, a few hundred observations at a time; then the M-step from the moments. Parameters are held in double whatever the observations are.
/// Results do not depend on the number of threads or the width of vectors. Source: Bishop (2006), section 9.2.2.
/// </remarks>
/// <example>
/// <code>
/// double[] x = [0.1, 1.9, -0.2, 2.2, 0.0, 2.0, 4.1, 0.2, 3.9, -0.1, 4.2, 0.1]; // six observations of two values
/// GaussianMixtureOptions options = new() { ComponentCount = 2, Covariance = GaussianCovariance.Diagonal, Restarts = 3 };
/// GaussianMixture mixture = new GaussianMixtureTrainer&lt;double&gt;(options).Fit(x, dimension: 2);
/// Console.WriteLine(string.Join(' ', mixture.Assign&lt;double&gt;(x))); // 1 1 1 0 0 0
/// Console.WriteLine($"mean {mixture.Parameters.Mean(0)[0]:F2} {mixture.Parameters.Mean(0)[1]:F2}, BIC {mixture.Fit!.Bic:F1}");
/// // mean 4.07 0.07, BIC 8.5
/// mixture.Save("model");
/// </code>
/// </example>
/// <param name="options">How.</param>
/// <typeparam name="T">What observations are computed in: <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class GaussianMixtureTrainer<T>(GaussianMixtureOptions options)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Fits from as many starts as the options say, and keeps the likeliest fit.</summary>
    /// <param name="x">Observations, one after the other.</param>
    /// <param name="dimension">Values of an observation.</param>
    /// <param name="weights">How often each observation counts, ≥ 0; empty: once.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    /// <returns>The mixture, with how it came about in <see cref="GaussianMixture.Fit"/>.</returns>
    /// <exception cref="ArgumentException">Options or sizes do not fit, or an observation is NaN or infinite: the message says which.</exception>
    /// <exception cref="SingularCovarianceException">Every start ended in a covariance without an inverse: the message says of which component, and what to do.</exception>
    public GaussianMixture Fit(ReadOnlyMemory<T> x, int dimension, ReadOnlyMemory<T> weights = default, CancellationToken cancellation = default)
    {
        MixturePass<T> pass = Check(x, dimension, weights, cancellation);
        MixtureStarts<T> starts = new(pass, options);
        GaussianMixture? best = null;
        SingularCovarianceException? failure = null;
        int failed = 0;
        for (int start = 0; start < options.Restarts; start++)
        {
            try
            {
                RandomObservations<T> random = new(pass, options.Seed, start);
                GaussianMixture found = Climb(pass, starts.Create(random), random, start + 1);
                best = best is null || found.Fit!.LogLikelihood > best.Fit!.LogLikelihood ? found : best;
            }
            catch (SingularCovarianceException exception)
            {
                (failure, failed) = (exception, failed + 1);
            }
        }

        return best is null ? throw failure! : best.WithFit(best.Fit! with { FailedStarts = failed });
    }

    /// <summary>Fits from given parameters.</summary>
    /// <param name="x">Observations, one after the other.</param>
    /// <param name="start">Where EM begins; its covariances must be of the kind the options say.</param>
    /// <param name="weights">How often each observation counts, ≥ 0; empty: once.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    /// <returns>The mixture, with how it came about in <see cref="GaussianMixture.Fit"/>.</returns>
    /// <exception cref="ArgumentException">Options or sizes do not fit, or an observation is NaN or infinite: the message says which.</exception>
    /// <exception cref="SingularCovarianceException">A covariance has no inverse: the message says of which component, and what to do.</exception>
    public GaussianMixture Fit(ReadOnlyMemory<T> x, GaussianMixtureParameters start, ReadOnlyMemory<T> weights = default, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        MixturePass<T> pass = Check(x, start.Dimension, weights, cancellation);
        if (start.ComponentCount != options.ComponentCount || start.Covariance != options.Covariance)
        {
            throw new ArgumentException(
                $"The start has {start.ComponentCount} components of {start.Covariance} covariance; expected {options.ComponentCount} of {options.Covariance}, as the options say.", nameof(start));
        }

        return Climb(pass, start, new RandomObservations<T>(pass, options.Seed, 0), 1);
    }

    private GaussianMixture Climb(MixturePass<T> pass, GaussianMixtureParameters parameters, RandomObservations<T> random, int start)
    {
        MixtureMoments moments = new(WhitenedComponents<T>.ShapeOf(options.Covariance, pass.Dimension), options.ComponentCount, pass.Dimension);
        List<double> history = [];
        WhitenedComponents<T> components = WhitenedComponents<T>.Of(parameters);
        bool converged = false;
        int reseeded = random.Reseeded;
        while (!converged && history.Count < options.MaxIterations)
        {
            GaussianMixtureScore totals = pass.Run(components, moments);
            RequireNumber(totals.LogLikelihood, history.Count);
            converged = history.Count > 0 && Math.Abs(totals.LogLikelihood - history[^1]) < options.Tolerance * totals.ObservationCount;
            history.Add(totals.LogLikelihood);
            parameters = MixtureMaximization.Maximize(options.Covariance, moments, components.Origins(), options.Regularization, random);
            components = WhitenedComponents<T>.Of(parameters);
        }

        GaussianMixtureScore end = pass.Run(components, null, withCertainty: true);
        RequireNumber(end.LogLikelihood, history.Count);
        return new(parameters, GaussianMixtureFitResult.Of(parameters, end) with
        {
            Iterations = history.Count,
            Converged = converged,
            BestStart = start,
            Reseeded = random.Reseeded - reseeded,
            History = history,
        });
    }

    private MixturePass<T> Check(ReadOnlyMemory<T> x, int dimension, ReadOnlyMemory<T> weights, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        int rows = MixtureObservations.Check(x.Span, dimension, weights.Span);
        return rows >= options.ComponentCount ? new(x, dimension, weights, options.Threads, cancellation)
            : throw new ArgumentException($"There are {rows} observations; expected at least {options.ComponentCount}, one a component.", nameof(x));
    }

    internal static void RequireNumber(double logLikelihood, int iterations)
    {
        if (!double.IsFinite(logLikelihood))
        {
            throw new ArithmeticException(
                $"The log likelihood is {logLikelihood} after {iterations} iterations: an observation is further from every component than {typeof(T).Name} can say; expected data of a smaller range, or double.");
        }
    }
}
