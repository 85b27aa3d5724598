using System;
using System.Linq;

namespace Kernels.Tests.Reference;

/// <summary>LDA's document and topic formulas in plain loops and double, φ in full.</summary>
internal static class PlainLda
{
    /// <summary>φ of every word, and ln of its normaliser.</summary>
    public static (double[][] Phi, double[] LogNormalizers) Responsibilities(double[][] expectedLogBeta, double[] gamma)
    {
        double[] theta = PlainFunctions.ExpectedLog(gamma);
        double[][] logs = [.. expectedLogBeta.Select(row => row.Zip(theta, (x, y) => x + y).ToArray())];
        return ([.. logs.Select(PlainFunctions.Softmax)], [.. logs.Select(PlainFunctions.LogSumExp)]);
    }

    public static double[] Update(double[][] expectedLogBeta, double[] counts, double[] alpha, int iterations)
    {
        double[] gamma = [.. alpha.Select(a => a + (counts.Sum() / alpha.Length))];
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            double[][] phi = Responsibilities(expectedLogBeta, gamma).Phi;
            gamma = [.. alpha.Select((a, k) => a + phi.Select((row, i) => counts[i] * row[k]).Sum())];
        }

        return gamma;
    }

    /// <summary>Terms 2, 3 and 6, and 3 + 4 + 7 term by term.</summary>
    public static (double Theta, double Assignment, double ThetaEntropy, double Words) Bound(double[][] expectedLogBeta, double[] counts, double[] alpha, double[] gamma)
    {
        double[] theta = PlainFunctions.ExpectedLog(gamma);
        double[][] phi = Responsibilities(expectedLogBeta, gamma).Phi;
        double prior = PlainFunctions.LogGamma(alpha.Sum()) + alpha.Select((a, k) => ((a - 1) * theta[k]) - PlainFunctions.LogGamma(a)).Sum();
        double entropy = gamma.Select((g, k) => PlainFunctions.LogGamma(g) - ((g - 1) * theta[k])).Sum() - PlainFunctions.LogGamma(gamma.Sum());
        double assignment = 0, words = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            for (int k = 0; k < alpha.Length; k++)
            {
                double n = counts[i] * phi[i][k];
                assignment += n * theta[k];
                words += n * (theta[k] + expectedLogBeta[i][k] - (phi[i][k] > 0 ? Math.Log(phi[i][k]) : 0));
            }
        }

        return (prior, assignment, entropy, words);
    }

    /// <summary>Terms 1, 4 and 5.</summary>
    public static (double Prior, double Likelihood, double Entropy) TopicBound(double[][] lambda, double[][] statistics, double[] eta)
    {
        double prior = 0, likelihood = 0, entropy = 0;
        for (int k = 0; k < lambda[0].Length; k++)
        {
            double sum = lambda.Sum(row => row[k]);
            prior += PlainFunctions.LogGamma(eta.Sum());
            entropy -= PlainFunctions.LogGamma(sum);
            for (int w = 0; w < lambda.Length; w++)
            {
                double expectedLog = PlainFunctions.Digamma(lambda[w][k]) - PlainFunctions.Digamma(sum);
                prior += ((eta[w] - 1) * expectedLog) - PlainFunctions.LogGamma(eta[w]);
                entropy += PlainFunctions.LogGamma(lambda[w][k]) - ((lambda[w][k] - 1) * expectedLog);
                likelihood += statistics[w][k] * expectedLog;
            }
        }

        return (prior, likelihood, entropy);
    }
}
