using System;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>The latent variables of a variational autoencoder: how q(z | x) follows from the encoder's values, and the way back.</summary>
internal interface IVaeLatent<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Values that the encoder gives for an image.</summary>
    int EncodedCount { get; }

    /// <summary>Values of z, of the noise and of what the decoder takes for an image.</summary>
    int ValueCount { get; }

    /// <summary>What the noise is.</summary>
    NoiseKind Noise { get; }

    /// <summary>z of every row from its encoded values and noise; divergences[row] += what it adds to the loss.</summary>
    void Sample(ReadOnlySpan<T> encoded, ReadOnlySpan<T> noise, int rows, Span<T> z, Span<double> divergences);

    /// <summary>encodedGradient += weight·derivative of the divergence, + the derivative of z times zGradient; after <see cref="Sample"/> of the same rows.</summary>
    void Back(ReadOnlySpan<T> encoded, ReadOnlySpan<T> noise, ReadOnlySpan<T> z, ReadOnlySpan<T> zGradient, int rows, T weight, Span<T> encodedGradient);

    /// <summary>Exact samples of q for one image, a row each, and ln p(z) − ln q(z | x) of each: nothing relaxed.</summary>
    void SampleExactly(ReadOnlySpan<T> encoded, ReadOnlySpan<T> noise, int rows, Span<T> z, Span<double> logRatios);

    /// <summary>z of the prior from noise.</summary>
    void SamplePrior(ReadOnlySpan<T> noise, int rows, Span<T> z);

    /// <summary>The mean of q(z | x), or its probabilities, of every row.</summary>
    void Mean(ReadOnlySpan<T> encoded, int rows, Span<T> mean);
}
