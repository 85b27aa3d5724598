using System;
using System.Numerics;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>How good a variational autoencoder is on images it need not have seen.</summary>
internal static class VaeEvaluation
{
    /// <summary>Σ of −ELBO over images, one sample each, in order.</summary>
    public static VaeLoss Loss<T>(VaeBatch<T> batch, PixelBatch<T> pixels, NoiseSource noise, ReadOnlyMemory<T> parameters, ImageSet images, int rowsAtOnce)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] ids = new int[rowsAtOnce];
        T[] draws = new T[rowsAtOnce * batch.Latent.ValueCount];
        (double reconstruction, double divergence) = (0, 0);
        for (int first = 0; first < images.Count; first += rowsAtOnce)
        {
            Span<int> rows = ids.AsSpan(0, Math.Min(rowsAtOnce, images.Count - first));
            for (int i = 0; i < rows.Length; i++)
            {
                rows[i] = first + i;
            }

            pixels.Gather(images, rows);
            noise.Fill<T>(batch.Latent.Noise, NeuralStreams.TestNoise, step: 0, rows, batch.Latent.ValueCount, draws);
            VaeLoss loss = batch.Loss(parameters, pixels.Rows(rows.Length), draws, rows.Length, samples: 1, gradient: default);
            (reconstruction, divergence) = (reconstruction + loss.Reconstruction, divergence + loss.Divergence);
        }

        return new VaeLoss(reconstruction, divergence);
    }

    /// <summary>ln (1/S) Σ_s p(x, z_s)/q(z_s | x) of the only image of a set.</summary>
    public static double LogLikelihood<T>(
        VaeBatch<T> batch, PixelBatch<T> pixels, NoiseSource noise, ReadOnlyMemory<T> parameters, ImageSet image, int sampleCount, int key, int rowsAtOnce)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int values = batch.Latent.ValueCount;
        double[] logWeights = new double[sampleCount];
        (T[] draws, T[] z, T[] losses) = (new T[rowsAtOnce * values], new T[rowsAtOnce * values], new T[rowsAtOnce]);
        int[] same = new int[rowsAtOnce];
        pixels.Gather(image, same.AsSpan(0, 1));
        T[] encoded = batch.Encode(parameters, pixels.Rows(1), rows: 1).ToArray();
        pixels.Gather(image, same);
        Array.Fill(same, key);
        for (int first = 0; first < sampleCount; first += rowsAtOnce)
        {
            int rows = Math.Min(rowsAtOnce, sampleCount - first);
            for (int row = 0; row < rows; row++)
            {
                // Sample after sample, so that more samples begin with those of fewer.
                noise.Fill<T>(
                    batch.Latent.Noise, NeuralStreams.ImportanceNoise, (uint)(first + row), same.AsSpan(0, 1), values, draws.AsSpan(row * values, values));
            }

            Span<double> weights = logWeights.AsSpan(first, rows);
            batch.Latent.SampleExactly(encoded, draws, rows, z, weights);
            batch.Losses(batch.Decode(parameters, z, rows), pixels.Rows(rows), rows, losses, gradient: default);
            for (int row = 0; row < rows; row++)
            {
                weights[row] -= double.CreateTruncating(losses[row]);
            }
        }

        return Probability.LogSumExp<double>(logWeights) - OneNumber.Log(sampleCount);
    }
}
