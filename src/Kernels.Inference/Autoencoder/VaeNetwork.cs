using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>The shape of a variational autoencoder: an encoder and a decoder whose parameters are one memory, the encoder's first.</summary>
internal sealed class VaeNetwork
{
    public VaeNetwork(VaeOptions options, int pixelCount)
    {
        (Options, PixelCount) = (options, pixelCount);
        int values = options.Latent == VaeLatent.Gaussian ? options.LatentCount : checked(options.LatentCount * options.CategoryCount);
        int encoded = options.Latent == VaeLatent.Gaussian ? checked(2 * values) : values;
        LatentValueCount = values;
        DecodedCount = checked(pixelCount * (options.Decoder == VaeDecoder.Gaussian ? 2 : 1));
        Encoder = DenseNetwork.Of([pixelCount, .. options.Hidden, encoded], options.Activation);
        Decoder = DenseNetwork.Of([values, .. options.Hidden.Reverse(), DecodedCount], options.Activation);
    }

    public VaeOptions Options { get; }

    public int PixelCount { get; }

    /// <summary>Values of z that the decoder takes.</summary>
    public int LatentValueCount { get; }

    /// <summary>Values that the decoder gives: logits, or means and then log-variances.</summary>
    public int DecodedCount { get; }

    public DenseNetwork Encoder { get; }

    public DenseNetwork Decoder { get; }

    public int ParameterCount => checked(Encoder.ParameterCount + Decoder.ParameterCount);

    public IVaeLatent<T> CreateLatent<T>(int mostRows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Options.Latent == VaeLatent.Gaussian
        ? new GaussianLatent<T>(Options.LatentCount, Options.Estimator, mostRows)
        : new CategoricalLatent<T>(Options.LatentCount, Options.CategoryCount, Options.Temperature, mostRows);

    /// <summary>Fresh parameters.</summary>
    public T[] Initialize<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] parameters = new T[ParameterCount];
        Encoder.Initialize(Options.Seed, parameters.AsSpan(0, Encoder.ParameterCount), network: 0);
        Decoder.Initialize(Options.Seed, parameters.AsSpan(Encoder.ParameterCount), network: 1);
        return parameters;
    }
}
