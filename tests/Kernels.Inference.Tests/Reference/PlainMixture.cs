using System;
using System.Linq;
using Kernels.Tests.Reference;

namespace Kernels.Inference.Tests;

/// <summary>A Gaussian mixture in loops: densities by elimination, moments about the new mean in a second pass. Slow, and by other formulas than the fast one.</summary>
internal static class PlainMixture
{
    /// <summary>ln N(x | μ, Σ) by Gaussian elimination of (Σ | x − μ).</summary>
    public static double LogDensity(double[] x, double[] mean, double[] covariance)
    {
        int d = x.Length;
        double[][] rows = [.. Enumerable.Range(0, d).Select(i => (double[])[.. covariance[(i * d)..((i + 1) * d)], x[i] - mean[i]])];
        double logDeterminant = 0;
        for (int pivot = 0; pivot < d; pivot++)
        {
            logDeterminant += Math.Log(rows[pivot][pivot]);
            for (int i = pivot + 1; i < d; i++)
            {
                double factor = rows[i][pivot] / rows[pivot][pivot];
                for (int j = pivot; j <= d; j++)
                {
                    rows[i][j] -= factor * rows[pivot][j];
                }
            }
        }

        // Σ = L·D·Lᵀ: what is left of the right side is L⁻¹(x − μ), the pivots are D.
        double square = Enumerable.Range(0, d).Sum(i => rows[i][d] * rows[i][d] / rows[i][i]);
        return -0.5 * (square + logDeterminant + (d * Math.Log(2 * Math.PI)));
    }

    /// <summary>Responsibilities and ln p(x) of each observation.</summary>
    public static (double[][] Responsibilities, double[] LogDensities) Expectation(double[][] x, GaussianMixtureParameters p)
    {
        double[][] responsibilities = new double[x.Length][];
        double[] logDensities = new double[x.Length];
        for (int n = 0; n < x.Length; n++)
        {
            double[] joint = [.. Enumerable.Range(0, p.ComponentCount).Select(k => Math.Log(p.Weights[k]) + LogDensity(x[n], p.Mean(k).ToArray(), p.CovarianceMatrix(k)))];
            logDensities[n] = PlainFunctions.LogSumExp(joint);
            responsibilities[n] = PlainFunctions.Softmax(joint);
        }

        return (responsibilities, logDensities);
    }

    /// <summary>The M-step.</summary>
    public static GaussianMixtureParameters Maximization(double[][] x, double[][] r, double[] w, GaussianCovariance kind, double regularization)
    {
        int d = x[0].Length, k = r[0].Length, n = x.Length;
        double[] masses = [.. Enumerable.Range(0, k).Select(c => Enumerable.Range(0, n).Sum(i => w[i] * r[i][c]))];
        double[][] means = [.. Enumerable.Range(0, k).Select(c => (double[])[.. Enumerable.Range(0, d).Select(j => Enumerable.Range(0, n).Sum(i => w[i] * r[i][c] * x[i][j]) / masses[c])])];
        double[][] scatters = [.. Enumerable.Range(0, k).Select(c => (double[])[.. Enumerable.Range(0, d * d).Select(at =>
            Enumerable.Range(0, n).Sum(i => w[i] * r[i][c] * (x[i][at / d] - means[c][at / d]) * (x[i][at % d] - means[c][at % d])))])];
        double[] Regularized(double[] matrix) => [.. matrix.Select((value, at) => value + (at / d == at % d ? regularization : 0))];
        double[][] full = [.. scatters.Select((scatter, c) => Regularized([.. scatter.Select(value => value / masses[c])]))];
        double[] covariances = kind switch
        {
            GaussianCovariance.Full => [.. full.SelectMany(matrix => matrix)],
            GaussianCovariance.Tied => Regularized([.. Enumerable.Range(0, d * d).Select(at => scatters.Sum(scatter => scatter[at]) / masses.Sum())]),
            GaussianCovariance.Diagonal => [.. full.SelectMany(matrix => Enumerable.Range(0, d).Select(j => matrix[(j * d) + j]))],
            _ => [.. full.Select(matrix => Enumerable.Range(0, d).Average(j => matrix[(j * d) + j]))],
        };
        return new(kind, d, [.. masses.Select(mass => mass / masses.Sum())], [.. means.SelectMany(mean => mean)], covariances);
    }
}
