using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>The shape of a variational autoencoder: an encoder and a decoder whose parameters are one memory, the encoder's first.</summary>
internal sealed class VaeNetwork
{
    private const double InitialWeightDeviation = 0.01;

    /// <exception cref="ArgumentException">It has more parameters than arrays hold.</exception>
    public VaeNetwork(VaeOptions options, int pixelCount)
    {
        (Options, PixelCount) = (options, pixelCount);
        try
        {
            int values = options.Latent == VaeLatent.Gaussian ? options.LatentCount : checked(options.LatentCount * options.CategoryCount);
            int encoded = options.Latent == VaeLatent.Gaussian ? checked(2 * values) : values;
            LatentValueCount = values;
            DecodedCount = checked(pixelCount * (options.Decoder == VaeDecoder.Gaussian ? 2 : 1));
            Encoder = DenseNetwork.Of([pixelCount, .. options.Hidden, encoded], options.Activation);
            Decoder = DenseNetwork.Of([values, .. options.Hidden.Reverse(), DecodedCount], options.Activation);

            // The optimiser keeps two numbers for each in one array.
            _ = checked(2 * ParameterCount);
        }
        catch (OverflowException exception)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Hidden layers of {string.Join(',', options.Hidden)} between {pixelCount} pixels and {options.LatentCount} latent variables have more than {int.MaxValue / 2} parameters; expected fewer."),
                nameof(options),
                exception);
        }
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

    /// <summary>Refuses mini-batches whose values, of a layer or of the noise of all samples, do not fit an array.</summary>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    public void RequireRoom(int rows)
    {
        int widest = Encoder.Layers.Concat(Decoder.Layers).Max(layer => Math.Max(layer.InputCount, layer.OutputCount));
        Int128 values = (Int128)rows * Int128.Max(widest, (Int128)LatentValueCount * Options.SampleCount);
        if (values > Array.MaxLength)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Mini-batches of {rows} images have {values} values in a layer, or in the noise of {Options.SampleCount} samples; expected at most {Array.MaxLength}."));
        }
    }

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
