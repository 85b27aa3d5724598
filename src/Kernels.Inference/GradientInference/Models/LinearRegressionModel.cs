using System;

namespace Kernels.Inference;

/// <summary>Bayesian linear regression: y_i ~ N(x_i·w, s²), w_j ~ N(0, τ²). Its posterior is Gaussian and known, so that inference can be held against it.</summary>
/// <remarks>The posterior's precision is XᵀX/s² + I/τ². Source: Bishop 2006, "Pattern recognition and machine learning", section 3.3.</remarks>
/// <example>
/// A line through three points; least squares give 29/30 + x, and the prior is wide:
/// <code>
/// double[] features = [1, 0, 1, 1, 1, 2]; // a constant and x
/// var model = new LinearRegressionModel(features, targets: [0.9, 2.1, 2.9], featureCount: 2, noiseDeviation: 0.5, priorDeviation: 10);
/// var family = new DiagonalGaussian(model.Dimension);
/// var optimizer = new Adam&lt;double&gt;(family.Parameters.Length, learningRate: 0.005);
/// var options = new GradientInferenceOptions { Steps = 5000, SamplesPerStep = 8, Seed = 1 };
/// GradientInference.Fit(model, family, new SgvbEstimatorB(), optimizer, options);
/// Console.WriteLine($"{family.Mean[0]:F2} + {family.Mean[1]:F2}·x"); // 0.97 + 0.99·x
/// </code>
/// </example>
public sealed class LinearRegressionModel : IGaussianPriorModel
{
    private readonly RegressionData _data;
    private readonly double _precision;
    private readonly double _logNormalizer;

    /// <summary>Takes the data.</summary>
    /// <param name="features">N rows of as many values as there are features.</param>
    /// <param name="targets">y, N values.</param>
    /// <param name="featureCount">Features, 1 or more.</param>
    /// <param name="noiseDeviation">s, above 0.</param>
    /// <param name="priorDeviation">τ, above 0.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, or a number is out of its range.</exception>
    public LinearRegressionModel(ReadOnlySpan<double> features, ReadOnlySpan<double> targets, int featureCount, double noiseDeviation, double priorDeviation)
    {
        var noise = new NormalDistribution(0, noiseDeviation);
        _data = new RegressionData(features, targets, featureCount, priorDeviation);
        _precision = 1 / noise.Variance;
        _logNormalizer = OneNumber.LogNormalDensity(0, OneNumber.Log(noiseDeviation));
    }

    /// <inheritdoc/>
    public int Dimension => _data.FeatureCount;

    /// <inheritdoc/>
    public int DataCount => _data.Count;

    /// <inheritdoc/>
    public ReadOnlySpan<double> PriorMean => _data.PriorMean;

    /// <inheritdoc/>
    public ReadOnlySpan<double> PriorStandardDeviation => _data.PriorDeviation;

    /// <inheritdoc/>
    public double LogPrior(ReadOnlySpan<double> z, Span<double> gradient) => _data.LogPrior(z, gradient);

    /// <inheritdoc/>
    public double LogLikelihood(ReadOnlySpan<double> z, ReadOnlySpan<int> batch, Span<double> gradient)
    {
        gradient.Clear();
        double sum = 0;
        foreach (int i in batch)
        {
            double residual = _data.Target(i) - _data.Product(i, z);
            sum += _logNormalizer - (0.5 * _precision * residual * residual);
            _data.AddRow(i, _precision * residual, gradient);
        }

        return sum;
    }
}
