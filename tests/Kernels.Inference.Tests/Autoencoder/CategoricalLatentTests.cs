using System;
using System.Linq;
using System.Numerics;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Relaxed categories at the edges of temperature.</summary>
public sealed class CategoricalLatentTests
{
    /// <summary>softmax((logits + noise)/temperature) in plain loops, the difference from the largest first.</summary>
    [Theory]
    [InlineData(0.5, 1e-6)]
    [InlineData(1e-3, 1e-3)]
    [InlineData(1e-20, 0)]
    [InlineData(VaeOptions.LowestTemperature, 0)]
    [InlineData(1e30, 1e-6)]
    [InlineData(1e300, 1e-6)]
    public void Samples_are_those_of_the_formula_at_every_temperature(double temperature, double tolerance)
    {
        Check<float>(temperature, tolerance);
        Check<double>(temperature, tolerance / 1e6);
    }

    /// <summary>Numbers whose quotients by the temperature are all beyond float stay apart, and nothing on the way back is NaN.</summary>
    [Fact]
    public void The_lowest_temperature_chooses_the_largest()
    {
        CategoricalLatent<float> latent = new(count: 1, categories: 3, VaeOptions.LowestTemperature, mostRows: 1);
        float[] logits = [50, 40, 49.99f], noise = new float[3], z = new float[3], gradient = new float[3];
        double[] divergences = new double[1];
        latent.Sample(logits, noise, 1, z, divergences);
        Assert.Equal([1f, 0, 0], z);
        Assert.True(double.IsFinite(divergences[0]));
        latent.Back(logits, noise, z, [3, -2, 5], 1, 0, gradient);
        Assert.Equal([0f, 0, 0], gradient);
    }

    [Theory]
    [InlineData(9.99e-38)]
    [InlineData(1e-45)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_lower_one_is_refused(double temperature)
    {
        VaeOptions options = new() { Latent = VaeLatent.Categorical, Temperature = temperature };
        string message = Assert.Throws<ArgumentException>(() => new VaeTrainer<float>(options)).Message;
        Assert.StartsWith(FormattableString.Invariant($"Temperature is {temperature}; expected a number from 1E-37 on."), message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(VaeOptions.LowestTemperature)]
    [InlineData(1e300)]
    public void A_network_is_trained_at_both_ends(double temperature)
    {
        VaeOptions options = new() { LatentCount = 2, Latent = VaeLatent.Categorical, CategoryCount = 3, Temperature = temperature, Hidden = [8], Epochs = 2, BatchSize = 16 };
        VaeModel<float> model = new VaeTrainer<float>(options).Fit(TestImages.Bars(40), out VaeFitResult result);
        Assert.All(model.Parameters.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.All(result.Epochs, epoch => Assert.True(double.IsFinite(epoch.TrainLoss)));
    }

    private static void Check<T>(double temperature, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Rows = 3, Count = 2, Categories = 4;
        CategoricalLatent<T> latent = new(Count, Categories, temperature, Rows);
        double[] logits = [.. Enumerable.Range(0, Rows * Count * Categories).Select(i => 8 * Math.Sin(i * i))];
        double[] noise = [.. logits.Select((_, i) => Math.Cos(7.3 * i))];
        T[] z = new T[logits.Length];
        latent.Sample(Array.ConvertAll(logits, T.CreateChecked), Array.ConvertAll(noise, T.CreateChecked), Rows, z, new double[Rows]);
        for (int first = 0; first < z.Length; first += Categories)
        {
            double[] sums = [.. Enumerable.Range(first, Categories).Select(i => logits[i] + noise[i])];
            double[] weights = [.. sums.Select(sum => Math.Exp((sum - sums.Max()) / temperature))];
            for (int k = 0; k < Categories; k++)
            {
                Assert.Equal(weights[k] / weights.Sum(), double.CreateChecked(z[first + k]), tolerance);
            }
        }
    }
}
