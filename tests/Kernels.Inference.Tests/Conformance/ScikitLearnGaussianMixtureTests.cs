using System;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>What scikit-learn's own tests ask of a Gaussian mixture (sklearn/mixture/tests/test_gaussian_mixture.py), asked of this one.</summary>
public sealed class ScikitLearnGaussianMixtureTests
{
    /// <summary>test_compute_log_det_cholesky: the normaliser of a density is −½·ln det Σ, whatever the covariance's kind.</summary>
    [Theory]
    [InlineData(GaussianCovariance.Full)]
    [InlineData(GaussianCovariance.Tied)]
    [InlineData(GaussianCovariance.Diagonal)]
    [InlineData(GaussianCovariance.Spherical)]
    public void The_log_determinant_is_that_of_the_matrix(GaussianCovariance kind)
    {
        double[] matrix = [4, 1, 2, 3];
        double[] covariances = kind switch { GaussianCovariance.Full => [4, 1, 1, 3, 2, 0.5, 0.5, 5], GaussianCovariance.Tied => [4, 1, 1, 3], GaussianCovariance.Diagonal => matrix, _ => [4, 2] };
        double[] determinants = kind switch { GaussianCovariance.Full => [11, 9.75], GaussianCovariance.Tied => [11, 11], GaussianCovariance.Diagonal => [4, 6], _ => [16, 4] };
        GaussianMixture mixture = new(new(kind, 2, [0.5, 0.5], [0, 0, 1e6, 1e6], covariances));
        for (int k = 0; k < 2; k++)
        {
            double atMean = mixture.Score<double>(mixture.Parameters.Mean(k).ToArray()).LogLikelihood;
            Assert.Equal(Math.Log(0.5) - Math.Log(2 * Math.PI) - (0.5 * Math.Log(determinants[k])), atMean, 1e-12);
        }
    }

    /// <summary>test_gaussian_suffstat_sk_full, _tied, _diag, _spherical: one component's covariance is the sample's; weighted rows count as often as they weigh; the kinds are diagonals and traces of each other.</summary>
    [Fact]
    public void Covariances_of_all_kinds_come_from_the_same_scatter()
    {
        double[] x = MixtureData.Clouds(500, 3, 2, 61);
        double[] weights = [.. Enumerable.Range(0, 500).Select(n => 0.1 + ((n * 37 % 100) / 100.0))];
        double[] full = Covariance(GaussianCovariance.Full), tied = Covariance(GaussianCovariance.Tied);
        double[] diagonal = Covariance(GaussianCovariance.Diagonal), spherical = Covariance(GaussianCovariance.Spherical);
        double total = weights.Sum();
        double[] mean = [.. Enumerable.Range(0, 3).Select(j => Enumerable.Range(0, 500).Sum(n => weights[n] * x[(n * 3) + j]) / total)];
        for (int at = 0; at < 9; at++)
        {
            double expected = Enumerable.Range(0, 500).Sum(n => weights[n] * (x[(n * 3) + (at / 3)] - mean[at / 3]) * (x[(n * 3) + (at % 3)] - mean[at % 3])) / total;
            Assert.Equal(expected, full[at], 1e-11);
            Assert.Equal(expected, tied[at], 1e-11);
            Assert.Equal(full[at], full[(at % 3 * 3) + (at / 3)]);
        }

        Assert.All(Enumerable.Range(0, 3), j => Assert.Equal(full[4 * j], diagonal[j], 1e-11));
        Assert.Equal(diagonal.Average(), spherical[0], 1e-11);

        double[] Covariance(GaussianCovariance kind) => new GaussianMixtureTrainer<double>(new() { ComponentCount = 1, Covariance = kind, Regularization = 0 })
            .Fit(x, 3, weights).Parameters.Covariances.ToArray();
    }

    /// <summary>test_gaussian_mixture_predict_predict_proba: rows of clusters set far apart belong to them.</summary>
    [Theory]
    [InlineData(GaussianCovariance.Full)]
    [InlineData(GaussianCovariance.Tied)]
    [InlineData(GaussianCovariance.Diagonal)]
    [InlineData(GaussianCovariance.Spherical)]
    public void Separate_clusters_are_found(GaussianCovariance kind)
    {
        double[] noise = MixtureData.Clouds(300, 2, 1, 67);
        double[] x = [.. noise.Select((value, at) => value + (50 * (at / 2 % 3)))];
        GaussianMixture mixture = new GaussianMixtureTrainer<double>(new() { ComponentCount = 3, Covariance = kind, Restarts = 3 }).Fit(x, 2);
        int[] found = mixture.Assign<double>(x);
        Assert.Equal(3, found.Take(3).Distinct().Count());
        Assert.All(Enumerable.Range(0, 300), n => Assert.Equal(found[n % 3], found[n]));
        double[] r = new double[900], logs = new double[300];
        mixture.Responsibilities<double>(x, r, logs);
        Assert.All(r.Chunk(3), row => Assert.Equal(1, row.Max(), 1e-9));
        Assert.Equal(mixture.Fit!.LogLikelihood, logs.Sum(), 1e-8);
    }

    /// <summary>test_monotonic_likelihood: one iteration after another, without regularisation.</summary>
    [Fact]
    public void One_iteration_after_another_never_lowers_the_likelihood()
    {
        double[] x = MixtureData.Clouds(500, 2, 5, 71, distance: 2);
        GaussianMixtureOptions options = new() { ComponentCount = 5, MaxIterations = 1, Tolerance = 0, Regularization = 0 };
        GaussianMixture mixture = new GaussianMixtureTrainer<double>(options).Fit(x, 2);
        for (int iteration = 0; iteration < 100; iteration++)
        {
            GaussianMixture next = new GaussianMixtureTrainer<double>(options).Fit(x, mixture.Parameters);
            Assert.True(next.Fit!.LogLikelihood >= mixture.Fit!.LogLikelihood - 1e-9, $"{mixture.Fit.LogLikelihood} → {next.Fit.LogLikelihood}");
            mixture = next;
        }
    }

    /// <summary>test_regularisation: components on single values need it.</summary>
    [Fact]
    public void Equal_rows_need_regularisation()
    {
        double[] x = [.. Enumerable.Repeat(1.0, 50), .. Enumerable.Repeat(0.0, 50)];
        foreach (GaussianCovariance kind in new[] { GaussianCovariance.Full, GaussianCovariance.Diagonal, GaussianCovariance.Spherical })
        {
            GaussianMixtureOptions options = new() { ComponentCount = 2, Covariance = kind };
            Assert.Throws<SingularCovarianceException>(() => new GaussianMixtureTrainer<double>(options with { Regularization = 0 }).Fit(x, 5));
            Assert.True(double.IsFinite(new GaussianMixtureTrainer<double>(options).Fit(x, 5).Fit!.LogLikelihood));
        }
    }

    /// <summary>test_gaussian_mixture_aic_bic: on one Gaussian both are near 2·n times its entropy.</summary>
    [Theory]
    [InlineData(GaussianCovariance.Full)]
    [InlineData(GaussianCovariance.Tied)]
    [InlineData(GaussianCovariance.Diagonal)]
    [InlineData(GaussianCovariance.Spherical)]
    public void Criteria_are_near_the_entropy(GaussianCovariance kind)
    {
        const int rows = 2000;
        double[] x = MixtureData.Clouds(rows, 1, 1, 73);
        GaussianMixtureFitResult fit = new GaussianMixtureTrainer<double>(new() { ComponentCount = 1, Covariance = kind }).Fit(x, 1).Fit!;
        double mean = x.Average();
        double entropy = 0.5 * (Math.Log(2 * Math.PI * x.Average(value => (value - mean) * (value - mean))) + 1);
        Assert.Equal(2 * rows * entropy, fit.Aic - (2 * fit.FreeParameterCount), 0.01);
        Assert.Equal(fit.Aic - (2 * fit.FreeParameterCount) + (fit.FreeParameterCount * Math.Log(rows)), fit.Bic, 1e-9);
        Assert.Equal(fit.Bic, fit.Icl, 1e-9);
    }
}
