using System;
using System.Linq;

namespace Kernels.Inference.Tests;

/// <summary>Linear regression with orthogonal features: the posterior is itself a diagonal Gaussian, and the evidence is known.</summary>
internal static class OrthogonalRegression
{
    private const double Noise = 0.5;
    private const double Prior = 1.5;

    private static readonly double[] s_features = [1, 1, 1, -1, 1, 1, 1, -1];

    private static readonly double[] s_targets = [2.1, -0.3, 1.8, 0.2];

    public static LinearRegressionModel Model { get; } = new(s_features, s_targets, 2, Noise, Prior);

    /// <summary>Σ_i ln N(y_i | earlier ones), which is ln p(y): by the chain rule, one datum at a time.</summary>
    public static double LogEvidence
    {
        get
        {
            // The covariance of y is s²·I + τ²·X·Xᵀ; its eigenvectors are the two columns (eigenvalue s² + 4τ²) and two others (s²).
            double[] sums = [s_targets.Sum(), s_targets[0] - s_targets[1] + s_targets[2] - s_targets[3]];
            double within = s_targets.Sum(y => y * y) - sums.Sum(sum => sum * sum / 4);
            double wide = (Noise * Noise) + (4 * Prior * Prior);
            double squares = (within / (Noise * Noise)) + sums.Sum(sum => sum * sum / 4 / wide);
            return -0.5 * ((4 * Math.Log(2 * Math.PI)) + (2 * Math.Log(wide)) + (2 * Math.Log(Noise * Noise)) + squares);
        }
    }

    public static DiagonalGaussian Posterior()
    {
        var family = new DiagonalGaussian(2);
        double precision = (4 / (Noise * Noise)) + (1 / (Prior * Prior));
        family.Mean[0] = s_targets.Sum() / (Noise * Noise) / precision;
        family.Mean[1] = (s_targets[0] - s_targets[1] + s_targets[2] - s_targets[3]) / (Noise * Noise) / precision;
        family.LogStandardDeviation.Fill(-0.5 * Math.Log(precision));
        return family;
    }
}
