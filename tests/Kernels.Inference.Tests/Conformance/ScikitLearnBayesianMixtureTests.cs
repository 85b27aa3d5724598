using System;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Cases of scikit-learn's sklearn/mixture/tests/test_bayesian_mixture.py (1.2.1), by their names there, where this library has what they test: full covariances, Dirichlet weights.</summary>
public class ScikitLearnBayesianMixtureTests
{
    /// <summary>test_log_dirichlet_norm, with the numbers of RandomState(0).rand(2).</summary>
    [Fact]
    public void Log_dirichlet_norm() =>
        Assert.Equal(-0.8260926721385266, -new DirichletFamily(2).LogPartition([0.5488135039273248, 0.7151893663724195]), 1e-13);

    /// <summary>test_log_wishart_norm: ν of 1 + RandomState(0).rand(5) and scales whose log determinants are 4·ln 2 … 4·ln 6; scikit-learn's norm leaves ½·ln π out.</summary>
    [Fact]
    public void Log_wishart_norm()
    {
        double[] degreesOfFreedom = [1.5488135, 1.71518937, 1.60276338, 1.54488318, 1.4236548];
        double[] expected = [-4.587864256387893, -5.969974625793118, -6.796453361331784, -7.420415156112703, -7.798409304226084];
        for (int k = 0; k < 5; k++)
        {
            double scale = (k + 2) * (k + 2);
            double[] natural = FamilyCases.Wishart(degreesOfFreedom[k], [scale, 0, 0, scale]);
            Assert.Equal(expected[k], -new WishartFamily(2).LogPartition(natural) + (0.5 * Math.Log(Math.PI)), 1e-6);
        }
    }

    /// <summary>test_bayesian_mixture_weights_prior_initialisation, _mean_prior_ and _precisions_prior_: defaults 1/K, 1, the data's mean, d and the data's covariance.</summary>
    [Fact]
    public void Prior_initialisation()
    {
        double[] x = Uniform(10, 2);
        double[] mean = [x.Where((_, i) => i % 2 == 0).Average(), x.Where((_, i) => i % 2 == 1).Average()];
        double[] covariance = [.. Enumerable.Range(0, 4).Select(ij => Enumerable.Range(0, 10).Sum(n => (x[(2 * n) + (ij / 2)] - mean[ij / 2]) * (x[(2 * n) + (ij % 2)] - mean[ij % 2])) / 9)];
        BayesianGaussianMixtureOptions defaults = new() { ComponentCount = 5 };
        BayesianGaussianMixtureOptions told = defaults with { WeightConcentration = 0.2, Mean = mean, MeanPrecision = 1, DegreesOfFreedom = 2, InverseScale = covariance };
        Assert.Equal(new BayesianGaussianMixtureTrainer(told).Fit(x, 2).Ascent.Bound, new BayesianGaussianMixtureTrainer(defaults).Fit(x, 2).Ascent.Bound, 1e-9);
        Assert.Throws<ArgumentException>(() => new BayesianGaussianMixtureTrainer(defaults with { DegreesOfFreedom = 1 }).Fit(x, 2));
    }

    /// <summary>test_bayesian_mixture_weights.</summary>
    [Fact]
    public void Weights()
    {
        BayesianGaussianMixture mixture = new BayesianGaussianMixtureTrainer(new() { ComponentCount = 3 }).Fit(Uniform(10, 2), 2);
        double[] concentrations = mixture.WeightConcentrations.ToArray();
        Assert.All(Enumerable.Range(0, 3), k => Assert.Equal(concentrations[k] / concentrations.Sum(), mixture.Weights[k], 1e-15));
        Assert.Equal(1, mixture.Weights.ToArray().Sum(), 1e-14);
        Assert.Equal(11, concentrations.Sum(), 1e-12);
    }

    /// <summary>test_monotonic_likelihood: two clouds in two dimensions and four components, until at rest; here after every block and not only after a sweep.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Monotonic_likelihood(ulong seed)
    {
        double[] x = MixtureData.Clouds(200, 2, 2, seed + 40, distance: 20);
        BayesianGaussianMixture mixture = new BayesianGaussianMixtureTrainer(new() { ComponentCount = 4, Ascent = new() { MaxSweeps = 600 } }).Fit(x, 2);
        Assert.True(mixture.Ascent.Converged);
        Assert.All(
            mixture.Ascent.History.Zip(mixture.Ascent.History.Skip(1)),
            steps => Assert.True(steps.Second.Bound >= steps.First.Bound - (1e-12 * Math.Abs(steps.First.Bound)), $"{steps.First} {steps.Second}"));
    }

    private static double[] Uniform(int rows, int dimension)
    {
        ulong seed = 17;
        return [.. Enumerable.Range(0, rows * dimension).Select(_ => Kernels.Tests.Inputs.Uniform(ref seed, 0, 1))];
    }
}
