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
    /// <param name="progress">Told after every iteration, on this thread.</param>
    /// <param name="cancellation">Looked at between blocks of observations; the likeliest fit until then is returned, once there is an iteration.</param>
    /// <returns>The mixture, with how it came about in <see cref="GaussianMixture.Fit"/>.</returns>
    /// <exception cref="ArgumentException">Options or sizes do not fit, or an observation is NaN or infinite: the message says which.</exception>
    /// <exception cref="SingularCovarianceException">Every start ended in a covariance without an inverse: the message says of which component, and what to do.</exception>
    /// <exception cref="ArithmeticException">The data's range is too large for <typeparamref name="T"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before the first iteration.</exception>
    public GaussianMixture Fit(
        ReadOnlyMemory<T> x, int dimension, ReadOnlyMemory<T> weights = default, Action<MixtureProgress>? progress = null, CancellationToken cancellation = default)
    {
        MixturePass<T> pass = Check(x, dimension, weights, cancellation);
        MixtureStarts<T> starts = new(pass, options);
        GaussianMixture? best = null;
        SingularCovarianceException? failure = null;
        int made = 0, failed = 0;
        bool cancelled = false;
        while (made < options.Restarts && !cancelled)
        {
            try
            {
                RandomObservations<T> random = new(pass, options.Seed, made++);
                GaussianMixture found = Climb(pass, starts.Create(random), random, made, progress);
                cancelled = found.Fit!.Cancelled;
                best = best is null || found.Fit.LogLikelihood > best.Fit!.LogLikelihood ? found : best;
            }
            catch (SingularCovarianceException exception)
            {
                (failure, failed) = (exception, failed + 1);
            }
            catch (OperationCanceledException) when (best is not null)
            {
                cancelled = true;
            }
        }

        return best is null ? throw failure! : best.WithFit(best.Fit! with { Cancelled = cancelled, StartCount = made, FailedStarts = failed });
    }

    /// <summary>Fits from given parameters.</summary>
    /// <param name="x">Observations, one after the other.</param>
    /// <param name="start">Where EM begins; its covariances must be of the kind the options say.</param>
    /// <param name="weights">How often each observation counts, ≥ 0; empty: once.</param>
    /// <param name="progress">Told after every iteration, on this thread.</param>
    /// <param name="cancellation">Looked at between blocks of observations; what was learnt until then is returned, once there is an iteration.</param>
    /// <returns>The mixture, with how it came about in <see cref="GaussianMixture.Fit"/>.</returns>
    /// <exception cref="ArgumentException">Options or sizes do not fit, or an observation is NaN or infinite: the message says which.</exception>
    /// <exception cref="SingularCovarianceException">A covariance has no inverse: the message says of which component, and what to do.</exception>
    /// <exception cref="ArithmeticException">The data's range is too large for <typeparamref name="T"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before the first iteration.</exception>
    public GaussianMixture Fit(
        ReadOnlyMemory<T> x, GaussianMixtureParameters start, ReadOnlyMemory<T> weights = default, Action<MixtureProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        MixturePass<T> pass = Check(x, start.Dimension, weights, cancellation);
        if (start.ComponentCount != options.ComponentCount || start.Covariance != options.Covariance)
        {
            throw new ArgumentException(
                $"The start has {start.ComponentCount} components of {start.Covariance} covariance; expected {options.ComponentCount} of {options.Covariance}, as the options say.", nameof(start));
        }

        return Climb(pass, start, new RandomObservations<T>(pass, options.Seed, 0), 1, progress);
    }

    private GaussianMixture Climb(
        MixturePass<T> pass, GaussianMixtureParameters parameters, RandomObservations<T> random, int start, Action<MixtureProgress>? progress)
    {
        MixtureMoments moments = new(WhitenedComponents<T>.ShapeOf(options.Covariance, pass.Dimension), options.ComponentCount, pass.Dimension);
        List<double> history = [];
        WhitenedComponents<T> components = WhitenedComponents<T>.Of(parameters);
        bool converged = false, cancelled = false;
        int reseeded = random.Reseeded;
        while (!converged && history.Count < options.MaxIterations)
        {
            cancelled = !pass.TryRun(components, moments, out GaussianMixtureScore totals);
            if (cancelled)
            {
                break;
            }

            RequireNumber(totals.LogLikelihood, history.Count);
            converged = history.Count > 0 && Math.Abs(totals.LogLikelihood - history[^1]) < options.Tolerance * totals.ObservationCount;
            history.Add(totals.LogLikelihood);
            parameters = MixtureMaximization.Maximize(options.Covariance, moments, components.Origins(), options.Regularization, random);
            components = WhitenedComponents<T>.Of(parameters);
            progress?.Invoke(new(start, options.Restarts, history.Count, totals.LogLikelihood));
        }

        if (history.Count == 0)
        {
            throw new OperationCanceledException(pass.Cancellation);
        }

        // What was learnt is scored whatever happens: one pass, and no model without its likelihood.
        GaussianMixtureScore end = pass.ToItsEnd().Run(components, null, withCertainty: true);
        RequireNumber(end.LogLikelihood, history.Count);
        return new(parameters, GaussianMixtureFitResult.Of(parameters, end, options.Regularization) with
        {
            Iterations = history.Count,
            Converged = converged,
            Cancelled = cancelled,
            BestStart = start,
            Reseeded = random.Reseeded - reseeded,
            History = history,
        });
    }

    private MixturePass<T> Check(ReadOnlyMemory<T> x, int dimension, ReadOnlyMemory<T> weights, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        MixtureObservations.Check(x.Span, dimension, weights.Span);
        MixturePass<T> pass = new(x, dimension, weights, options.Threads, cancellation);
        int counted = pass.CountRows();
        return counted >= options.ComponentCount ? pass : throw new ArgumentException(
            $"The number of observations{(weights.IsEmpty ? "" : " of a weight above 0")} is {counted}; expected at least {options.ComponentCount}, one a component.", nameof(x));
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
