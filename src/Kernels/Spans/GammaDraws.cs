using System;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>Gamma(shape, 1) numbers, each a pure function of (seed, stream, index), in double.</summary>
/// <remarks>
/// Attempt a of number i takes the two uniforms (u, w) that Philox gives for the counter (i, stream, part + a) and the key seed; x = Φ⁻¹(u), and the number is
/// <see cref="GammaProposal{TLanes}"/>'s d·v if v > 0 and ln w &lt; x²/2 + d·(1 − v + ln v); otherwise the next attempt decides.
/// A shape below 1: ln g(shape) = ln g(shape + 1) + ln u/shape, in logarithms, as the number itself may be too small for any format.
/// </remarks>
internal static unsafe class GammaDraws
{
    /// <summary>How many numbers are drawn at once.</summary>
    public const int BlockLength = 256;

    /// <summary>Numbers first, first + 1, … and their logarithms, at most <see cref="BlockLength"/> of them.</summary>
    /// <param name="stream">Seed and stream.</param>
    /// <param name="part">Which Gamma numbers of the stream.</param>
    /// <param name="first">The first number.</param>
    /// <param name="shapes">The shape of each, above 0.</param>
    /// <param name="values">Receives the numbers; 0 where they underflow.</param>
    /// <param name="logarithms">Receives their logarithms; empty, if nobody asks.</param>
    [SkipLocalsInit]
    public static void Block(in RandomStream stream, uint part, long first, ReadOnlySpan<double> shapes, Span<double> values, Span<double> logarithms)
    {
        int count = shapes.Length;
        double* room = stackalloc double[6 * BlockLength];
        ulong* indices = stackalloc ulong[BlockLength];
        Span<double> d = new(room, count);
        Span<double> c = new(room + BlockLength, count);
        bool someBelowOne = false;
        (double shape, double shapeD, double shapeC) = (double.NaN, 0, 0);
        for (int i = 0; i < count; i++)
        {
            // A root and a division for each run of one shape: often for all.
            if (shapes[i] != shape)
            {
                shape = shapes[i];
                someBelowOne |= shape < 1;
                shapeD = (shape < 1 ? shape + 1 : shape) - (1.0 / 3);
                shapeC = 1 / Math.Sqrt(9 * shapeD);
            }

            (d[i], c[i], indices[i]) = (shapeD, shapeC, (ulong)(first + i));
        }

        var attempts = new GammaAttempts(stream, part, first, indices, room);
        attempts.Draw(count, values);
        if (!someBelowOne)
        {
            if (!logarithms.IsEmpty)
            {
                SpecialFunctions.Log<double>(values[..count], logarithms);
            }

            return;
        }

        Span<double> logs = logarithms.IsEmpty ? new Span<double>(room, count) : logarithms[..count];
        SpecialFunctions.Log<double>(values[..count], logs);
        Boost(stream, part, first, shapes, logs, new Span<ulong>(indices, count), room + BlockLength);
        for (int i = 0; i < count; i++)
        {
            values[i] = shapes[i] < 1 ? SingleValue.Exp(logs[i]) : values[i];
        }
    }

    /// <summary>ln g(shape) = ln g(shape + 1) + ln u/shape where the shape is below 1.</summary>
    private static void Boost(in RandomStream stream, uint part, long first, ReadOnlySpan<double> shapes, Span<double> logs, Span<ulong> indices, double* room)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = (ulong)(first + i);
        }

        Span<double> uniform = new(room, indices.Length);
        Philox4x32.Uniforms(stream.Seed, stream.Stream, indices, part + RandomParts.Boost, uniform, new Span<double>(room + BlockLength, indices.Length));
        SpecialFunctions.Log<double>(uniform, uniform);
        for (int i = 0; i < logs.Length; i++)
        {
            logs[i] = shapes[i] < 1 ? logs[i] + (uniform[i] / shapes[i]) : logs[i];
        }
    }
}
