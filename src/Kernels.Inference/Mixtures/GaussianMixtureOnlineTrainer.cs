using System;
using System.Collections.Generic;
using System.Numerics;
using System.Threading;

namespace Kernels.Inference;

/// <summary>Stepwise EM: a mixture learns from mini-batches, one after the other, and keeps none. For data that do not fit in memory, or never end.</summary>
/// <remarks>
/// s ← (1 − ρ_t)·s + ρ_t·ŝ(batch), and the M-step of s, where s holds the moments of an observation; ρ_t = (τ0 + t)^−κ. The first mini-batch is fit like a
/// data set of its own, with the starts and iterations that the options ask for. The moments are carried to each step's new means exactly, so they lose no digits.
/// Source: Cappé and Moulines (2009), "On-line expectation–maximization algorithm for latent data models", equations 6 and 7.
/// </remarks>
/// <example>
/// Twenty mini-batches of 500 numbers, half about −2 and half about 2:
/// <code>
/// GaussianMixtureOptions options = new() { ComponentCount = 2, Restarts = 3 };
/// GaussianMixtureOnlineTrainer&lt;double&gt; trainer = new(options, dimension: 1);
/// RandomStream stream = new(Seed: 1, Stream: 0);
/// double[] batch = new double[500];
/// for (int i = 0; i &lt; 20; i++)
/// {
///     new NormalDistribution(-2, 0.5).Sample&lt;double&gt;(stream, 500 * i, batch.AsSpan(0, 250));
///     new NormalDistribution(2, 0.5).Sample&lt;double&gt;(stream, (500 * i) + 250, batch.AsSpan(250));
///     trainer.PartialFit(batch); // nothing of it is kept
/// }
///
/// double[] means = trainer.Model().Parameters.Means.ToArray();
/// Console.WriteLine($"{trainer.ObservationCount} observations, means {means.Min():F2} {means.Max():F2}");
/// // 10000 observations, means -1.99 1.99
/// </code>
/// </example>
/// <typeparam name="T">What observations are computed in: <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class GaussianMixtureOnlineTrainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GaussianMixtureOptions _options;
    private readonly int _dimension;
    private readonly List<double> _history = [];
    private readonly MixtureMoments _moments;
    private readonly MixtureMoments _batch;
    private GaussianMixtureParameters? _parameters;
    private WhitenedComponents<T>? _components;

    /// <summary>Nothing is learnt yet.</summary>
    /// <param name="options">How.</param>
    /// <param name="dimension">Values of an observation.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public GaussianMixtureOnlineTrainer(GaussianMixtureOptions options, int dimension)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        options.Validate();
        (_options, _dimension) = (options, dimension);
        CovarianceShape shape = WhitenedComponents<T>.ShapeOf(options.Covariance, dimension);
        _moments = new(shape, options.ComponentCount, dimension);
        _batch = new(shape, options.ComponentCount, dimension);
    }

    /// <summary>Mini-batches learnt from.</summary>
    public int BatchCount => _history.Count;

    /// <summary>Observations learnt from, whatever they weigh.</summary>
    public long ObservationCount { get; private set; }

    /// <summary>The log likelihood of an observation of each mini-batch before it was learnt from; of the first one after.</summary>
    public IReadOnlyList<double> History => _history;

    /// <summary>Components that lost all their observations and were put on one drawn at random.</summary>
    public int Reseeded { get; private set; }

    /// <summary>Learns from a mini-batch; the first one has to hold at least a few observations for each component.</summary>
    /// <param name="x">Observations, one after the other.</param>
    /// <param name="weights">How often each observation counts, ≥ 0; empty: once. They count within the mini-batch: a step is as long as for any other.</param>
    /// <param name="cancellation">Looked at between blocks of observations; a mini-batch that is cancelled has changed nothing.</param>
    /// <returns>The log likelihood of an observation on average, before the mini-batch was learnt from; of the first one after.</returns>
    /// <exception cref="ArgumentException">It is empty, or an observation is NaN or infinite: the message says which.</exception>
    /// <exception cref="SingularCovarianceException">A covariance has no inverse: the message says of which component, and what to do.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public double PartialFit(ReadOnlyMemory<T> x, ReadOnlyMemory<T> weights = default, CancellationToken cancellation = default)
    {
        int rows = MixtureObservations.Check(x.Span, _dimension, weights.Span);
        if (rows == 0)
        {
            throw new ArgumentException("The mini-batch is empty; expected at least one observation.", nameof(x));
        }

        double logLikelihood = _parameters is null ? Begin(x, weights, cancellation) : Step(x, weights, cancellation);
        _history.Add(logLikelihood);
        ObservationCount += rows;
        return logLikelihood;
    }

    /// <summary>The mixture as it is now. <see cref="GaussianMixture.Fit"/> is not set: <see cref="GaussianMixture.Score"/> tells how well it fits observations.</summary>
    /// <returns>The mixture.</returns>
    /// <exception cref="InvalidOperationException">Nothing is learnt yet.</exception>
    public GaussianMixture Model() => new(_parameters ?? throw new InvalidOperationException("Nothing is learnt yet; expected a mini-batch first."));

    private double Begin(ReadOnlyMemory<T> x, ReadOnlyMemory<T> weights, CancellationToken cancellation)
    {
        GaussianMixture start = new GaussianMixtureTrainer<T>(_options).Fit(x, _dimension, weights, null, cancellation);
        if (start.Fit!.Cancelled)
        {
            throw new OperationCanceledException(cancellation);
        }

        GaussianMixtureParameters parameters = start.Parameters;
        WhitenedComponents<T> components = WhitenedComponents<T>.Of(parameters);
        for (int k = 0; k < parameters.ComponentCount; k++)
        {
            // The moments that these parameters are the M-step of.
            double[] covariance = parameters.CovarianceMatrix(k);
            _moments.Masses[k] = parameters.Weights[k];
            for (int i = 0; i < _dimension; i++)
            {
                for (int j = _moments.Shape == CovarianceShape.Full ? 0 : i; j <= i; j++)
                {
                    double withoutRegularization = covariance[(i * _dimension) + j] - (i == j ? _options.Regularization : 0);
                    _moments.Products[(k * _moments.Unit) + MixtureMoments.PlaceOf(_moments.Shape, _moments.Dimension, i, j)] += parameters.Weights[k] * withoutRegularization;
                }
            }
        }

        Carry(parameters.Means, components);
        (_parameters, _components, Reseeded) = (parameters, components, start.Fit.Reseeded);
        return start.Fit.LogLikelihood / start.Fit.ObservationCount;
    }

    private double Step(ReadOnlyMemory<T> x, ReadOnlyMemory<T> weights, CancellationToken cancellation)
    {
        WhitenedComponents<T> components = _components!;
        MixturePass<T> pass = new(x, _dimension, weights, _options.Threads, cancellation);
        GaussianMixtureScore score = pass.Run(components, _batch);
        GaussianMixtureTrainer<T>.RequireNumber(score.LogLikelihood, _history.Count);
        double rho = new RobbinsMonroSchedule(_options.Tau0, _options.Kappa).StepSize(_history.Count + 1);
        _moments.Blend(1 - rho, _batch, rho / score.ObservationCount);
        double[] origins = components.Origins();
        RandomObservations<T> random = new(pass, _options.Seed, _options.Restarts + _history.Count);
        GaussianMixtureParameters parameters = MixtureMaximization.Maximize(_options.Covariance, _moments, origins, _options.Regularization, random);
        _components = WhitenedComponents<T>.Of(parameters);
        Carry(origins, _components);
        _parameters = parameters;
        Reseeded += random.Reseeded;
        return score.LogLikelihood / score.ObservationCount;
    }

    /// <summary>Takes the moments from old origins to the means of components.</summary>
    private void Carry(ReadOnlySpan<double> origins, WhitenedComponents<T> components)
    {
        double[] shifts = components.Origins();
        for (int i = 0; i < shifts.Length; i++)
        {
            shifts[i] -= origins[i];
        }

        _moments.Shift(shifts);
    }
}
