using System;
using System.Collections.Generic;
using System.Linq;

namespace Kernels.Inference;

/// <summary>A Gaussian mixture of given observations as a function F(q, θ), for EM in steps of one's own: ECM, or M-steps that only improve.</summary>
/// <remarks>q is N rows of K responsibilities. <see cref="GaussianMixtureTrainer{T}"/> does the same much faster where the M-step is the usual one.</remarks>
/// <example>
/// ECM in three blocks, covariances diagonal:
/// <code>
/// double[] x = [-2.1, -1.9, -2.0, 2.2, 1.8, 2.1];
/// GaussianMixtureLikelihood mixture = new(x, dimension: 1);
/// GaussianMixtureParameters start = new(GaussianCovariance.Diagonal, 1, [0.5, 0.5], [-1, 1], [1, 1]);
/// ExpectationMaximization&lt;GaussianMixtureParameters, double[]&gt; em = new(
///     mixture, mixture.WeightsStep(), mixture.MeansStep(), mixture.CovariancesStep());
/// var result = em.Run(start);
/// Console.WriteLine($"means {result.Parameters.Mean(0)[0]:F3} {result.Parameters.Mean(1)[0]:F3}, falls: {result.Falls}");
/// // means -2.000 2.033, falls: 0
/// Console.WriteLine($"F = {result.History[^1].Bound:F4}, log likelihood {mixture.LogLikelihood(result.Parameters):F4}");
/// // F = 0.1599, log likelihood 0.1599
/// </code>
/// </example>
public sealed class GaussianMixtureLikelihood : ILatentVariableModel<GaussianMixtureParameters, double[]>
{
    private readonly double[] _x;
    private readonly int _rows;

    /// <summary>Takes a copy of the observations.</summary>
    /// <param name="x">N observations, one after the other, finite.</param>
    /// <param name="dimension">Values of an observation.</param>
    /// <exception cref="ArgumentException">There are none, or one is NaN or infinite: the message says which.</exception>
    public GaussianMixtureLikelihood(ReadOnlySpan<double> x, int dimension)
    {
        _rows = MixtureObservations.Check(x, dimension, []);
        _x = _rows > 0 ? x.ToArray() : throw new ArgumentException("There are no observations; expected at least one.", nameof(x));
        Dimension = dimension;
    }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <inheritdoc/>
    public double[] Expectation(GaussianMixtureParameters parameters)
    {
        double[] responsibilities = LogJoint(parameters);
        Probability.Responsibilities<double>(responsibilities, parameters.ComponentCount, responsibilities, new double[_rows]);
        return responsibilities;
    }

    /// <inheritdoc/>
    public double Bound(double[] posterior, GaussianMixtureParameters parameters) =>
        Sum(posterior, LogJoint(parameters), (r, logJoint) => r * (logJoint - Math.Log(r)));

    /// <inheritdoc/>
    public double Divergence(double[] posterior, GaussianMixtureParameters parameters)
    {
        double[] logJoint = LogJoint(parameters);
        double[] logNormalizers = new double[_rows];
        Probability.LogSumExpRows<double>(logJoint, parameters.ComponentCount, logNormalizers);
        for (int i = 0; i < logJoint.Length; i++)
        {
            logJoint[i] -= logNormalizers[i / parameters.ComponentCount];
        }

        return Sum(posterior, logJoint, (r, logPosterior) => r * (Math.Log(r) - logPosterior));
    }

    /// <inheritdoc/>
    public double LogLikelihood(GaussianMixtureParameters parameters)
    {
        double[] logNormalizers = new double[_rows];
        double[] logJoint = LogJoint(parameters);
        Probability.LogSumExpRows<double>(logJoint, parameters.ComponentCount, logNormalizers);
        return logNormalizers.Sum();
    }

    /// <summary>The whole M-step: π, μ and Σ where F(q, ·) is largest.</summary>
    /// <returns>The step.</returns>
    public MaximizationStep<GaussianMixtureParameters, double[]> MaximumStep() => new("maximization", (q, theta) => Maximize(q, theta, areMeansHeld: false));

    /// <summary>π where F is largest, μ and Σ held.</summary>
    /// <returns>The step.</returns>
    public MaximizationStep<GaussianMixtureParameters, double[]> WeightsStep() =>
        new("weights", (q, theta) => new(theta.Covariance, Dimension, Maximize(q, theta, areMeansHeld: false).Weights, theta.Means, theta.Covariances));

    /// <summary>μ where F is largest, π and Σ held; or only part of the way there, which improves F too.</summary>
    /// <param name="fraction">How far, in (0, 2): F rises by fraction·(2 − fraction) of the most.</param>
    /// <returns>The step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is out of range.</exception>
    public MaximizationStep<GaussianMixtureParameters, double[]> MeansStep(double fraction = 1)
    {
        if (!(fraction is > 0 and < 2))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, $"The fraction is {fraction}; expected above 0 and below 2.");
        }

        return new("means", (q, theta) =>
        {
            double[] means = Maximize(q, theta, areMeansHeld: false).Means.ToArray();
            for (int i = 0; i < means.Length; i++)
            {
                means[i] = theta.Means[i] + (fraction * (means[i] - theta.Means[i]));
            }

            return new(theta.Covariance, Dimension, theta.Weights, means, theta.Covariances);
        });
    }

    /// <summary>Σ where F is largest, π and μ held.</summary>
    /// <returns>The step.</returns>
    public MaximizationStep<GaussianMixtureParameters, double[]> CovariancesStep() =>
        new("covariances", (q, theta) => new(theta.Covariance, Dimension, theta.Weights, theta.Means, Maximize(q, theta, areMeansHeld: true).Covariances));

    private GaussianMixtureParameters Maximize(double[] posterior, GaussianMixtureParameters theta, bool areMeansHeld)
    {
        MixtureMoments moments = new(WhitenedComponents<double>.ShapeOf(theta.Covariance, Dimension), theta.ComponentCount, Dimension);
        moments.Add<double>(_x, posterior, theta.Means);
        if (areMeansHeld)
        {
            // About means that stay where they are, the products alone make the covariances.
            Array.Clear(moments.Sums);
        }

        Held held = new(theta, moments.Masses);
        return held.Restore(MixtureMaximization.Maximize(theta.Covariance, moments, theta.Means, 0, held));
    }

    private double[] LogJoint(GaussianMixtureParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Dimension != Dimension)
        {
            throw new ArgumentException($"The parameters are of {parameters.Dimension} dimensions; expected {Dimension}, as the observations have.", nameof(parameters));
        }

        double[] logJoint = new double[(long)_rows * parameters.ComponentCount];
        WhitenedComponents<double>.Of(parameters).LogDensities(_x, logJoint);
        return logJoint;
    }

    /// <summary>Σ of terms, 0 where r is; observation by observation, so that long sums do not lose small terms.</summary>
    private double Sum(double[] posterior, double[] logarithms, Func<double, double, double> term)
    {
        ArgumentNullException.ThrowIfNull(posterior);
        if (posterior.Length != logarithms.Length)
        {
            throw new ArgumentException($"The posterior holds {posterior.Length} values; expected {logarithms.Length}, a row an observation.", nameof(posterior));
        }

        int k = posterior.Length / _rows;
        double total = 0;
        for (int n = 0; n < _rows; n++)
        {
            double sum = 0;
            for (int i = n * k; i < (n + 1) * k; i++)
            {
                sum += posterior[i] == 0 ? 0 : term(posterior[i], logarithms[i]);
            }

            total += sum;
        }

        return total;
    }

    /// <summary>A component without observations, or all but, stays where it is. Its share stays too: r·ln π is −∞ where π is 0 and r is not.</summary>
    private sealed class Held(GaussianMixtureParameters parameters, double[] masses) : IEmptyComponents
    {
        private readonly List<int> _components = [];

        public double Replace(int component, Span<double> mean)
        {
            _components.Add(component);
            parameters.Mean(component).CopyTo(mean);
            return masses[component] / masses.Average();
        }

        /// <summary>Their own covariances instead of the mean one of the others.</summary>
        public GaussianMixtureParameters Restore(GaussianMixtureParameters maximal)
        {
            if (_components.Count == 0 || maximal.Covariance == GaussianCovariance.Tied)
            {
                return maximal;
            }

            double[] covariances = maximal.Covariances.ToArray();
            int unit = covariances.Length / maximal.ComponentCount;
            foreach (int k in _components)
            {
                parameters.Covariances.Slice(k * unit, unit).CopyTo(covariances.AsSpan(k * unit));
            }

            return new(maximal.Covariance, maximal.Dimension, maximal.Weights, maximal.Means, covariances);
        }
    }
}
