using System;
using System.Linq;

namespace Kernels.Inference.Tests;

/// <summary>Linear regression on 30 made-up data with 3 features, and the bound of a Gaussian q on it in closed form.</summary>
internal static class ConjugateRegression
{
    private const int Count = 30;
    private const int Features = 3;
    private const double Noise = 0.7;
    private const double Prior = 2;

    private static readonly double[] s_features = [.. Enumerable.Range(0, Count * Features).Select(i => i % Features == 0 ? 1 : Math.Sin(1.7 * i) + (0.3 * Math.Cos(0.4 * i)))];

    private static readonly double[] s_targets = [.. Enumerable.Range(0, Count).Select(i => 0.5 - s_features[(3 * i) + 1] + (2 * s_features[(3 * i) + 2]) + (0.6 * Math.Sin(11.3 * i)))];

    public static LinearRegressionModel Model { get; } = new(s_features, s_targets, Features, Noise, Prior);

    /// <summary>A q away from the posterior.</summary>
    public static DiagonalGaussian Family()
    {
        var family = new DiagonalGaussian(Features);
        double[] parameters = [0.2, -0.5, 1, -1, -0.7, -1.2];
        parameters.CopyTo(family.Parameters);
        return family;
    }

    /// <summary>E_q ln p(x, z) − E_q ln q and its gradient by μ and ln σ, by hand.</summary>
    public static (double Bound, double[] Gradient) Bound(DiagonalGaussian family)
    {
        double[] mean = family.Mean.ToArray();
        double[] deviation = [.. family.LogStandardDeviation.ToArray().Select(Math.Exp)];
        double bound = 0;
        double[] gradient = new double[2 * Features];
        for (int i = 0; i < Count; i++)
        {
            double[] x = s_features[(i * Features)..((i + 1) * Features)];
            double residual = s_targets[i] - x.Zip(mean, (a, b) => a * b).Sum();
            bound -= (0.5 * Math.Log(2 * Math.PI * Noise * Noise)) + (0.5 * ((residual * residual) + x.Zip(deviation, (a, s) => a * a * s * s).Sum()) / (Noise * Noise));
            for (int j = 0; j < Features; j++)
            {
                gradient[j] += residual * x[j] / (Noise * Noise);
                gradient[Features + j] -= x[j] * x[j] * deviation[j] * deviation[j] / (Noise * Noise);
            }
        }

        for (int j = 0; j < Features; j++)
        {
            bound += (0.5 * Math.Log(2 * Math.PI * Math.E)) + Math.Log(deviation[j]) - (0.5 * Math.Log(2 * Math.PI * Prior * Prior)) - (0.5 * ((mean[j] * mean[j]) + (deviation[j] * deviation[j])) / (Prior * Prior));
            gradient[j] -= mean[j] / (Prior * Prior);
            gradient[Features + j] += 1 - (deviation[j] * deviation[j] / (Prior * Prior));
        }

        return (bound, gradient);
    }
}
