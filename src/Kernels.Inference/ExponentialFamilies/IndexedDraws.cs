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
    public void Uniform(int part, Span<double> destination)
    {
        int whole = (Count + WordLanes.Count - 1) / WordLanes.Count * WordLanes.Count;
        ulong[] indices = new ulong[whole];
        double[] first = new double[whole];
        for (int i = 0; i < whole; i++)
        {
            indices[i] = unchecked(firstIndex + (ulong)i);
        }

        Philox4x32.Uniforms(Key(part), stream, indices, attempt: 0, first, new double[whole]);
        first.AsSpan(0, Count).CopyTo(destination);
    }

    /// <summary>Standard normal numbers, one for each observation.</summary>
    public void Normal(int part, Span<double> destination)
    {
        int whole = (Count + WordLanes.Count - 1) / WordLanes.Count * WordLanes.Count;
        double[] uniform = new double[whole];
        double[] normal = new double[whole];
        Array.Fill(uniform, 0.5);
        Uniform(part, uniform);
        new NormalQuantile(whole).Transform(uniform, normal);
        normal.AsSpan(0, Count).CopyTo(destination);
    }

    /// <summary>Logarithms of Gamma(shape, 1) numbers, one for each observation; takes two parts.</summary>
    /// <remarks>Below 1, Gamma(shape) is Gamma(shape + 1)·U^(1/shape) (Marsaglia and Tsang 2000, section 6): in logarithms nothing underflows.</remarks>
    public void LogGamma(double shape, int part, Span<double> destination)
    {
        new GammaDraws(shape < 1 ? shape + 1 : shape, Key(part), stream).Fill(firstIndex, destination[..Count]);
        SpecialFunctions.Log<double>(destination[..Count], destination);
        if (shape < 1)
        {
            double[] power = new double[Count];
            Uniform(part + 1, power);
            SpecialFunctions.Log<double>(power, power);
            for (int i = 0; i < Count; i++)
            {
                destination[i] += power[i] / shape;
            }
        }
    }

    private ulong Key(int part)
    {
        (uint low, uint high, _, _) = Philox4x32.Block((uint)part, KeyPurpose, 0, 0, (uint)seed, (uint)(seed >> 32));
        return low | ((ulong)high << 32);
    }
}
