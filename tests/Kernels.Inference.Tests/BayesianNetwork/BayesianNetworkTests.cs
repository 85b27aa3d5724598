using System;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

public sealed class BayesianNetworkTests
{
    [Fact]
    public void The_bound_rises_and_uncertainty_grows_away_from_the_data()
    {
        (double[] x, double[] y) = Cubic();
        // An activation that does not level off: what it says far away is open.
        DenseNetwork network = DenseNetwork.Of([1, 20, 1], Activation.Rectifier);
        BayesianNetworkOptions options = new() { NoiseDeviation = 0.1, StepCount = 4000 };
        BayesianNetwork<double> posterior = new BayesianNetworkTrainer<double>(network, options).Fit(x, y, out double[] bounds);
        Assert.Equal(4000, bounds.Length);
        double[] means = [.. Enumerable.Range(0, 8).Select(part => bounds.Skip(500 * part).Take(500).Average())];
        Assert.True(means[1] > means[0] && means[3] > means[1] && means[7] > means[3], string.Join(' ', means));
        Assert.InRange(posterior.Bound(x, y, 200), means[7] - 10, means[7] + 10);

        double[] places = [0, 0.5, -0.5, 2, -2, 4, -4];
        (double[] mean, double[] deviation) = (new double[7], new double[7]);
        posterior.Predict(places, 1000, mean, deviation);
        for (int i = 0; i < 3; i++)
        {
            Assert.InRange(mean[i], Math.Pow(places[i], 3) - 0.15, Math.Pow(places[i], 3) + 0.15);
            Assert.True(deviation[i] < 0.15, $"{deviation[i]} at {places[i]}");
        }

        double inside = deviation[..3].Max();
        Assert.All(deviation[3..5], d => Assert.True(d > 2 * inside, $"{string.Join(' ', deviation)}"));
        Assert.All(deviation[5..], d => Assert.True(d > 2.5 * inside, $"{string.Join(' ', deviation)}"));
    }

    /// <summary>For a network that is linear the posterior is known; mean field finds its means, and variances 1/precision_ii.</summary>
    [Fact]
    public void A_linear_network_finds_the_exact_posterior()
    {
        double[] x = [-1, -0.6, -0.2, 0.1, 0.4, 0.7, 0.9];
        double[] y = [-1.9, -1.3, -0.3, 0.3, 0.9, 1.2, 2.0];
        const double Noise = 0.3;
        DenseNetwork network = DenseNetwork.Of([1, 1], Activation.Identity);
        BayesianNetworkOptions options = new() { NoiseDeviation = Noise, StepCount = 6000, LearningRate = 5e-3, SampleCount = 8, PriorDeviation = 2 };
        BayesianNetwork<double> posterior = new BayesianNetworkTrainer<double>(network, options).Fit(x, y, out _);

        // Precision of (weight, bias): I/s² + XᵀX/noise².
        double a = 0.25 + (x.Sum(v => v * v) / (Noise * Noise));
        double b = x.Sum() / (Noise * Noise);
        double d = 0.25 + (x.Length / (Noise * Noise));
        double r0 = x.Zip(y, (u, v) => u * v).Sum() / (Noise * Noise);
        double r1 = y.Sum() / (Noise * Noise);
        double determinant = (a * d) - (b * b);
        ReadOnlySpan<double> parameters = posterior.Parameters.Span;
        Assert.Equal(((d * r0) - (b * r1)) / determinant, parameters[0], 0.02);
        Assert.Equal(((a * r1) - (b * r0)) / determinant, parameters[1], 0.02);
        Assert.Equal(1 / a, Math.Exp(parameters[2]), 0.1 / a);
        Assert.Equal(1 / d, Math.Exp(parameters[3]), 0.1 / d);
    }

    [Fact]
    public void Derivatives_of_the_posteriors_loss_are_those_by_central_differences()
    {
        WeightPosterior<double> posterior = new(5, 1.5);
        NoiseSource noise = new(3);
        double[] parameters = [0.3, -0.2, 1.1, 0.4, -0.9, -1, -2, -0.5, -3, 0.2];
        double[] weights = new double[5];
        double Loss()
        {
            posterior.Sample(parameters, noise, 1, 2, weights);
            return weights.Sum(w => Math.Sin(2 * w)) + (0.7 * posterior.Divergence(parameters));
        }

        Loss();
        double[] gradient = new double[10];
        posterior.Back(parameters, [.. weights.Select(w => 2 * Math.Cos(2 * w))], 0.7, gradient);
        CentralDifferences.AssertGradient(parameters, gradient, Loss);
    }

    [Fact]
    public void The_divergence_is_zero_at_the_prior_alone()
    {
        WeightPosterior<double> posterior = new(3, 0.5);
        double[] parameters = [0, 0, 0, 2 * Math.Log(0.5), 2 * Math.Log(0.5), 2 * Math.Log(0.5)];
        Assert.Equal(0, posterior.Divergence(parameters), 14);
        parameters[0] = 0.5;
        Assert.Equal(0.5, posterior.Divergence(parameters), 14);
    }

    [Fact]
    public void Minibatches_give_a_bound_of_all_observations()
    {
        (double[] x, double[] y) = Cubic();
        DenseNetwork network = DenseNetwork.Of([1, 10, 1], Activation.HyperbolicTangent);
        BayesianNetworkOptions options = new() { NoiseDeviation = 0.1, StepCount = 3000, BatchSize = 7 };
        BayesianNetwork<double> posterior = new BayesianNetworkTrainer<double>(network, options).Fit(x, y, out double[] bounds);
        Assert.InRange(bounds.TakeLast(1000).Average(), posterior.Bound(x, y, 500) - 15, posterior.Bound(x, y, 500) + 15);
    }

    /// <summary>A linear network's posterior is known. Batches that do not divide the data, and the first data unlike the rest: every datum must count the same.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    public void Minibatches_find_the_posterior_of_all_observations(int batchSize)
    {
        double[] x = [-1, -0.6, -0.2, 0.1, 0.4, 0.7, 0.9, 1.2, 1.5, 1.8];
        double[] y = [.. x.Select((v, i) => (2 * v) + (i < 2 ? 3 : 0))];
        const double Noise = 0.5;
        BayesianNetworkOptions options = new() { NoiseDeviation = Noise, StepCount = 12_000, LearningRate = 2e-3, SampleCount = 4, PriorDeviation = 10, BatchSize = batchSize };
        BayesianNetwork<double> posterior = new BayesianNetworkTrainer<double>(DenseNetwork.Of([1, 1], Activation.Identity), options).Fit(x, y, out _);
        double a = 0.01 + (x.Sum(v => v * v) / (Noise * Noise));
        double b = x.Sum() / (Noise * Noise);
        double d = 0.01 + (x.Length / (Noise * Noise));
        double r0 = x.Zip(y, (u, v) => u * v).Sum() / (Noise * Noise);
        double r1 = y.Sum() / (Noise * Noise);
        ReadOnlySpan<double> parameters = posterior.Parameters.Span;
        Assert.Equal(((d * r0) - (b * r1)) / ((a * d) - (b * b)), parameters[0], 0.1);
        Assert.Equal(((a * r1) - (b * r0)) / ((a * d) - (b * b)), parameters[1], 0.1);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        DenseNetwork network = DenseNetwork.Of([2, 1], Activation.Identity);
        BayesianNetworkTrainer<float> trainer = new(network, new BayesianNetworkOptions { StepCount = 1 });
        Assert.Throws<ArgumentException>(() => trainer.Fit(new float[3], new float[2], out _));
        Assert.Throws<ArgumentException>(() => trainer.Fit(new float[4], new float[3], out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BayesianNetworkTrainer<float>(network, new BayesianNetworkOptions { NoiseDeviation = 0 }));
        BayesianNetwork<float> posterior = trainer.Fit(new float[4], new float[2], out _);
        Assert.Throws<ArgumentException>(() => posterior.Predict(new float[4], 2, new double[1], new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => posterior.Predict(new float[4], 1, new double[2], new double[2]));
    }

    /// <summary>y = x³ and a little noise, between −1 and 1.</summary>
    private static (double[] X, double[] Y) Cubic()
    {
        Random random = new(5);
        double[] x = [.. Enumerable.Range(0, 40).Select(i => -1 + (i / 19.5))];
        return (x, [.. x.Select(v => (v * v * v) + (0.1 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5)))]);
    }
}
