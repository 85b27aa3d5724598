using System;

namespace Kernels.Inference;

/// <summary>Gamma(shape, 1) numbers of one stream, as <see cref="GammaDistribution"/> draws them.</summary>
internal sealed class GammaDraws
{
    /// <summary>How many numbers are drawn at once without waste.</summary>
    public const int BlockLength = 512;

    private readonly GammaDistribution _distribution;
    private readonly RandomStream _stream;

    /// <summary>Fixes what is drawn.</summary>
    /// <param name="shape">Shape above 0.</param>
    /// <param name="seed">The key.</param>
    /// <param name="stream">Which use of the seed.</param>
    public GammaDraws(double shape, ulong seed, uint stream)
    {
        _distribution = new GammaDistribution(shape, 1);
        _stream = new RandomStream(seed, stream);
    }

    /// <summary>Numbers <paramref name="firstIndex"/>, <paramref name="firstIndex"/> + 1, … of the stream.</summary>
    public void Fill(ulong firstIndex, Span<double> destination) => _distribution.Sample(_stream, checked((long)firstIndex), destination);
}
