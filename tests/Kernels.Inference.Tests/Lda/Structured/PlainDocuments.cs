using System;

namespace Kernels.Inference.Tests;

/// <summary>Documents of LDA at given E[log β] or ln β, in plain loops and double.</summary>
internal static class PlainDocuments
{
    /// <summary>φ of each word at γ: rows of K values.</summary>
    public static double[][] Phi(double[][] logBeta, double[] gamma)
    {
        double[] expectedLogTheta = ExpectedLog(gamma);
        return Array.ConvertAll(logBeta, row =>
        {
            double[] logs = new double[row.Length];
            for (int k = 0; k < row.Length; k++)
            {
                logs[k] = expectedLogTheta[k] + row[k];
            }

            double normalizer = ReferenceFunctions.LogSumExp(logs);
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
        double[] expectedLogTheta = ExpectedLog(gamma);
        double bound = 0, alphaSum = 0, gammaSum = 0;
        for (int k = 0; k < alpha.Length; k++)
        {
            bound += ((alpha[k] - gamma[k]) * expectedLogTheta[k]) + ReferenceFunctions.LogGamma(gamma[k]) - ReferenceFunctions.LogGamma(alpha[k]);
            alphaSum += alpha[k];
            gammaSum += gamma[k];
            for (int w = 0; w < counts.Length; w++)
            {
                bound += phi[w][k] == 0 ? 0 : counts[w] * phi[w][k] * (expectedLogTheta[k] + logBeta[w][k] - Math.Log(phi[w][k]));
            }
        }

        return bound + ReferenceFunctions.LogGamma(alphaSum) - ReferenceFunctions.LogGamma(gammaSum);
    }

    public static double[] ExpectedLog(double[] parameters)
    {
        double sum = 0;
        foreach (double value in parameters)
        {
            sum += value;
        }

        double normalizer = ReferenceFunctions.Digamma(sum);
        return Array.ConvertAll(parameters, value => ReferenceFunctions.Digamma(value) - normalizer);
    }
}
