using System;
using System.IO;
using System.Linq;
using Kernels.Corpora;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>What a model with a posterior over its decoder's weights says of them.</summary>
public sealed class VaeWeightPosteriorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kernels-vae-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>½·Σ ((μ² + exp v)/s² − 1 − v + ln s²) over the parameters as they are laid out: encoder, the decoder's means, its log-variances.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0.3)]
    public void The_divergence_of_the_weights_is_that_of_Gaussians(double prior)
    {
        VaeModel<double> model = Trained<double>(prior, out _);
        int decoder = (2 * 16) + 16 + (16 * model.PixelCount) + model.PixelCount;
        double[] parameters = model.Parameters.ToArray();
        double expected = 0;
        for (int i = 0; i < decoder; i++)
        {
            (double mean, double logVariance) = (parameters[^((2 * decoder) - i)], parameters[^(decoder - i)]);
            expected += 0.5 * ((((mean * mean) + Math.Exp(logVariance)) / (prior * prior)) - 1 - logVariance + Math.Log(prior * prior));
        }

        double found = Assert.IsType<double>(model.WeightDivergence());
        Assert.True(Math.Abs(found - expected) <= 1e-12 * expected, $"{found:R}, expected {expected:R}");
    }

    /// <summary>What training reports of a pass holds an image's share; of a pass in which nothing moves, exactly.</summary>
    [Fact]
    public void Training_reports_an_images_share_of_it()
    {
        VaeModel<double> model = Trained<double>(1, out VaeFitResult result);
        Assert.Equal(60, result.ImageCount);
        VaeModel<double> still = new VaeTrainer<double>(model.Options with { Epochs = 1, LearningRate = 1e-30 }).Fit(TestImages.Bars(60), out VaeFitResult same);
        VaeModel<double> points = new VaeTrainer<double>(model.Options with { Epochs = 1, LearningRate = 1e-30, WeightPriorDeviation = 0 }).Fit(TestImages.Bars(60), out VaeFitResult other);
        Assert.Null(points.WeightDivergence());
        double share = still.WeightDivergence()!.Value / same.ImageCount!.Value;
        Assert.True(share > 1, $"{share}");
        Assert.Equal(other.Epochs[0].Divergence + share, same.Epochs[0].Divergence, 1e-9);
    }

    [Fact]
    public void A_folder_keeps_what_the_share_needs_and_does_without_it()
    {
        VaeModel<float> model = Trained<float>(1, out _);
        string folder = Path.Combine(_folder, "model"), description = Path.Combine(folder, "model.json");
        model.Save(folder);
        VaeModel<float> loaded = VaeModel<float>.Load(folder);
        Assert.Equal(60, loaded.Fit!.ImageCount);
        Assert.Equal(model.WeightDivergence(), loaded.WeightDivergence());

        string[] older = [.. File.ReadAllLines(description).Where(line => !line.Contains("\"imageCount\"", StringComparison.Ordinal))];
        Assert.Equal(File.ReadAllLines(description).Length - 1, older.Length);
        File.WriteAllText(description, string.Join('\n', older).Replace("false,\n    }", "false\n    }", StringComparison.Ordinal).Replace("false,\n  }", "false\n  }", StringComparison.Ordinal));
        Assert.Null(VaeModel<float>.Load(folder).Fit!.ImageCount);
    }

    private static VaeModel<T> Trained<T>(double prior, out VaeFitResult result)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        VaeOptions options = new() { LatentCount = 2, Hidden = [16], Epochs = 3, BatchSize = 32, LearningRate = 5e-3, WeightPriorDeviation = prior };
        return new VaeTrainer<T>(options).Fit(TestImages.Bars(60), out result);
    }
}
