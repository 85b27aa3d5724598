using System;

namespace Kernels.Inference;

/// <summary>The first reparameterised estimator: the gradient of ln p(x, z) − ln q(z; φ) along z = g(ε; φ).</summary>
/// <remarks>
/// (∂z/∂φ)ᵀ·∂(ln p − ln q)/∂z − ∂ ln q/∂φ. The last term is 0 in the mean; without it (<c>dropScore</c>) the variance falls to 0 where q is the posterior (Roeder, Wu and Duvenaud 2017).
/// Source: Kingma and Welling 2014, "Auto-encoding variational Bayes", equation 6. An object has room of its own: one a thread.
/// </remarks>
/// <example>
/// <code>
/// double[] features = [1, 0, 1, 1, 1, 2];
/// var model = new LinearRegressionModel(features, targets: [0.9, 2.1, 2.9], featureCount: 2, noiseDeviation: 0.5, priorDeviation: 10);
/// var family = new DiagonalGaussian(2);
/// var optimizer = new Adam&lt;double&gt;(family.Parameters.Length, learningRate: 0.005);
/// var options = new GradientInferenceOptions { Steps = 5000, SamplesPerStep = 8, Seed = 1 };
/// GradientInferenceResult result = GradientInference.Fit(model, family, new SgvbEstimatorA(dropScore: true), optimizer, options);
/// Console.WriteLine($"slope {family.Mean[1]:F2}, bound {result.Bound:F1}"); // slope 1.01, bound -8.1
/// </code>
/// </example>
/// <param name="dropScore">Whether to leave the term −∂ ln q/∂φ out.</param>
public sealed class SgvbEstimatorA(bool dropScore = false) : IGradientEstimator
{
    private readonly SampledBound _sample = new();

    /// <inheritdoc/>
    public double Estimate(IGradientModel model, IVariationalFamily family, ReadOnlySpan<int> batch, in RandomStream stream, long firstSample, int sampleCount, Span<double> gradient)
    {
        SampledBound.Check(model, family, batch, sampleCount, gradient);
        gradient.Clear();
        double bound = 0;
        for (int s = 0; s < sampleCount; s++)
        {
            _sample.Evaluate(model, family, batch, stream, firstSample + s);
            bound += _sample.LogPrior + _sample.LogLikelihood - _sample.LogDensity;
            for (int i = 0; i < gradient.Length; i++)
            {
                int j = i % family.Dimension;
                double path = _sample.PriorGradient[j] + _sample.LikelihoodGradient[j] - _sample.DensityGradient[j];
                gradient[i] += (_sample.Slopes[i] * path) - (dropScore ? 0 : _sample.Score[i]);
            }
        }

        foreach (ref double value in gradient)
        {
            value /= sampleCount;
        }

        return bound / sampleCount;
    }
}
