using System;
using System.Collections.Generic;
using System.Linq;

namespace Kernels.Inference;

/// <summary>An approximate posterior of a Gaussian mixture: q(π) = Dir(α), q(μ_k, Λ_k) = N(μ_k | m_k, (β_k·Λ_k)⁻¹)·Wishart(Λ_k | W_k, ν_k).</summary>
/// <remarks>Made by <see cref="BayesianGaussianMixtureTrainer"/>; never changed, and may be shared by threads.</remarks>
/// <example>
/// <code>
/// double[] x = [0.1, 0.2, -0.2, 4.1, 3.9, 4.2];
/// var trainer = new BayesianGaussianMixtureTrainer(new BayesianGaussianMixtureOptions { ComponentCount = 2, InverseScale = [0.1] });
/// BayesianGaussianMixture mixture = trainer.Fit(x, dimension: 1);
/// double[] logDensity = new double[2];
/// mixture.LogPredictiveDensity([0.0, 2.0], logDensity);
/// Console.WriteLine($"{logDensity[0]:F2} at 0, {logDensity[1]:F2} between the heaps");
/// // -1.82 at 0, -2.10 between the heaps
/// GaussianMixture point = mixture.ToGaussianMixture();
/// Console.WriteLine(point.Parameters.Means.SequenceEqual(mixture.Means)); // True
/// </code>
/// </example>
public sealed class BayesianGaussianMixture
{
    private const int RowsAtOnce = 256;
    private readonly double[] _weights;
    private readonly double[] _concentrations;
    private readonly double[] _counts;
    private readonly double[] _means;
    private readonly double[] _meanPrecisions;
    private readonly double[] _degreesOfFreedom;
    private readonly double[] _covariances;
    private readonly WhitenedComponents<double> _expected;
    private readonly WhitenedComponents<double> _predictive;
    private readonly StudentMixture _student;
    private readonly GaussianMixture _mixture;

    internal BayesianGaussianMixture(
        BayesianMixtureFactors factors, MixturePass<double> pass, CoordinateAscentResult ascent, double priorConcentration, BayesianMixtureCourse course)
    {
        int dimension = pass.Dimension, components = factors.Components.Length, square = dimension * dimension;
        (Dimension, ComponentCount, Ascent) = (dimension, components, ascent);
        (_concentrations, _counts, _means) = ([.. factors.Concentrations], [.. factors.Counts], factors.Means());
        (_weights, _meanPrecisions, _degreesOfFreedom) = (new double[components], new double[components], new double[components]);
        _covariances = new double[components * square];
        double total = InOrder.Sum(_concentrations);
        for (int k = 0; k < components; k++)
        {
            GaussianWishartParameters component = factors.Components[k];
            _weights[k] = _concentrations[k] / total;
            _meanPrecisions[k] = component.MeanPrecision;
            _degreesOfFreedom[k] = 2 * component.Wishart.Shape;
            component.Wishart.InverseScale.CopyTo(_covariances.AsSpan(k * square));
            Symmetric.Scale(_covariances.AsSpan(k * square, square), 1 / component.Wishart.Shape);
        }

        _expected = factors.Expected();
        _student = new StudentMixture(factors.Components, _weights);
        _predictive = factors.Whiten(new double[components], StudentMixture.Factor);
        Starts = course.Starts;
        GaussianMixtureParameters means = new(GaussianCovariance.Full, dimension, _weights, _means, _covariances);
        GaussianMixtureScore score = pass.Run(WhitenedComponents<double>.Of(means), null, withCertainty: true);
        _mixture = new GaussianMixture(means, GaussianMixtureFitResult.Of(means, score) with
        {
            Iterations = ascent.Sweeps,
            Converged = ascent.Converged,
            Cancelled = course.Cancelled,
            StartCount = course.Starts.Count,
            BestStart = course.Best,
            History = [.. ascent.History.Where(step => step.Block == ascent.History[^1].Block).Select(step => step.Bound)],
            Bayesian = new()
            {
                Bound = ascent.Bound,
                WeightConcentration = priorConcentration,
                Counts = _counts,
                WeightConcentrations = _concentrations,
                MeanPrecisions = _meanPrecisions,
                DegreesOfFreedom = _degreesOfFreedom,
                Starts = course.Starts,
            },
        });
    }

    /// <summary>K.</summary>
    public int ComponentCount { get; }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>The course of the bound.</summary>
    public CoordinateAscentResult Ascent { get; }

    /// <summary>What each start came to.</summary>
    public IReadOnlyList<BayesianGaussianMixtureStart> Starts { get; }

    /// <summary>α, K values.</summary>
    public ReadOnlySpan<double> WeightConcentrations => _concentrations;

    /// <summary>E[π] = α/Σα, K values.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>N_k = Σ_n r_nk, the observations of each component, K values.</summary>
    public ReadOnlySpan<double> Counts => _counts;

    /// <summary>m = E[μ], K rows of d values.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>β, K values.</summary>
    public ReadOnlySpan<double> MeanPrecisions => _meanPrecisions;

    /// <summary>ν, K values.</summary>
    public ReadOnlySpan<double> DegreesOfFreedom => _degreesOfFreedom;

    /// <summary>E[Λ]⁻¹ = W⁻¹/ν, K matrices of d × d values, row by row.</summary>
    public ReadOnlySpan<double> Covariances => _covariances;

    /// <summary>How many components have at least so many observations.</summary>
    /// <param name="fewest">The least N_k that counts.</param>
    public int CountOccupied(double fewest)
    {
        int occupied = 0;
        foreach (double count in _counts)
        {
            occupied += count >= fewest ? 1 : 0;
        }

        return occupied;
    }

    /// <summary>q(z_n = k) of observations, and the logarithms that normalise them.</summary>
    /// <param name="x">N observations, finite.</param>
    /// <param name="destination">N rows of K values, or longer; separate memory.</param>
    /// <param name="logNormalizers">ln Σ_k exp E[ln π_k + ln N(x_n | μ_k, Λ_k⁻¹)], N values, or longer; separate memory.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, or an observation is NaN or infinite: the message says which.</exception>
    public void Responsibilities(ReadOnlySpan<double> x, Span<double> destination, Span<double> logNormalizers)
    {
        int rows = MixtureObservations.Check(x, Dimension, []);
        if (destination.Length < (long)rows * ComponentCount || logNormalizers.Length < rows)
        {
            throw new ArgumentException(
                $"There is room for {destination.Length} responsibilities and {logNormalizers.Length} normalisers; expected at least {(long)rows * ComponentCount} and {rows}.", nameof(destination));
        }

        Span<double> shares = destination[..(rows * ComponentCount)];
        _expected.LogDensities(x, shares);
        Probability.Responsibilities<double>(shares, ComponentCount, shares, logNormalizers);
    }

    /// <summary>ln p(x_n | data): a mixture of Student's t distributions, the parameters integrated out (Bishop 2006, equation 10.81).</summary>
    /// <param name="x">N observations, finite.</param>
    /// <param name="destination">N values, or longer; separate memory.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, or an observation is NaN or infinite: the message says which.</exception>
    public void LogPredictiveDensity(ReadOnlySpan<double> x, Span<double> destination)
    {
        int rows = MixtureObservations.Check(x, Dimension, []);
        if (destination.Length < rows)
        {
            throw new ArgumentException($"The destination holds {destination.Length} values; expected at least {rows}.", nameof(destination));
        }

        double[] logs = new double[Math.Min(rows, RowsAtOnce) * ComponentCount], room = new double[logs.Length];
        for (int first = 0; first < rows; first += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, rows - first);
            Span<double> block = logs.AsSpan(0, count * ComponentCount);
            _predictive.LogDensities(x.Slice(first * Dimension, count * Dimension), block);
            _student.LogDensities(block, room, destination.Slice(first, count));
        }
    }

    /// <summary>The mixture of the means: weights E[π], means E[μ], covariances E[Λ]⁻¹. Its <see cref="GaussianMixture.Fit"/> keeps the rest of the posterior.</summary>
    /// <returns>A mixture that can be saved, and scored as others are.</returns>
    public GaussianMixture ToGaussianMixture() => _mixture;
}
