using System;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>The Old Faithful geyser: what mixtools and mclust published, carried on to full convergence.</summary>
public sealed class FaithfulTests
{
    private const double Digits = 1e-6;

    [DataFact("gmm/faithful.csv")]
    public void Waiting_times_have_two_components()
    {
        GaussianMixture mixture = Fit(2, GaussianCovariance.Full, MixtureData.Columns("faithful.csv", 2), 1);
        Assert.Equal(-1034.0017498316, mixture.Fit!.LogLikelihood, Digits);
        int[] order = Order(mixture);
        Check([0.36088620, 0.63911380], order, k => mixture.Parameters.Weights[k]);
        Check([54.61486026, 80.09107201], order, k => mixture.Parameters.Mean(k)[0]);
        Check([5.87122293, 5.86773182], order, k => Math.Sqrt(mixture.Parameters.Covariances[k]));
    }

    [DataFact("gmm/faithful.csv")]
    public void Both_columns_with_a_shared_covariance_have_three()
    {
        GaussianMixture mixture = Fit(3, GaussianCovariance.Tied, MixtureData.Columns("faithful.csv", 1, 2), 2);
        Assert.Equal(-1126.3159278, mixture.Fit!.LogLikelihood, Digits);
        Assert.Equal(11, mixture.Parameters.FreeParameterCount);

        // mclust's BIC is the negative, of a fit that had not quite converged.
        Assert.Equal(2314.316, mixture.Fit.Bic, 0.05);
        int[] order = Order(mixture);

        // The likelihood hardly depends on these in one direction: the published ones are 2 in the sixth digit from where EM stands still to the last bit.
        Check([0.356378, 0.168604, 0.475018], order, k => mixture.Parameters.Weights[k], 2);
        Check([2.037615, 3.797756, 4.465737], order, k => mixture.Parameters.Mean(k)[0], 2);
        Check([54.491285, 77.468838, 80.872749], order, k => mixture.Parameters.Mean(k)[1], 2);
    }

    [DataFact("gmm/faithful.csv")]
    public void Both_columns_with_full_covariances_have_two()
    {
        GaussianMixture mixture = Fit(2, GaussianCovariance.Full, MixtureData.Columns("faithful.csv", 1, 2), 2);
        Assert.Equal(-1130.2639601847, mixture.Fit!.LogLikelihood, Digits);
        int[] order = Order(mixture);
        Check([0.35587286, 0.64412714], order, k => mixture.Parameters.Weights[k]);
        Check([2.03638847, 4.28966199], order, k => mixture.Parameters.Mean(k)[0]);
        Check([54.47851656, 79.96811517], order, k => mixture.Parameters.Mean(k)[1]);
        Check([0.06916769, 0.16996842], order, k => mixture.Parameters.CovarianceMatrix(k)[0]);
        Check([0.43516778, 0.94060932], order, k => mixture.Parameters.CovarianceMatrix(k)[1]);
        Check([33.69728310, 36.04620796], order, k => mixture.Parameters.CovarianceMatrix(k)[3]);
    }

    private static GaussianMixture Fit(int components, GaussianCovariance covariance, double[] x, int dimension) => new GaussianMixtureTrainer<double>(new GaussianMixtureOptions
    {
        ComponentCount = components,
        Covariance = covariance,
        Restarts = 4,
        MaxIterations = 4000,
        Tolerance = 0,
        Regularization = 0,
    }).Fit(x, dimension);

    private static int[] Order(GaussianMixture mixture) => [.. Enumerable.Range(0, mixture.Parameters.ComponentCount).OrderBy(k => mixture.Parameters.Mean(k)[0])];

    private static void Check(double[] expected, int[] order, Func<int, double> found, double units = 1) =>
        Assert.All(expected.Zip(order), pair => Assert.Equal(pair.First, found(pair.Second), units * Digits * Math.Max(1, Math.Abs(pair.First))));
}
