using System;

namespace Kernels.Inference;

/// <summary>Bayesian logistic regression: y_i is 1 with probability 1/(1 + exp −x_i·w), else 0; w_j ~ N(0, τ²). Its posterior has no closed form.</summary>
/// <remarks>ln p(y | x, w) = y·a − ln(1 + exp a), a = x·w. Source: Bishop 2006, "Pattern recognition and machine learning", section 4.5.</remarks>
/// <example>
/// <code>
/// double[] features = [1, 0.5, 1, -1.2, 1, 2.0, 1, -0.3]; // four data of two features
/// var model = new LogisticRegressionModel(features, labels: [1, 0, 1, 0], featureCount: 2, priorDeviation: 3);
/// double[] gradient = new double[2];
/// double logLikelihood = model.LogLikelihood([0, 0], batch: [0, 1, 2, 3], gradient);
/// Console.WriteLine($"{logLikelihood:F4} = 4·ln ½, slope {gradient[0]} {gradient[1]}"); // -2.7726 = 4·ln ½, slope 0 2
/// </code>
/// </example>
public sealed class LogisticRegressionModel : IGaussianPriorModel
{
    private readonly RegressionData _data;

    /// <summary>Takes the data.</summary>
    /// <param name="features">N rows of as many values as there are features.</param>
    /// <param name="labels">y, N values, each 0 or 1.</param>
    /// <param name="featureCount">Features, 1 or more.</param>
    /// <param name="priorDeviation">τ, above 0.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, a label is neither 0 nor 1, or τ is not above 0.</exception>
    public LogisticRegressionModel(ReadOnlySpan<double> features, ReadOnlySpan<double> labels, int featureCount, double priorDeviation)
    {
        foreach (double label in labels)
        {
            if (label is not (0 or 1))
            {
                throw new ArgumentException($"A label is {label}; expected 0 or 1.", nameof(labels));
            }
        }

        _data = new RegressionData(features, labels, featureCount, priorDeviation);
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
        Span<double> terms = stackalloc double[2];
        double sum = 0;
        foreach (int i in batch)
        {
            double activation = _data.Product(i, z);
            terms[0] = activation;
            terms[1] = 0;

            // ln(exp a + exp 0) and the softmax of (a, 0), whose first value is the probability of a 1.
            double logNormalizer = Probability.LogSumExp<double>(terms);
            Probability.Softmax<double>(terms, terms);
            sum += (_data.Target(i) * activation) - logNormalizer;
            _data.AddRow(i, _data.Target(i) - terms[0], gradient);
        }

        return sum;
    }
}
