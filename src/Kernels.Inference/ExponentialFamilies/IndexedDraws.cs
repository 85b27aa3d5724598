using System;

namespace Kernels.Inference;

/// <summary>The random numbers of observations firstIndex, firstIndex + 1, … of a stream; what an observation needs of them are parts 0, 1, 2, …</summary>
/// <remarks>Each part has a key of its own, made of the seed by Philox, so that a number depends on (seed, stream, part, index) alone.</remarks>
internal readonly struct IndexedDraws(ulong seed, uint stream, ulong firstIndex, int count)
{
    private const uint KeyPurpose = 0x4641_4D53;

    /// <summary>How many observations.</summary>
    public int Count { get; } = count;

    /// <summary>Uniform numbers in (0, 1), one for each observation.</summary>
    public void Uniform(int part, Span<double> destination) => Sampling.Uniform<double>(Part(part), checked((long)firstIndex), destination[..Count]);

    /// <summary>Standard normal numbers, one for each observation.</summary>
    public void Normal(int part, Span<double> destination) => Sampling.Normal<double>(Part(part), checked((long)firstIndex), destination[..Count]);

    /// <summary>Logarithms of Gamma(shape, 1) numbers, one for each observation.</summary>
    public void LogGamma(double shape, int part, Span<double> destination)
    {
        double[] shapes = new double[Count];
        Array.Fill(shapes, shape);
        Sampling.LogGamma<double>(Part(part), checked((long)firstIndex), shapes, destination);
    }

    private RandomStream Part(int part) => new(Key(part), stream);

    private ulong Key(int part)
    {
        (uint low, uint high, _, _) = Philox4x32.Block((uint)part, KeyPurpose, 0, 0, (uint)seed, (uint)(seed >> 32));
        return low | ((ulong)high << 32);
    }
}
