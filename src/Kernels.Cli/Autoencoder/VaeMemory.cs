using System;
using System.Linq;
using Kernels.Cli.Output;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Autoencoder;

/// <summary>What training will hold in memory: told before it starts, so that a network too large is seen at once.</summary>
internal static class VaeMemory
{
    // The parameters, their derivatives, and the optimiser's two numbers for each.
    private const int ArraysOfParameters = 4;

    // Values and derivatives of a layer.
    private const int ArraysOfLayer = 2;

    /// <summary>Refuses what this machine, or the limit this process runs under, cannot hold.</summary>
    public static void Require(VaeOptions options, ImageSet images)
    {
        double latent = options.LatentCount * (options.Latent == VaeLatent.Categorical ? (double)options.CategoryCount : 2);
        double[] layers = [images.PixelCount, .. options.Hidden, latent];
        double weights = layers.Skip(1).Select((size, i) => layers[i] * size).Sum();
        double rows = Math.Min(options.BatchSize, images.Count);
        double needed = sizeof(float) * ((2 * ArraysOfParameters * weights) + (rows * ((2 * ArraysOfLayer * layers.Sum()) + (latent * options.SampleCount))));
        double there = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (needed > there)
        {
            throw new BadInputException(FormattableString.Invariant(
                $"found hidden layers of {string.Join(',', options.Hidden)} between {images.PixelCount} pixels and {options.LatentCount} latent variables, and mini-batches of {rows} images, which take {Amounts.Bytes(needed)} of memory; expected no more than the {Amounts.Bytes(there)} there are"));
        }
    }
}
