using System;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>Full variational Bayes over the decoder's weights: a sample of them for each mini-batch, and the way back to their posterior.</summary>
/// <remarks>An image's share of KL(q(θ) ‖ p(θ)) is one of so many as there are images. Source: Kingma and Welling (2014), appendix F.</remarks>
internal sealed class VaeWeights<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly VaeNetwork _network;
    private readonly int _imageCount;
    private readonly WeightPosterior<T> _posterior;
    private readonly T[] _weights;
    private readonly T[] _weightGradient;

    public VaeWeights(VaeNetwork network, int imageCount)
    {
        (_network, _imageCount) = (network, imageCount);
        _posterior = new WeightPosterior<T>(network.Decoder.ParameterCount, network.Options.WeightPriorDeviation);
        _weights = new T[network.WeightCount];
        _weightGradient = new T[network.Decoder.ParameterCount];
    }

    /// <summary>The encoder's weights and a sample of the decoder's.</summary>
    public ReadOnlyMemory<T> Sample(ReadOnlySpan<T> parameters, NoiseSource noise, long step)
    {
        int encoder = _network.Encoder.ParameterCount;
        parameters[..encoder].CopyTo(_weights);
        _posterior.Sample(parameters[encoder..], noise, NeuralStreams.WeightNoise, unchecked((uint)step), _weights.AsSpan(encoder));
        return _weights;
    }

    /// <summary>Turns derivatives by the weights into those by what is learnt; returns an image's share of the divergence.</summary>
    public double Back(ReadOnlySpan<T> parameters, Span<T> gradient)
    {
        int encoder = _network.Encoder.ParameterCount;
        Span<T> posteriorGradient = gradient[encoder..];
        posteriorGradient[.._weightGradient.Length].CopyTo(_weightGradient);
        posteriorGradient.Clear();
        _posterior.Back(parameters[encoder..], _weightGradient, T.CreateChecked(1.0 / _imageCount), posteriorGradient);
        return _posterior.Divergence(parameters[encoder..]) / _imageCount;
    }
}
