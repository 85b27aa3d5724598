using System;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>Noise that is a pure function of (seed, stream, step, example, dimension): the same on every machine, in any order.</summary>
/// <remarks>
/// Philox gives dimensions 2·j and 2·j + 1 for the counter (example·2³² + j, stream, step). An object has scratch of its own: one a thread.
/// </remarks>
internal sealed class NoiseSource
{
    private const int PairsAtOnce = 256;

    private readonly ulong _seed;
    private readonly ulong[] _indices = new ulong[PairsAtOnce];
    private readonly double[] _first = new double[PairsAtOnce];
    private readonly double[] _second = new double[PairsAtOnce];
    private readonly double[] _transformed = new double[PairsAtOnce];

    public NoiseSource(long seed) => _seed = unchecked((ulong)seed);

    /// <summary>Rows of noise, a row for each example.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="stream">Which use of the seed.</param>
    /// <param name="step">When.</param>
    /// <param name="examples">For whom.</param>
    /// <param name="dimensions">Values of a row.</param>
    /// <param name="destination">The rows.</param>
    public void Fill<T>(NoiseKind kind, uint stream, uint step, ReadOnlySpan<int> examples, int dimensions, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int pairs = (dimensions + 1) / 2;
        int total = pairs * examples.Length;
        for (int start = 0; start < total; start += PairsAtOnce)
        {
            int count = Math.Min(PairsAtOnce, total - start);
            for (int i = 0; i < count; i++)
            {
                int pair = start + i;
                _indices[i] = ((ulong)(uint)examples[pair / pairs] << 32) | (uint)(pair % pairs);
            }

            Philox4x32.Uniforms(_seed, stream, _indices.AsSpan(0, count), attempt: step, _first, _second);
            Write(kind, _first, start, count, pairs, dimensions, 0, destination);
            Write(kind, _second, start, count, pairs, dimensions, 1, destination);
        }
    }

    private void Write<T>(NoiseKind kind, double[] uniform, int start, int count, int pairs, int dimensions, int which, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> noise = _transformed.AsSpan(0, count);
        if (kind == NoiseKind.Normal)
        {
            Sampling.NormalQuantile<double>(uniform.AsSpan(0, count), noise);
        }
        else
        {
            Gumbel(uniform.AsSpan(0, count), noise);
        }

        for (int i = 0; i < count; i++)
        {
            int dimension = (2 * ((start + i) % pairs)) + which;
            if (dimension < dimensions)
            {
                destination[((start + i) / pairs * dimensions) + dimension] = T.CreateTruncating(noise[i]);
            }
        }
    }

    private static void Gumbel(ReadOnlySpan<double> uniform, Span<double> noise)
    {
        SpecialFunctions.Log(uniform, noise);
        foreach (ref double value in noise)
        {
            value = -value;
        }

        SpecialFunctions.Log<double>(noise, noise);
        foreach (ref double value in noise)
        {
            value = -value;
        }
    }
}
