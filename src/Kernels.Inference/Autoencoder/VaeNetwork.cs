using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>The shape of a variational autoencoder: an encoder and a decoder whose parameters are one memory, the encoder's first.</summary>
internal sealed class VaeNetwork
{
    private const double InitialWeightDeviation = 0.01;

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

    /// <summary>Weights of both networks.</summary>
    public int WeightCount => checked(Encoder.ParameterCount + Decoder.ParameterCount);

    /// <summary>Whether the decoder's weights have a posterior.</summary>
    public bool HasWeightPosterior => Options.WeightPriorDeviation > 0;

    /// <summary>What is learnt: the weights and, where the decoder's have a posterior, of which they are the means, the logarithms of its variances.</summary>
    public int ParameterCount => checked(WeightCount + (HasWeightPosterior ? Decoder.ParameterCount : 0));

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
        if (HasWeightPosterior)
        {
            new WeightPosterior<T>(Decoder.ParameterCount, Options.WeightPriorDeviation).Initialize(InitialWeightDeviation, parameters.AsSpan(Encoder.ParameterCount));
        }

        return parameters;
    }
}
