using System;

namespace Kernels.Inference;

/// <summary>ln g of Gamma(a, 1) draws, each with a shape of its own and each a pure function of (seed, stream, index, shape): the same on every machine, in any order, from any thread.</summary>
/// <remarks>
/// Marsaglia and Tsang 2000 as in <see cref="GammaDraws"/>, for the shape a + 1 where a is below 1, and then ln g = ln g₊ + ln(u)/a with one more uniform (their section 6):
/// in logarithms, because at a = 0.01 most draws are below the smallest double. The uniform of the boost has an attempt's number that no attempt comes to.
/// An object has scratch of its own: one a thread.
/// </remarks>
internal sealed class LogGammaDraws(ulong seed)
{
    private const int BlockLength = 256;
    private const double Squeeze = 0.0331;
    private const uint BoostAttempt = uint.MaxValue;

    private readonly NormalQuantile _quantile = new(BlockLength);
    private readonly ulong[] _indices = new ulong[BlockLength];
    private readonly int[] _places = new int[BlockLength];
    private readonly double[] _first = new double[BlockLength];
    private readonly double[] _second = new double[BlockLength];
    private readonly double[] _normal = new double[BlockLength];

    /// <summary>Draws numbers <paramref name="firstIndex"/>, <paramref name="firstIndex"/> + 1, … of a stream.</summary>
    /// <param name="stream">Which use of the seed.</param>
    /// <param name="firstIndex">The first number.</param>
    /// <param name="shapes">Shapes, above 0.</param>
    /// <param name="logDraws">ln g, as many; not the same memory.</param>
    public void Fill(uint stream, ulong firstIndex, ReadOnlySpan<double> shapes, Span<double> logDraws)
    {
        for (int start = 0; start < shapes.Length; start += BlockLength)
        {
            int count = Math.Min(BlockLength, shapes.Length - start);
            FillBlock(stream, firstIndex + (ulong)start, shapes.Slice(start, count), logDraws.Slice(start, count));
        }
    }

    private void FillBlock(uint stream, ulong firstIndex, ReadOnlySpan<double> shapes, Span<double> logDraws)
    {
        int open = shapes.Length;
        for (int i = 0; i < open; i++)
        {
            _places[i] = i;
        }

        for (uint attempt = 0; open > 0; attempt++)
        {
            Uniforms(stream, firstIndex, open, attempt);
            _quantile.Transform(_first.AsSpan(0, Whole(open)), _normal);
            int rejected = 0;
            for (int i = 0; i < open; i++)
            {
                int place = _places[i];
                if (!Accepts(shapes[place], _normal[i], _second[i], out logDraws[place]))
                {
                    _places[rejected++] = place;
                }
            }

            open = rejected;
        }

        SpecialFunctions.Log<double>(logDraws, logDraws);
        Boost(stream, firstIndex, shapes, logDraws);
    }

    private static bool Accepts(double shape, double normal, double uniform, out double draw)
    {
        double d = (shape < 1 ? shape + 1 : shape) - (1.0 / 3);
        double root = 1 + (normal / Math.Sqrt(9 * d));
        double cube = root * root * root;
        draw = d * cube;
        double square = normal * normal;
        if (root <= 0 || uniform < 1 - (Squeeze * square * square))
        {
            return root > 0;
        }

        Span<double> logs = [uniform, cube];
        SpecialFunctions.Log<double>(logs, logs);
        return logs[0] < (0.5 * square) + (d * (1 - cube + logs[1]));
    }

    private void Boost(uint stream, ulong firstIndex, ReadOnlySpan<double> shapes, Span<double> logDraws)
    {
        int small = 0;
        for (int i = 0; i < shapes.Length; i++)
        {
            if (shapes[i] < 1)
            {
                _places[small++] = i;
            }
        }

        if (small == 0)
        {
            return;
        }

        Uniforms(stream, firstIndex, small, BoostAttempt);
        Span<double> logs = _first.AsSpan(0, small);
        SpecialFunctions.Log<double>(logs, logs);
        for (int i = 0; i < small; i++)
        {
            logDraws[_places[i]] += logs[i] / shapes[_places[i]];
        }
    }

    /// <summary>The two uniforms of the places in front.</summary>
    private void Uniforms(uint stream, ulong firstIndex, int count, uint attempt)
    {
        int whole = Whole(count);
        for (int i = 0; i < whole; i++)
        {
            _indices[i] = firstIndex + (ulong)_places[Math.Min(i, count - 1)];
        }

        Philox4x32.Uniforms(seed, stream, _indices.AsSpan(0, whole), attempt, _first, _second);
    }

    private static int Whole(int count) => (count + WordLanes.Count - 1) / WordLanes.Count * WordLanes.Count;
}
