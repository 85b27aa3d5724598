using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Kernels.Inference;

/// <summary>p(x | z) from what the decoder gives for an image: logits of its pixels, or their means and then their log-variances.</summary>
internal sealed class PixelLikelihood<T>(VaeOptions options, int pixelCount)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool _gaussian = options.Decoder == VaeDecoder.Gaussian;
    private readonly T _minimum = T.CreateChecked(options.MinimumLogVariance);

    /// <summary>Values for an image.</summary>
    private int Count => _gaussian ? 2 * pixelCount : pixelCount;

    /// <summary>Log-variances v ← minimum + softplus v.</summary>
    public void Bound(Span<T> decoded, int rows)
    {
        for (int row = 0; _gaussian && row < rows; row++)
        {
            Span<T> logVariances = LogVariances(decoded, row);
            Activations.Softplus<T>(logVariances, logVariances);
            TensorPrimitives.Add(logVariances, _minimum, logVariances);
        }
    }

    /// <summary>The way back through <see cref="Bound"/>.</summary>
    public void Back(Span<T> decoded, int rows, Span<T> gradient)
    {
        for (int row = 0; _gaussian && row < rows; row++)
        {
            Span<T> logVariances = LogVariances(decoded, row);
            TensorPrimitives.Subtract(logVariances, _minimum, logVariances);
            Activations.SoftplusGradient(logVariances, LogVariances(gradient, row), LogVariances(gradient, row));
        }
    }

    /// <summary>−ln p of rows [first, end), and its derivatives where they are wanted.</summary>
    public void Losses(ReadOnlySpan<T> decoded, ReadOnlySpan<T> pixels, int first, int end, Span<T> losses, Span<T> gradient)
    {
        ReadOnlySpan<T> values = decoded[(first * Count)..(end * Count)];
        ReadOnlySpan<T> targets = pixels[(first * pixelCount)..(end * pixelCount)];
        Span<T> slopes = gradient.IsEmpty ? default : gradient[(first * Count)..(end * Count)];
        if (_gaussian)
        {
            Likelihood.GaussianLogVariances(values, targets, pixelCount, losses[first..end], slopes);
        }
        else
        {
            Likelihood.BernoulliLogits(values, targets, pixelCount, losses[first..end], slopes);
        }
    }

    /// <summary>The mean of every pixel of an image.</summary>
    public void Means(ReadOnlySpan<T> decoded, int row, Span<T> means)
    {
        ReadOnlySpan<T> values = decoded.Slice(row * Count, pixelCount);
        if (_gaussian)
        {
            values.CopyTo(means);
        }
        else
        {
            Activations.Sigmoid(values, means);
        }
    }

    private Span<T> LogVariances(Span<T> decoded, int row) => decoded.Slice((row * Count) + pixelCount, pixelCount);
}
