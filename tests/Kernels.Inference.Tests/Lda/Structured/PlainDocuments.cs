using System;
using System.Linq;
using Kernels.Tests.Reference;

namespace Kernels.Inference.Tests;

/// <summary>Documents of LDA at given E[log β] or ln β, in plain loops and double.</summary>
internal static class PlainDocuments
{
    /// <summary>φ of each word at γ: rows of K values.</summary>
    public static double[][] Phi(double[][] logBeta, double[] gamma)
    {
        double[] expectedLogTheta = PlainFunctions.ExpectedLog(gamma);
        return Array.ConvertAll(logBeta, row =>
        {
            double[] logs = new double[row.Length];
            for (int k = 0; k < row.Length; k++)
            {
                logs[k] = expectedLogTheta[k] + row[k];
            }

            double normalizer = PlainFunctions.LogSumExp(logs);
            return Array.ConvertAll(logs, value => Math.Exp(value - normalizer));
        });
    }

    /// <summary>γ after so many iterations.</summary>
    public static double[] Iterate(double[][] logBeta, float[] counts, double[] alpha, double[] gamma, int iterations)
    {
        for (int i = 0; i < iterations; i++)
        {
            double[][] phi = Phi(logBeta, gamma);
            gamma = [.. alpha];
            for (int w = 0; w < counts.Length; w++)
            {
                for (int k = 0; k < alpha.Length; k++)
                {
                    gamma[k] += counts[w] * phi[w][k];
                }
            }
        }

        return gamma;
    }

    /// <summary>The document's bound at any γ and φ.</summary>
    public static double Bound(double[][] logBeta, float[] counts, double[] alpha, double[] gamma, double[][] phi)
    {
        double[] expectedLogTheta = PlainFunctions.ExpectedLog(gamma);
        double bound = 0, alphaSum = 0, gammaSum = 0;
        for (int k = 0; k < alpha.Length; k++)
        {
            bound += ((alpha[k] - gamma[k]) * expectedLogTheta[k]) + PlainFunctions.LogGamma(gamma[k]) - PlainFunctions.LogGamma(alpha[k]);
            alphaSum += alpha[k];
            gammaSum += gamma[k];
            for (int w = 0; w < counts.Length; w++)
            {
                bound += phi[w][k] == 0 ? 0 : counts[w] * phi[w][k] * (expectedLogTheta[k] + logBeta[w][k] - Math.Log(phi[w][k]));
            }
        }

        return bound + PlainFunctions.LogGamma(alphaSum) - PlainFunctions.LogGamma(gammaSum);
    }

    /// <summary>ψ(λ_wk) − ψ(Σ_v λ_vk): words × topics, as λ.</summary>
    public static double[] ExpectedLogBeta(double[] lambda, int topics)
    {
        double[] sums = new double[topics];
        for (int i = 0; i < lambda.Length; i++)
        {
            sums[i % topics] += lambda[i];
        }

        double[] normalizers = Array.ConvertAll(sums, PlainFunctions.Digamma);
        return [.. lambda.Select((value, i) => PlainFunctions.Digamma(value) - normalizers[i % topics])];
    }
}
