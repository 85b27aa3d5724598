using System;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>F(q, θ) of a Gaussian mixture: the identity, EM, ECM and steps that only improve.</summary>
public sealed class GaussianMixtureLikelihoodTests
{
    [Theory]
    [InlineData(GaussianCovariance.Full)]
    [InlineData(GaussianCovariance.Tied)]
    [InlineData(GaussianCovariance.Diagonal)]
    [InlineData(GaussianCovariance.Spherical)]
    public void The_log_likelihood_is_the_bound_and_the_divergence_whatever_q_is(GaussianCovariance kind)
    {
        double[] x = MixtureData.Clouds(200, 2, 3, 43);
        GaussianMixtureLikelihood mixture = new(x, 2);
        GaussianMixtureParameters theta = GaussianMixtureTrainerTests.Start(x, 2, 3, kind);
        double[] q = [.. Enumerable.Range(0, 200).SelectMany(n => n % 5 == 0 ? new double[] { 0, 1, 0 } : [0.5 - (n * 0.002), 0.25, 0.25 + (n * 0.002)])];
        double logLikelihood = PlainMixture.Expectation(MixtureData.Rows(x, 2), theta).LogDensities.Sum();
        Assert.Equal(logLikelihood, mixture.LogLikelihood(theta), 1e-9);
        Assert.Equal(logLikelihood, mixture.Bound(q, theta) + mixture.Divergence(q, theta), 1e-9);
        Assert.True(mixture.Divergence(q, theta) > 1);
        Assert.Equal(0, mixture.Divergence(mixture.Expectation(theta), theta), 1e-9);
    }

    [Theory]
    [InlineData(GaussianCovariance.Full, false)]
    [InlineData(GaussianCovariance.Full, true)]
    [InlineData(GaussianCovariance.Tied, false)]
    [InlineData(GaussianCovariance.Diagonal, false)]
    [InlineData(GaussianCovariance.Spherical, true)]
    public void Blocks_in_turn_and_steps_half_the_way_never_lower_the_bound(GaussianCovariance kind, bool isMulticycle)
    {
        double[] x = MixtureData.Clouds(400, 2, 3, 47, distance: 2);
        GaussianMixtureLikelihood mixture = new(x, 2);
        GaussianMixtureParameters start = GaussianMixtureTrainerTests.Start(x, 2, 3, kind);
        foreach (double fraction in new[] { 1, 0.5, 1.7 })
        {
            ExpectationMaximization<GaussianMixtureParameters, double[]> ecm = new(mixture, mixture.WeightsStep(), mixture.MeansStep(fraction), mixture.CovariancesStep())
            {
                MaxIterations = 60,
                ExpectationBeforeEveryStep = isMulticycle,
            };
            var result = ecm.Run(start);
            double[] bounds = [.. result.History.Select(entry => entry.Bound)];
            Assert.All(bounds.Zip(bounds.Skip(1)), pair => Assert.True(pair.Second >= pair.First - (1e-12 * Math.Abs(pair.First)), $"{pair.First} → {pair.Second}"));
            Assert.Equal(0, result.Falls);
            Assert.True(bounds[^1] > bounds[0] + 10, "Nothing was learnt.");
            Assert.True(bounds[^1] <= mixture.LogLikelihood(result.Parameters) + 1e-9);
        }
    }

    /// <summary>The general loop with the whole M-step is the trainer.</summary>
    [Fact]
    public void The_whole_step_is_the_trainer()
    {
        double[] x = MixtureData.Clouds(300, 3, 2, 53);
        GaussianMixtureParameters start = GaussianMixtureTrainerTests.Start(x, 3, 2, GaussianCovariance.Full);
        GaussianMixtureLikelihood mixture = new(x, 3);
        var result = new ExpectationMaximization<GaussianMixtureParameters, double[]>(mixture, mixture.MaximumStep()) { MaxIterations = 5, Tolerance = 0 }.Run(start);
        GaussianMixtureOptions options = new() { ComponentCount = 2, MaxIterations = 5, Tolerance = 0, Regularization = 0 };
        GaussianMixture trained = new GaussianMixtureTrainer<double>(options).Fit(x, start);
        Assert.All(trained.Parameters.Covariances.ToArray().Zip(result.Parameters.Covariances.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-10));

        // After an E-step F is the log likelihood.
        Assert.All(
            trained.Fit!.History.Zip(result.History.Where(entry => entry.Step == ExpectationMaximization<GaussianMixtureParameters, double[]>.Expectation)),
            pair => Assert.Equal(pair.First, pair.Second.Bound, 1e-9));
    }

    [Fact]
    public void A_component_without_observations_stays_where_it_is()
    {
        GaussianMixtureLikelihood mixture = new([1, 2, 3, 4], 1);
        GaussianMixtureParameters start = new(GaussianCovariance.Diagonal, 1, [0.5, 0.5], [2, 1e9], [1, 1]);
        var result = new ExpectationMaximization<GaussianMixtureParameters, double[]>(mixture, mixture.WeightsStep(), mixture.MeansStep()) { MaxIterations = 3 }.Run(start);
        Assert.Equal([1, 0], result.Parameters.Weights.ToArray());
        Assert.Equal([2.5, 1e9], result.Parameters.Means.ToArray());
        Assert.Equal(0, result.Falls);
        Assert.Throws<ArgumentOutOfRangeException>(() => mixture.MeansStep(2));
        Assert.Throws<ArgumentException>(() => new GaussianMixtureLikelihood([], 1));
        Assert.Throws<ArgumentException>(() => mixture.Bound([1], start));
    }
}
