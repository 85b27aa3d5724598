using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Kernels.Inference;

/// <summary>The bound of a mini-batch and its derivatives, with room of its own for so many images.</summary>
internal sealed class VaeBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowGrain = 16;

    private readonly VaeNetwork _network;
    private readonly int _threads;
    private readonly DenseNetworkPass<T> _encoder;
    private readonly DenseNetworkPass<T> _decoder;
    private readonly IVaeLatent<T> _latent;
    private readonly PixelLikelihood<T> _pixels;
    private readonly T[] _z;
    private readonly T[] _zGradient;
    private readonly T[] _encodedGradient;
    private readonly T[] _decodedGradient;
    private readonly T[] _losses;
    private readonly double[] _divergences;

    public VaeBatch(VaeNetwork network, int mostRows, int threads)
    {
        (_network, _threads) = (network, threads);
        _encoder = new DenseNetworkPass<T>(network.Encoder, mostRows, threads);
        _decoder = new DenseNetworkPass<T>(network.Decoder, mostRows, threads);
        _latent = network.CreateLatent<T>(mostRows);
        _pixels = new PixelLikelihood<T>(network.Options, network.PixelCount);
        _z = new T[mostRows * _latent.ValueCount];
        _zGradient = new T[mostRows * _latent.ValueCount];
        _encodedGradient = new T[mostRows * _latent.EncodedCount];
        _decodedGradient = new T[checked(mostRows * network.DecodedCount)];
        _losses = new T[mostRows];
        _divergences = new double[mostRows];
    }

    public IVaeLatent<T> Latent => _latent;

    /// <summary>Σ over rows of −ELBO, each the mean over samples.</summary>
    /// <param name="parameters">The network's.</param>
    /// <param name="pixels">Rows of pixels.</param>
    /// <param name="noise">Noise of every sample: all rows of the first one, then of the next.</param>
    /// <param name="rows">Images.</param>
    /// <param name="samples">Samples of z for each.</param>
    /// <param name="gradient">Receives derivatives of the mean loss over rows; empty where they are not wanted.</param>
    public VaeLoss Loss(ReadOnlyMemory<T> parameters, ReadOnlyMemory<T> pixels, ReadOnlyMemory<T> noise, int rows, int samples, Memory<T> gradient)
    {
        (ReadOnlyMemory<T> encoderParameters, ReadOnlyMemory<T> decoderParameters) = Split(parameters);
        Memory<T> encoded = _encoder.Forward(encoderParameters, pixels, rows);
        Span<T> encodedGradient = _encodedGradient.AsSpan(0, rows * _latent.EncodedCount);
        encodedGradient.Clear();
        _divergences.AsSpan(0, rows).Clear();
        T weight = T.One / T.CreateChecked((double)rows * samples);
        double reconstruction = 0;
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<T> draws = noise.Span.Slice(sample * rows * _latent.ValueCount, rows * _latent.ValueCount);
            Memory<T> z = _z.AsMemory(0, draws.Length);
            _latent.Sample(encoded.Span, draws, rows, z.Span, _divergences);
            Memory<T> decoded = Decode(parameters, z, rows);
            Memory<T> decodedGradient = gradient.IsEmpty ? default : _decodedGradient.AsMemory(0, decoded.Length);
            reconstruction += Reconstruction(decoded, pixels, rows, decodedGradient);
            if (!gradient.IsEmpty)
            {
                TensorPrimitives.Multiply(decodedGradient.Span, weight, decodedGradient.Span);
                _pixels.Back(decoded.Span, rows, decodedGradient.Span);
                _decoder.Backward(decoderParameters, z, decodedGradient, rows, gradient[_network.Encoder.ParameterCount.._network.WeightCount], _zGradient, accumulate: sample > 0);
                _latent.Back(encoded.Span, draws, z.Span, _zGradient, rows, weight, encodedGradient);
            }
        }

        if (!gradient.IsEmpty)
        {
            _encoder.Backward(encoderParameters, pixels, _encodedGradient, rows, gradient[.._network.Encoder.ParameterCount]);
        }

        double divergence = 0;
        foreach (double value in _divergences.AsSpan(0, rows))
        {
            divergence += value;
        }

        return new VaeLoss(reconstruction / samples, divergence / samples);
    }

    /// <summary>Encoded values of every row.</summary>
    public ReadOnlyMemory<T> Encode(ReadOnlyMemory<T> parameters, ReadOnlyMemory<T> pixels, int rows) => _encoder.Forward(Split(parameters).Encoder, pixels, rows);

    /// <summary>Decoded values of every row: logits, or means and then log-variances.</summary>
    public Memory<T> Decode(ReadOnlyMemory<T> parameters, ReadOnlyMemory<T> z, int rows)
    {
        Memory<T> decoded = _decoder.Forward(Split(parameters).Decoder, z, rows);
        _pixels.Bound(decoded.Span, rows);
        return decoded;
    }

    /// <summary>−ln p(x | z) of every row, and its derivatives where they are wanted.</summary>
    public void Losses(ReadOnlyMemory<T> decoded, ReadOnlyMemory<T> pixels, int rows, Memory<T> losses, Memory<T> gradient)
    {
        if (_threads == 1)
        {
            _pixels.Losses(decoded.Span, pixels.Span, 0, rows, losses.Span, gradient.Span);
        }
        else
        {
            ShareLosses(decoded, pixels, rows, losses, gradient);
        }
    }

    /// <summary>Apart, so that a call that shares nothing makes no closure.</summary>
    private void ShareLosses(ReadOnlyMemory<T> decoded, ReadOnlyMemory<T> pixels, int rows, Memory<T> losses, Memory<T> gradient) =>
        WorkShares.Run(_threads, rows, RowGrain, (first, end) => _pixels.Losses(decoded.Span, pixels.Span, first, end, losses.Span, gradient.Span));

    private double Reconstruction(ReadOnlyMemory<T> decoded, ReadOnlyMemory<T> pixels, int rows, Memory<T> gradient)
    {
        Losses(decoded, pixels, rows, _losses, gradient);
        double sum = 0;
        foreach (T loss in _losses.AsSpan(0, rows))
        {
            sum += double.CreateTruncating(loss);
        }

        return sum;
    }

    private (ReadOnlyMemory<T> Encoder, ReadOnlyMemory<T> Decoder) Split(ReadOnlyMemory<T> parameters) =>
        (parameters[.._network.Encoder.ParameterCount], parameters[_network.Encoder.ParameterCount.._network.WeightCount]);
}

/// <summary>−ELBO in its two parts.</summary>
/// <param name="Reconstruction">−E ln p(x | z).</param>
/// <param name="Divergence">KL(q(z | x) ‖ p(z)), or its estimate.</param>
internal readonly record struct VaeLoss(double Reconstruction, double Divergence)
{
    public double Total => Reconstruction + Divergence;
}
