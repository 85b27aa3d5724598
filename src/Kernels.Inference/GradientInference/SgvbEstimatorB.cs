using System;

namespace Kernels.Inference;

/// <summary>The second reparameterised estimator: the divergence from the prior in closed form, only the likelihood by draws.</summary>
/// <remarks>
/// −∂KL(q ‖ p(z))/∂φ + (∂z/∂φ)ᵀ·∂ ln p(x | z)/∂z. For a Gaussian q and a Gaussian prior; use it as <see cref="SgvbEstimatorA"/> is used.
/// Source: Kingma and Welling 2014, "Auto-encoding variational Bayes", equation 7. An object has room of its own: one a thread.
/// </remarks>
/// <example>
/// The gradient at one place, from few draws and from many:
/// <code>
/// var model = new LogisticRegressionModel(features: [1, -2], labels: [1, 0], featureCount: 1, priorDeviation: 1);
/// var family = new DiagonalGaussian(1);
/// var estimator = new SgvbEstimatorB();
/// double[] gradient = new double[2];
/// RandomStream stream = new(Seed: 1, Stream: 0);
/// estimator.Estimate(model, family, batch: [0, 1], stream, firstSample: 0, sampleCount: 10, gradient);
/// Console.WriteLine($"by μ {gradient[0]:F3}, by ln σ {gradient[1]:F3}"); // by μ 1.088, by ln σ 0.160
/// estimator.Estimate(model, family, batch: [0, 1], stream, firstSample: 0, sampleCount: 10_000, gradient);
/// Console.WriteLine($"by μ {gradient[0]:F3}, by ln σ {gradient[1]:F3}"); // by μ 1.506, by ln σ -0.813
/// </code>
/// </example>
public sealed class SgvbEstimatorB : IGradientEstimator
{
    private readonly SampledBound _sample = new();
    private double[] _divergenceGradient = [];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The model's prior is not Gaussian, or the family is not.</exception>
    public double Estimate(IGradientModel model, IVariationalFamily family, ReadOnlySpan<int> batch, in RandomStream stream, long firstSample, int sampleCount, Span<double> gradient)
    {
        SampledBound.Check(model, family, batch, sampleCount, gradient);
        if (model is not IGaussianPriorModel prior || family is not DiagonalGaussian gaussian)
        {
            throw new ArgumentException(
                $"The model is a {model.GetType().Name} and the family a {family.GetType().Name}; expected an {nameof(IGaussianPriorModel)} and a {nameof(DiagonalGaussian)}, whose divergence has a closed form.");
        }

        if (_divergenceGradient.Length != gradient.Length)
        {
            _divergenceGradient = new double[gradient.Length];
        }

        double divergence = gaussian.KullbackLeibler(prior.PriorMean, prior.PriorStandardDeviation, _divergenceGradient);
        gradient.Clear();
        double likelihood = 0;
        for (int s = 0; s < sampleCount; s++)
        {
            _sample.Evaluate(model, family, batch, stream, firstSample + s);
            likelihood += _sample.LogLikelihood;
            for (int i = 0; i < gradient.Length; i++)
            {
                gradient[i] += _sample.Slopes[i] * _sample.LikelihoodGradient[i % family.Dimension];
            }
        }

        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = (gradient[i] / sampleCount) - _divergenceGradient[i];
        }

        return (likelihood / sampleCount) - divergence;
    }
}
