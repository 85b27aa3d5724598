using System;
using System.Numerics.Tensors;

namespace Kernels.Inference;

/// <summary>Rows of features with their targets, and the prior of the weights.</summary>
internal sealed class RegressionData
{
    private readonly double[] _features;
    private readonly double[] _targets;
    private readonly double _logDeviation;

    public RegressionData(ReadOnlySpan<double> features, ReadOnlySpan<double> targets, int featureCount, double priorDeviation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        if (targets.IsEmpty || features.Length != (long)targets.Length * featureCount)
        {
            throw new ArgumentException($"There are {features.Length} features and {targets.Length} targets; expected {featureCount} features for each target, and at least one.");
        }

        foreach (double value in features)
        {
            RequireFinite(value);
        }

        foreach (double value in targets)
        {
            RequireFinite(value);
        }

        (_features, _targets, FeatureCount) = (features.ToArray(), targets.ToArray(), featureCount);
        PriorMean = new double[featureCount];
        PriorDeviation = new double[featureCount];
        PriorDeviation.AsSpan().Fill(new NormalDistribution(0, priorDeviation).StandardDeviation);
        _logDeviation = OneNumber.Log(priorDeviation);
    }

    public int FeatureCount { get; }

    public int Count => _targets.Length;

    public double[] PriorMean { get; }

    public double[] PriorDeviation { get; }

    public double Target(int row) => _targets[row];

    /// <summary>x·w, in order.</summary>
    public double Product(int row, ReadOnlySpan<double> weights) => InOrder.Dot(_features.AsSpan(row * FeatureCount, FeatureCount), weights);

    /// <summary>destination += factor·x.</summary>
    public void AddRow(int row, double factor, Span<double> destination) =>
        TensorPrimitives.FusedMultiplyAdd(_features.AsSpan(row * FeatureCount, FeatureCount), factor, destination, destination);

    public double LogPrior(ReadOnlySpan<double> weights, Span<double> gradient)
    {
        double sum = 0;
        for (int j = 0; j < weights.Length; j++)
        {
            double standardised = weights[j] / PriorDeviation[j];
            sum += OneNumber.LogNormalDensity(standardised, _logDeviation);
            gradient[j] = -standardised / PriorDeviation[j];
        }

        return sum;
    }

    private static void RequireFinite(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException($"The data hold {value}; expected finite numbers.");
        }
    }
}
