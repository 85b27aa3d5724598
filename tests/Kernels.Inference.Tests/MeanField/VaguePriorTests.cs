using System;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Priors that say next to nothing beside data on another scale: the bound is a finite number, and one.</summary>
public class VaguePriorTests
{
    /// <summary>b₀ = 1e-9 beside a rate of 1e13: the bound is below the evidence, and as close as where both are scaled to 1.</summary>
    [Fact]
    public void TheBoundOfAGaussianStandsBelowTheEvidence()
    {
        double[] x = [.. Enumerable.Range(0, 1000).Select(n => 3e5 * Math.Sin(n * n))];
        GaussianGammaModel model = new(x, new GaussianGammaPrior { MeanPrecision = 1e-17, Shape = 1e-3, Rate = 1e-9 });
        CoordinateAscentResult result = model.Fit();
        GaussianGammaModel scaled = new([.. x.Select(value => value / 3e5)], new GaussianGammaPrior { MeanPrecision = 1e-17, Shape = 1e-3, Rate = 1e-9 / 9e10 });
        CoordinateAscentResult same = scaled.Fit();
        Assert.Equal(0, result.Falls);
        Assert.InRange(model.LogEvidence() - result.Bound, 0, 1e-2);
        Assert.Equal(scaled.LogEvidence() - same.Bound, model.LogEvidence() - result.Bound, 1e-7);
        Assert.Equal(same.Bound, result.Bound + (1000 * Math.Log(3e5)), 1e-7);
    }

    /// <summary>With 10¹² degrees of freedom Student's t is the Gaussian to 1e-11.</summary>
    [Fact]
    public void ThePredictiveDensityOfACertainVarianceIsGaussian()
    {
        double[] x = [.. Enumerable.Range(0, 600).Select(n => 2 * Math.Sin(n * n))];
        BayesianGaussianMixtureOptions options = new() { ComponentCount = 1, DegreesOfFreedom = 1e12, InverseScale = [1e12] };
        BayesianGaussianMixture mixture = new BayesianGaussianMixtureTrainer(options).Fit(x, 1);
        double[] found = new double[600];
        mixture.LogPredictiveDensity(x, found);
        double mean = mixture.Means[0], variance = mixture.Covariances[0] * (1 + mixture.MeanPrecisions[0]) / mixture.MeanPrecisions[0];
        for (int n = 0; n < x.Length; n++)
        {
            Assert.Equal(-0.5 * (Math.Log(2 * Math.PI * variance) + ((x[n] - mean) * (x[n] - mean) / variance)), found[n], 1e-10);
        }
    }

    [Fact]
    public void AMixtureWhosePriorMeanIsWorthNothingIsFit()
    {
        double[] x = MixtureData.Clouds(200, 2, 2, 11, distance: 8);
        BayesianGaussianMixtureOptions options = new() { ComponentCount = 2, MeanPrecision = 1e-18 };
        BayesianGaussianMixture mixture = new BayesianGaussianMixtureTrainer(options).Fit(x, 2);
        Assert.True(mixture.Ascent.Converged);
        Assert.Equal(0, mixture.Ascent.Falls);

        // Each component takes ½·d·ln(β₀/β) of the bound, and nothing else of β₀ is left.
        BayesianGaussianMixture other = new BayesianGaussianMixtureTrainer(options with { MeanPrecision = 1e-12 }).Fit(x, 2);
        Assert.Equal(2 * Math.Log(1e6), other.Ascent.Bound - mixture.Ascent.Bound, 1e-6);
    }
}
