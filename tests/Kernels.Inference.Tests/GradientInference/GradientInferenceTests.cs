using System;
using System.Linq;
using System.Threading;
using Xunit;

namespace Kernels.Inference.Tests;

public class GradientInferenceTests
{
    [Theory]
    [InlineData("A without the score", 1, 1e-3)]
    [InlineData("A", 8, 0.08)]
    [InlineData("B", 8, 0.08)]
    [InlineData("control variate", 32, 0.08)]
    public void AGaussianPosteriorIsFound(string estimator, int samples, double tolerance)
    {
        var family = new DiagonalGaussian(2);
        GradientInferenceResult result = Fit(EstimatorTests.Make(estimator), family, new GradientInferenceOptions { Steps = 3000, SamplesPerStep = samples, Seed = 4 });
        double[] expected = OrthogonalRegression.Posterior().Parameters.ToArray();
        Assert.All(family.Parameters.ToArray().Zip(expected), pair => Assert.Equal(pair.Second, pair.First, tolerance));
        Assert.Equal(OrthogonalRegression.LogEvidence, result.Bound, Math.Max(tolerance, 0.02));
        Assert.Equal(3000, result.BoundHistory.Count);
        Assert.True(result.BoundHistory[0] < result.Bound - 1);
    }

    [Fact]
    public void DescentWithoutMomentsFindsItToo()
    {
        var family = new DiagonalGaussian(2);
        GradientInference.Fit(
            OrthogonalRegression.Model, family, new SgvbEstimatorA(dropScore: true), new StochasticGradientDescent<double>(4, 0.02), new GradientInferenceOptions { Steps = 2000 });
        Assert.All(family.Parameters.ToArray().Zip(OrthogonalRegression.Posterior().Parameters.ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [Fact]
    public void MinibatchesFindIt()
    {
        var family = new DiagonalGaussian(2);
        double[] mean = new double[4];
        var optimizer = new Adam<double>(4, 0.003);
        var options = new GradientInferenceOptions { Steps = 8000, SamplesPerStep = 4, BatchSize = 3, Seed = 2 };
        GradientInference.Fit(OrthogonalRegression.Model, family, new SgvbEstimatorB(), optimizer, options);
        family.Parameters.CopyTo(mean);
        Assert.All(mean.Zip(OrthogonalRegression.Posterior().Parameters.ToArray()), pair => Assert.Equal(pair.Second, pair.First, 0.08));
    }

    /// <summary>Counts with a Gamma prior: the posterior Gamma(2 + Σ x, 1 + N) is in the family.</summary>
    [Fact]
    public void AGammaPosteriorIsFound()
    {
        var family = new MeanFieldGamma(1);
        var model = new PoissonModel([3, 5, 2, 4, 4]);
        GradientInference.Fit(model, family, new SgvbEstimatorA(dropScore: true), new Adam<double>(2, 0.02), new GradientInferenceOptions { Steps = 4000, SamplesPerStep = 4 });
        Assert.Equal(20, Math.Exp(family.Parameters[0]), 0.02);
        Assert.Equal(6, Math.Exp(family.Parameters[1]), 0.006);
    }

    [Fact]
    public void LogisticRegressionIsNearItsExactMean()
    {
        double[] features = [1, 0.5, 1, -1.2, 1, 2.0, 1, -0.3, 1, 0.1, 1, -2];
        double[] labels = [1, 0, 1, 0, 1, 1];
        var family = new DiagonalGaussian(2);
        var model = new LogisticRegressionModel(features, labels, 2, 1);
        double[] mean = PosteriorMean(model);
        GradientInferenceResult result = GradientInference.Fit(model, family, new SgvbEstimatorB(), new Adam<double>(4, 0.02), new GradientInferenceOptions { Steps = 3000, SamplesPerStep = 8, BoundWindow = 1000 });
        Assert.Equal(mean[0], family.Mean[0], 0.1);
        Assert.Equal(mean[1], family.Mean[1], 0.1);
        Assert.InRange(mean[2] - result.Bound, -0.01, 0.1);
    }

    [Fact]
    public void TheSameSeedGivesTheSameBits()
    {
        DiagonalGaussian[] families = [.. Enumerable.Range(0, 3).Select(_ => new DiagonalGaussian(2))];
        foreach ((int i, DiagonalGaussian family) in families.Index())
        {
            Fit(new SgvbEstimatorA(), family, new GradientInferenceOptions { Steps = 100, BatchSize = 2, Seed = i / 2 });
        }

        Assert.Equal(families[0].Parameters.ToArray(), families[1].Parameters.ToArray());
        Assert.NotEqual(families[0].Parameters.ToArray(), families[2].Parameters.ToArray());
    }

    [Fact]
    public void APassShowsEveryDatumOnce()
    {
        var batches = new Minibatches(23, 5, new RandomStream(9, 9));
        int[][] passes = [.. Enumerable.Range(0, 4).Select(pass => Enumerable.Range(0, 5).SelectMany(step => batches.Batch((5 * pass) + step).ToArray()).ToArray())];
        Assert.All(passes, pass => Assert.Equal(Enumerable.Range(0, 23), pass.Order()));
        Assert.NotEqual(passes[0], passes[1]);
        Assert.Equal(passes[1][5..10], batches.Batch(6).ToArray());
        Assert.Equal(Enumerable.Range(0, 4), new Minibatches(4, 9, default).Batch(3).ToArray());
    }

    [Fact]
    public void WhatCannotBeIsSaid()
    {
        var family = new DiagonalGaussian(2);
        Assert.Throws<ArgumentOutOfRangeException>(() => Fit(new SgvbEstimatorA(), family, new GradientInferenceOptions { Steps = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fit(new SgvbEstimatorA(), family, new GradientInferenceOptions { BatchSize = -1 }));
        Assert.Throws<ArgumentException>(() => new LogisticRegressionModel([1, 2], [0.5, 1], 1, 1));
        Assert.Throws<ArgumentException>(() => new LinearRegressionModel([1, 2, 3], [0.5, 1], 1, 1, 1));
        Assert.Throws<ArgumentException>(() => new LinearRegressionModel([1, double.NaN], [0.5, 1], 1, 1, 1));
        var far = new DiagonalGaussian(2, 0, 1e200);
        ArithmeticException exception = Assert.Throws<ArithmeticException>(() => Fit(new SgvbEstimatorA(), far, new GradientInferenceOptions { Steps = 5 }));
        Assert.StartsWith("Step 0: the bound is", exception.Message, StringComparison.Ordinal);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => GradientInference.Fit(OrthogonalRegression.Model, family, new SgvbEstimatorA(), new Adam<double>(4), null, source.Token));
    }

    private static GradientInferenceResult Fit(IGradientEstimator estimator, DiagonalGaussian family, GradientInferenceOptions options) =>
        GradientInference.Fit(OrthogonalRegression.Model, family, estimator, new Adam<double>(family.Parameters.Length, 0.01), options);

    /// <summary>E w_0, E w_1 and ln p(y) by summation over a grid.</summary>
    private static double[] PosteriorMean(LogisticRegressionModel model)
    {
        const double Step = 0.02;
        double[] sums = new double[3];
        int[] all = [.. Enumerable.Range(0, model.DataCount)];
        double[] gradient = new double[2];
        for (double a = -6; a <= 6; a += Step)
        {
            for (double b = -6; b <= 6; b += Step)
            {
                double weight = Math.Exp(model.LogPrior([a, b], gradient) + model.LogLikelihood([a, b], all, gradient)) * Step * Step;
                sums[0] += a * weight;
                sums[1] += b * weight;
                sums[2] += weight;
            }
        }

        return [sums[0] / sums[2], sums[1] / sums[2], Math.Log(sums[2])];
    }

    /// <summary>x_i ~ Poisson(z), z ~ Gamma(2, 1).</summary>
    private sealed class PoissonModel(double[] counts) : IGradientModel
    {
        public int Dimension => 1;

        public int DataCount => counts.Length;

        public double LogPrior(ReadOnlySpan<double> z, Span<double> gradient)
        {
            gradient[0] = (1 / z[0]) - 1;
            return Math.Log(z[0]) - z[0];
        }

        public double LogLikelihood(ReadOnlySpan<double> z, ReadOnlySpan<int> batch, Span<double> gradient)
        {
            double sum = 0;
            gradient[0] = 0;
            foreach (int i in batch)
            {
                sum += (counts[i] * Math.Log(z[0])) - z[0];
                gradient[0] += (counts[i] / z[0]) - 1;
            }

            return sum;
        }
    }
}
