using System;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Stepwise EM.</summary>
public sealed class GaussianMixtureOnlineTrainerTests
{
    [Theory]
    [InlineData(GaussianCovariance.Full)]
    [InlineData(GaussianCovariance.Tied)]
    [InlineData(GaussianCovariance.Diagonal)]
    [InlineData(GaussianCovariance.Spherical)]
    public void One_pass_comes_near_to_batch(GaussianCovariance kind)
    {
        const int rows = 40_000, dimension = 3;
        double[] x = MixtureData.Clouds(rows, dimension, 3, 31);
        GaussianMixtureOptions options = new() { ComponentCount = 3, Covariance = kind, Restarts = 3 };
        GaussianMixture batch = new GaussianMixtureTrainer<double>(options).Fit(x, dimension);
        GaussianMixtureOnlineTrainer<double> trainer = new(options, dimension);
        foreach (double[] block in x.Chunk(500 * dimension))
        {
            trainer.PartialFit(block);
        }

        Assert.Equal((80, (long)rows), (trainer.BatchCount, trainer.ObservationCount));
        double found = trainer.Model().Score<double>(x).LogLikelihood / rows;
        double expected = batch.Fit!.LogLikelihood / rows;
        Assert.True(found > expected - 0.02, $"{found} online, {expected} in batch.");
        Assert.True(found > trainer.History[1] - 0.2);
    }

    /// <summary>Whole data as one block and steps of size 1: EM itself.</summary>
    [Theory]
    [InlineData(GaussianCovariance.Full)]
    [InlineData(GaussianCovariance.Tied)]
    [InlineData(GaussianCovariance.Spherical)]
    public void Steps_of_one_are_batch_iterations(GaussianCovariance kind)
    {
        double[] x = MixtureData.Clouds(900, 2, 3, 37);
        GaussianMixtureOptions options = new() { ComponentCount = 3, Covariance = kind, MaxIterations = 2, Tolerance = 0, Kappa = 0, Regularization = 1e-3 };
        GaussianMixtureOnlineTrainer<double> trainer = new(options, 2);
        trainer.PartialFit(x);
        trainer.PartialFit(x);
        GaussianMixture batch = new GaussianMixtureTrainer<double>(options with { MaxIterations = 3 }).Fit(x, 2);
        Assert.All(batch.Parameters.Covariances.ToArray().Zip(trainer.Model().Parameters.Covariances.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.All(batch.Parameters.Means.ToArray().Zip(trainer.Model().Parameters.Means.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    /// <summary>Carrying moments to new origins again and again is the recursion done plainly, about zero.</summary>
    [Fact]
    public void The_recursion_is_that_of_plain_loops()
    {
        const int dimension = 2, components = 2, block = 200;
        double[] x = MixtureData.Clouds(1600, dimension, components, 41, distance: 2);
        GaussianMixtureOptions options = new() { ComponentCount = components, Regularization = 0, Kappa = 0.7, Tau0 = 2 };
        GaussianMixtureOnlineTrainer<double> trainer = new(options, dimension);
        double[][] observations = MixtureData.Rows(x, dimension);
        trainer.PartialFit(x.AsMemory(0, block * dimension));
        GaussianMixtureParameters p = trainer.Model().Parameters;
        double[][] s = [.. Enumerable.Range(0, components).Select(k => Moments(p.Weights[k], p.Mean(k).ToArray(), p.CovarianceMatrix(k)))];
        for (int t = 2; t <= 8; t++)
        {
            double[][] batch = observations[((t - 1) * block)..(t * block)];
            (double[][] r, double[] logDensities) = PlainMixture.Expectation(batch, p);
            double rho = Math.Pow(2 + t, -0.7);
            for (int k = 0; k < components; k++)
            {
                for (int i = 0; i < s[k].Length; i++)
                {
                    double mean = Enumerable.Range(0, block).Average(n => r[n][k] * Term(batch[n], i));
                    s[k][i] = ((1 - rho) * s[k][i]) + (rho * mean);
                }
            }

            p = new(
                GaussianCovariance.Full,
                dimension,
                [.. s.Select(moments => moments[0])],
                [.. s.SelectMany(moments => moments[1..3].Select(sum => sum / moments[0]))],
                [.. s.SelectMany(moments => moments[3..].Select((product, at) => (product / moments[0]) - (moments[1 + (at / 2)] * moments[1 + (at % 2)] / moments[0] / moments[0])))]);
            Assert.Equal(logDensities.Average(), trainer.PartialFit(x.AsMemory((t - 1) * block * dimension, block * dimension)), 1e-10);
        }

        Assert.All(p.Covariances.ToArray().Zip(trainer.Model().Parameters.Covariances.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-10));
        Assert.All(p.Weights.ToArray().Zip(trainer.Model().Parameters.Weights.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-10));

        static double Term(double[] x, int i) => i == 0 ? 1 : i < 3 ? x[i - 1] : x[(i - 3) / 2] * x[(i - 3) % 2];

        static double[] Moments(double weight, double[] mean, double[] covariance) =>
            [weight, .. mean.Select(m => weight * m), .. covariance.Select((c, at) => weight * (c + (mean[at / 2] * mean[at % 2])))];
    }

    /// <summary>A mini-batch with weights of 2 is that of rows that stand twice; with other weights too, as only their proportions within it count.</summary>
    [Fact]
    public void Weights_count_rows_within_a_mini_batch()
    {
        double[] x = MixtureData.Clouds(1200, 2, 2, 47);
        GaussianMixtureOptions options = new() { ComponentCount = 2, Tolerance = 1e-10, MaxIterations = 1000 };
        GaussianMixtureOnlineTrainer<double> plain = new(options, 2), weighted = new(options, 2);
        double[] mixed = [.. Enumerable.Range(0, 400).Select(n => 1.0 + (n % 3))];
        for (int block = 0; block < 3; block++)
        {
            ReadOnlyMemory<double> rows = x.AsMemory(block * 800, 800);
            double[] repeated = [.. Enumerable.Range(0, 400).SelectMany(n => Enumerable.Repeat(rows.Slice(2 * n, 2).ToArray(), 1 + (n % 3)).SelectMany(row => row))];
            Assert.Equal(plain.PartialFit(repeated), weighted.PartialFit(rows, mixed.Select(weight => weight / 7).ToArray()), 1e-6);
        }

        Assert.All(plain.Model().Parameters.Covariances.ToArray().Order().Zip(weighted.Model().Parameters.Covariances.ToArray().Order()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Equal(1200, weighted.ObservationCount);
        Assert.Contains("The weight of row 2 is -1", Assert.Throws<ArgumentException>(() => weighted.PartialFit((double[])[1, 2, 3, 4], (double[])[1, -1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_are_named()
    {
        GaussianMixtureOnlineTrainer<float> trainer = new(new() { ComponentCount = 2 }, 2);
        Assert.Throws<InvalidOperationException>(trainer.Model);
        Assert.Throws<ArgumentException>(() => trainer.PartialFit(Array.Empty<float>()));
        Assert.Contains("Row 1, column 2", Assert.Throws<ArgumentException>(() => trainer.PartialFit((float[])[1, float.NaN])).Message, StringComparison.Ordinal);
        Assert.Contains("The number of observations is 1; expected", Assert.Throws<ArgumentException>(() => trainer.PartialFit((float[])[1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new GaussianMixtureOnlineTrainer<float>(new() { ComponentCount = 2, Kappa = 1.5 }, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianMixtureOnlineTrainer<float>(new() { ComponentCount = 2 }, 0));
    }
}
