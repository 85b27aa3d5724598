using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Components all but empty, observations all but infinite, matrices that are none.</summary>
public class MixtureExtremesTests
{
    /// <summary>A component so far away that it takes 1e-40 of an observation: π = 0 beside r &gt; 0 would make F −∞.</summary>
    [Theory]
    [InlineData(GaussianCovariance.Full)]
    [InlineData(GaussianCovariance.Tied)]
    [InlineData(GaussianCovariance.Diagonal)]
    [InlineData(GaussianCovariance.Spherical)]
    public void AComponentAllButEmptyKeepsTheBoundFiniteAndRising(GaussianCovariance kind)
    {
        double[] x = [-0.5, 0.25, 0.75, -1, 0.5, 0.1];
        GaussianMixtureParameters start = new(kind, 1, [0.5, 0.5], [0.1, 14], kind == GaussianCovariance.Tied ? [1.0] : [1.0, 1.0]);
        GaussianMixtureLikelihood mixture = new(x, 1);
        foreach (MaximizationStep<GaussianMixtureParameters, double[]>[] steps in
            new[] { [mixture.MaximumStep()], new[] { mixture.WeightsStep(), mixture.MeansStep(), mixture.CovariancesStep() } })
        {
            var result = new ExpectationMaximization<GaussianMixtureParameters, double[]>(mixture, steps) { MaxIterations = 20 }.Run(start);
            Assert.All(result.History, entry => Assert.True(double.IsFinite(entry.Bound), $"{entry}"));
            Assert.Equal(0, result.Falls);
            Assert.Equal(14, result.Parameters.Means[1]);
            Assert.InRange(result.Parameters.Weights[1], 0, 1e-30);
        }

        if (kind != GaussianCovariance.Tied)
        {
            Assert.Equal(1, mixture.CovariancesStep().Maximize(mixture.Expectation(start), start).Covariances[1]);
        }
    }

    [Fact]
    public void ParametersOfAnotherDimensionAreRefused()
    {
        GaussianMixtureLikelihood mixture = new([1, 2, 3, 4, 5, 6], 1);
        GaussianMixtureParameters two = new(GaussianCovariance.Spherical, 2, [1], [0, 0], [1]);
        Assert.Contains("of 2 dimensions; expected 1", Assert.Throws<ArgumentException>(() => mixture.LogLikelihood(two)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => mixture.Expectation(two));
    }

    [Fact]
    public void AMatrixThatIsNotSymmetricIsNoCovariance()
    {
        string message = Assert.Throws<ArgumentException>(() => new GaussianMixtureParameters(GaussianCovariance.Full, 2, [0.5, 0.5], [0, 0, 1, 1], [1, 0, 0, 1, 1, 0.5, -0.5, 1])).Message;
        Assert.Contains("Matrix 2 of the covariances has -0.5 in row 1, column 0, and 0.5 in row 0, column 1; expected a symmetric matrix.", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new GaussianMixtureParameters(GaussianCovariance.Tied, 2, [0.5, 0.5], [0, 0, 1, 1], [1, 0.25, 0.5, 1]));
        _ = new GaussianMixtureParameters(GaussianCovariance.Tied, 2, [1], [0, 0], [1e-170, 1e-171, 1.0000000000001e-171, 1e-170]);
    }

    /// <summary>1e30 squared is infinite in float, and 0·∞ no number.</summary>
    [Theory]
    [InlineData(GaussianCovariance.Full)]
    [InlineData(GaussianCovariance.Spherical)]
    public void AnObservationOfWeightZeroIsNothingHoweverFarAway(GaussianCovariance kind)
    {
        double[] clouds = MixtureData.Clouds(300, 2, 2, 5, distance: 8);
        float[] x = [.. clouds.Select(value => (float)value), 1e30f, -1e30f];
        float[] weights = [.. Enumerable.Repeat(1f, 300), 0];
        GaussianMixtureOptions options = new() { ComponentCount = 2, Covariance = kind, Restarts = 3 };
        GaussianMixture mixture = new GaussianMixtureTrainer<float>(options).Fit(x, 2, weights);
        GaussianMixture expected = new GaussianMixtureTrainer<float>(options).Fit(x.AsMemory(0, 600), 2);
        Assert.Equal(300, mixture.Fit!.ObservationCount);
        Assert.Equal(expected.Fit!.LogLikelihood, mixture.Fit.LogLikelihood, 0.01);
    }
}
