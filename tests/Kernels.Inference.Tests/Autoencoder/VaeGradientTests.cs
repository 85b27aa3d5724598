using System;
using System.Linq;
using Kernels.Corpora;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>The derivatives of every loss, through encoder, latent variables and decoder, against central differences of the loss.</summary>
public sealed class VaeGradientTests
{
    private const int Rows = 4;

    [Theory]
    [InlineData(VaeLatent.Gaussian, VaeDecoder.Bernoulli, VaeEstimator.ClosedFormDivergence, 1)]
    [InlineData(VaeLatent.Gaussian, VaeDecoder.Bernoulli, VaeEstimator.Sampled, 1)]
    [InlineData(VaeLatent.Gaussian, VaeDecoder.Gaussian, VaeEstimator.ClosedFormDivergence, 2)]
    [InlineData(VaeLatent.Gaussian, VaeDecoder.Gaussian, VaeEstimator.Sampled, 3)]
    [InlineData(VaeLatent.Categorical, VaeDecoder.Bernoulli, VaeEstimator.ClosedFormDivergence, 1)]
    [InlineData(VaeLatent.Categorical, VaeDecoder.Gaussian, VaeEstimator.ClosedFormDivergence, 2)]
    public void Derivatives_of_the_bound_are_those_by_central_differences(VaeLatent latent, VaeDecoder decoder, VaeEstimator estimator, int samples)
    {
        VaeOptions options = new()
        {
            LatentCount = 3,
            CategoryCount = 4,
            Latent = latent,
            Decoder = decoder,
            Estimator = estimator,
            Hidden = [8, 6],
            Activation = Activation.HyperbolicTangent,
        };
        ImageSet images = TestImages.Bars(Rows);
        VaeNetwork network = new(options, images.PixelCount);
        VaeBatch<double> batch = new(network, Rows, threads: 1);
        double[] parameters = [.. network.Initialize<double>().Select(p => 2 * p)];
        double[] gradient = new double[parameters.Length];
        PixelBatch<double> pixels = new(Rows, images.PixelCount);
        pixels.Gather(images, [0, 1, 2, 3]);
        double[] noise = new double[Rows * samples * batch.Latent.ValueCount];
        for (int sample = 0; sample < samples; sample++)
        {
            int length = noise.Length / samples;
            new NoiseSource(5).Fill<double>(batch.Latent.Noise, 1, (uint)sample, [0, 1, 2, 3], batch.Latent.ValueCount, noise.AsSpan(sample * length, length));
        }

        double Loss() => batch.Loss(parameters, pixels.Rows(Rows), noise, Rows, samples, default).Total / Rows;
        double loss = batch.Loss(parameters, pixels.Rows(Rows), noise, Rows, samples, gradient).Total / Rows;
        Assert.Equal(Loss(), loss, 12);
        CentralDifferences.AssertGradient(parameters, gradient, Loss);
    }

    /// <summary>The bound written out from its definition, for one image: ln p(x | z) + ln p(z) − ln q(z | x), or with the divergence in closed form.</summary>
    [Fact]
    public void Both_losses_are_their_definitions()
    {
        ImageSet images = TestImages.Bars(1);
        foreach (VaeEstimator estimator in Enum.GetValues<VaeEstimator>())
        {
            VaeOptions options = new() { LatentCount = 3, Hidden = [8], Estimator = estimator };
            VaeNetwork network = new(options, images.PixelCount);
            VaeBatch<double> batch = new(network, 1, threads: 1);
            double[] parameters = network.Initialize<double>();
            double[] pixels = [.. images[0].ToArray().Select(p => p / 255.0)];
            double[] noise = [0.3, -1.2, 0.7];
            double[] encoded = batch.Encode(parameters, pixels, 1).ToArray();
            (double[] mean, double[] logVariance) = (encoded[..3], encoded[3..]);
            double[] z = [.. mean.Select((m, i) => m + (Math.Exp(logVariance[i] / 2) * noise[i]))];
            double[] logits = batch.Decode(parameters, z, 1).ToArray();
            double logLikelihood = logits.Select((l, i) => (pixels[i] * Math.Log(Sigmoid(l))) + ((1 - pixels[i]) * Math.Log(Sigmoid(-l)))).Sum();
            double logPrior = z.Sum(v => LogNormal(v, 0, 0));
            double logPosterior = z.Select((v, i) => LogNormal(v, mean[i], logVariance[i])).Sum();
            double divergence = estimator == VaeEstimator.Sampled
                ? logPosterior - logPrior
                : 0.5 * mean.Select((m, i) => (m * m) + Math.Exp(logVariance[i]) - 1 - logVariance[i]).Sum();
            VaeLoss loss = batch.Loss(parameters, pixels, noise, 1, 1, default);
            Assert.Equal(-logLikelihood, loss.Reconstruction, 11);
            Assert.Equal(divergence, loss.Divergence, 11);
        }
    }

    [Fact]
    public void A_sharp_temperature_chooses_as_often_as_the_logits_say()
    {
        const int Draws = 20_000;
        CategoricalLatent<double> latent = new(1, 3, 0.01, Draws);
        double[] logits = [.. Enumerable.Range(0, Draws).SelectMany(_ => (double[])[Math.Log(0.2), Math.Log(0.5), Math.Log(0.3)])];
        (double[] noise, double[] z) = (new double[3 * Draws], new double[3 * Draws]);
        new NoiseSource(3).Fill<double>(NoiseKind.Gumbel, 1, 0, [.. Enumerable.Range(0, Draws)], 3, noise);
        latent.Sample(logits, noise, Draws, z, new double[Draws]);
        for (int category = 0; category < 3; category++)
        {
            double share = Enumerable.Range(0, Draws).Average(i => z[(3 * i) + category]);
            Assert.InRange(share, new[] { 0.2, 0.5, 0.3 }[category] - 0.015, new[] { 0.2, 0.5, 0.3 }[category] + 0.015);
        }

        double[] ratios = new double[2];
        latent.SampleExactly(logits.AsSpan(0, 3), noise.AsSpan(0, 6), 2, z, ratios);
        for (int row = 0; row < 2; row++)
        {
            int chosen = Array.IndexOf(z, 1.0, 3 * row, 3) - (3 * row);
            Assert.Equal(-Math.Log(3) - logits[chosen], ratios[row], 12);
        }
    }

    [Fact]
    public void Noise_is_a_function_of_its_key_alone_and_has_its_distribution()
    {
        NoiseSource source = new(9);
        double[] whole = new double[3000 * 21];
        source.Fill<double>(NoiseKind.Normal, 4, 17, [.. Enumerable.Range(0, 3000)], 21, whole);
        double[] one = new double[21];
        source.Fill<double>(NoiseKind.Normal, 4, 17, [1234], 21, one);
        Assert.Equal(whole[(1234 * 21)..(1235 * 21)], one);
        source.Fill<double>(NoiseKind.Normal, 4, 18, [1234], 21, one);
        Assert.DoesNotContain(whole[(1234 * 21)..(1235 * 21)].Zip(one), pair => pair.First == pair.Second);
        Assert.InRange(whole.Average(), -0.015, 0.015);
        Assert.InRange(whole.Average(v => v * v), 0.98, 1.02);
        Assert.Equal(whole.Length, whole.Distinct().Count());
        source.Fill<double>(NoiseKind.Gumbel, 4, 17, [.. Enumerable.Range(0, 3000)], 21, whole);
        Assert.InRange(whole.Average(), 0.577 - 0.02, 0.577 + 0.02);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double LogNormal(double value, double mean, double logVariance) =>
        -0.5 * (Math.Log(2 * Math.PI) + logVariance + ((value - mean) * (value - mean) * Math.Exp(-logVariance)));
}
