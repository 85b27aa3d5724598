using System;
using System.Linq;
using Kernels.Tests.Reference;

namespace Kernels.Inference.Tests;

/// <summary>The bound of a Bayesian Gaussian mixture in loops, term by term as Bishop (2006) has it, equations 10.71–10.77, for d ≤ 2.</summary>
internal static class PlainBayesianMixture
{
    /// <summary>Of q as it is: α, β, m, ν, the covariances W⁻¹/ν, and r.</summary>
    public static double Bound(double[][] x, double[][] r, BayesianGaussianMixture q, double alpha0, double beta0, double[] mean0, double nu0, double[] inverseScale0)
    {
        int d = q.Dimension;
        double[] alpha = q.WeightConcentrations.ToArray();
        double[] logWeights = PlainFunctions.ExpectedLog(alpha);
        double bound = LogDirichletNorm([.. alpha.Select(_ => alpha0)]) - LogDirichletNorm(alpha);
        for (int k = 0; k < alpha.Length; k++)
        {
            double nu = q.DegreesOfFreedom[k], beta = q.MeanPrecisions[k];
            double[] m = q.Means.Slice(k * d, d).ToArray();
            double[] w = Inverse([.. q.Covariances.Slice(k * d * d, d * d).ToArray().Select(value => value * nu)], d);
            double logLambda = (d * Math.Log(2)) + Math.Log(Determinant(w, d)) + Enumerable.Range(0, d).Sum(i => PlainFunctions.Digamma((nu - i) / 2));
            for (int n = 0; n < x.Length; n++)
            {
                double share = r[n][k];
                bound += share * 0.5 * (logLambda - (d / beta) - (nu * Square(w, x[n], m)) - (d * Math.Log(2 * Math.PI))); // 10.71
                bound += share * logWeights[k]; // 10.72
                bound -= share > 0 ? share * Math.Log(share) : 0; // 10.75
            }

            bound += (alpha0 - 1) * logWeights[k]; // 10.73
            bound -= (alpha[k] - 1) * logWeights[k]; // 10.76
            bound += 0.5 * ((d * Math.Log(beta0 / (2 * Math.PI))) + logLambda - (d * beta0 / beta) - (beta0 * nu * Square(w, m, mean0))); // 10.74
            bound += LogWishartNorm(Inverse(inverseScale0, d), nu0, d) + ((nu0 - d - 1) / 2 * logLambda) - (0.5 * nu * Trace(inverseScale0, w, d));
            bound -= (0.5 * logLambda) + (0.5 * d * Math.Log(beta / (2 * Math.PI))) - (0.5 * d); // 10.77
            bound -= LogWishartNorm(w, nu, d) + ((nu - d - 1) / 2 * logLambda) - (0.5 * nu * d);
        }

        return bound;
    }

    public static double[] Inverse(double[] m, int d)
    {
        double determinant = Determinant(m, d);
        return d == 1 ? [1 / m[0]] : [m[3] / determinant, -m[1] / determinant, -m[2] / determinant, m[0] / determinant];
    }

    private static double Determinant(double[] m, int d) => d == 1 ? m[0] : (m[0] * m[3]) - (m[1] * m[2]);

    private static double LogDirichletNorm(double[] alpha) => PlainFunctions.LogGamma(alpha.Sum()) - alpha.Sum(PlainFunctions.LogGamma);

    /// <summary>ln B(W, ν), equation B.79.</summary>
    private static double LogWishartNorm(double[] w, double nu, int d) =>
        (-0.5 * nu * Math.Log(Determinant(w, d))) - (0.5 * nu * d * Math.Log(2)) - (0.25 * d * (d - 1) * Math.Log(Math.PI))
        - Enumerable.Range(0, d).Sum(i => PlainFunctions.LogGamma((nu - i) / 2));

    private static double Square(double[] w, double[] x, double[] m) =>
        (from i in Enumerable.Range(0, x.Length) from j in Enumerable.Range(0, x.Length) select w[(i * x.Length) + j] * (x[i] - m[i]) * (x[j] - m[j])).Sum();

    private static double Trace(double[] left, double[] right, int d) =>
        (from i in Enumerable.Range(0, d) from j in Enumerable.Range(0, d) select left[(i * d) + j] * right[(j * d) + i]).Sum();
}
