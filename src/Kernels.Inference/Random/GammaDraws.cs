using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kernels.Inference;

/// <summary>Gamma(shape, 1) numbers, each a pure function of (seed, stream, index): the same on every machine, in any order, from any thread.</summary>
/// <remarks>
/// Marsaglia and Tsang 2000, "A simple method for generating gamma variables". Attempt a of number i takes the two uniforms (u, w) that Philox gives
/// for the counter (i, stream, a) and the key seed; x = Φ⁻¹(u), v = (1 + c·x)³, and d·v is the number if v > 0 and ln w &lt; x²/2 + d·(1 − v + ln v),
/// with d = shape − ⅓ and c = 1/√(9·d); otherwise the next attempt decides. An object has scratch of its own: one a thread.
/// </remarks>
internal sealed class GammaDraws
{
    /// <summary>How many numbers are drawn at once.</summary>
    public const int BlockLength = 512;

    private const double Squeeze = 0.0331;              // Marsaglia–Tsang: w < 1 − 0.0331·x⁴ needs no logarithm

    private readonly double _d;
    private readonly double _c;
    private readonly ulong _seed;
    private readonly uint _stream;
    private readonly NormalQuantile _quantile = new(BlockLength);
    private readonly ulong[] _indices = new ulong[BlockLength];
    private readonly int[] _open = new int[BlockLength];
    private readonly double[] _first = new double[BlockLength];
    private readonly double[] _second = new double[BlockLength];
    private readonly double[] _normal = new double[BlockLength];
    private readonly double[] _logCube = new double[BlockLength];
    private readonly double[] _value = new double[BlockLength];

    /// <summary>Fixes what is drawn.</summary>
    /// <param name="shape">Shape ≥ 1.</param>
    /// <param name="seed">The key.</param>
    /// <param name="stream">Which use of the seed.</param>
    public GammaDraws(double shape, ulong seed, uint stream)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shape, 1.0);
        _d = shape - (1.0 / 3);
        _c = 1 / Math.Sqrt(9 * _d);
        (_seed, _stream) = (seed, stream);
    }

    /// <summary>Numbers <paramref name="firstIndex"/>, <paramref name="firstIndex"/> + 1, … of the stream.</summary>
    public void Fill(ulong firstIndex, Span<double> destination)
    {
        for (int start = 0; start < destination.Length; start += BlockLength)
        {
            FillBlock(firstIndex + (ulong)start, destination.Slice(start, Math.Min(BlockLength, destination.Length - start)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillBlock(ulong firstIndex, Span<double> destination)
    {
        int count = destination.Length;
        Span<ulong> indices = _indices.AsSpan(0, Whole(count));
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = firstIndex + (ulong)i;
        }

        Propose(count, attempt: 0);
        _value.AsSpan(0, count).CopyTo(destination);
        count = Decide(count);
        for (uint attempt = 1; count > 0; attempt++)
        {
            Propose(count, attempt);
            for (int i = 0; i < count; i++)
            {
                destination[(int)(_indices[i] - firstIndex)] = _value[i];
            }

            count = Decide(count);
        }
    }

    /// <summary>Draws x and w for the indices in front; then d·v, and in place of u how clearly the squeeze accepts, negative where v is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Propose(int count, uint attempt)
    {
        int whole = Whole(count);
        Philox4x32.Uniforms(_seed, _stream, _indices.AsSpan(0, whole), attempt, _first, _second);
        _quantile.Transform(_first.AsSpan(0, whole), _normal);
        ReadOnlySpan<Vector<double>> normal = MemoryMarshal.Cast<double, Vector<double>>(_normal.AsSpan(0, whole));
        ReadOnlySpan<Vector<double>> second = MemoryMarshal.Cast<double, Vector<double>>(_second.AsSpan(0, whole))[..normal.Length];
        Span<Vector<double>> value = MemoryMarshal.Cast<double, Vector<double>>(_value.AsSpan(0, whole))[..normal.Length];
        Span<Vector<double>> margin = MemoryMarshal.Cast<double, Vector<double>>(_first.AsSpan(0, whole))[..normal.Length];
        (Vector<double> c, Vector<double> d) = (new(_c), new(_d));
        for (int i = 0; i < normal.Length; i++)
        {
            Vector<double> x = normal[i];
            Vector<double> root = Vector<double>.One + (c * x);
            value[i] = d * (root * root * root);
            Vector<double> clear = Vector<double>.One - (new Vector<double>(Squeeze) * (x * x) * (x * x)) - second[i];
            margin[i] = Vector.Min(clear, root);
        }
    }

    /// <summary>Moves the indices of those that are rejected to the front and counts them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Decide(int count)
    {
        Span<int> open = _open;
        ReadOnlySpan<double> margin = _first.AsSpan(0, count);
        int opens = 0;
        for (int i = 0; i < margin.Length; i++)
        {
            // Open where the margin is 0 or below, told by its bits: a branch here would be guessed wrong every tenth time.
            open[opens] = i;
            opens += (int)(unchecked(BitConverter.DoubleToUInt64Bits(margin[i]) - 1) >> 63);
        }

        return opens == 0 ? 0 : DecideByLogarithm(open[..opens]);
    }

    /// <summary>Decides about those that the squeeze left open: ln w &lt; x²/2 + d·(1 − v + ln v).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int DecideByLogarithm(ReadOnlySpan<int> open)
    {
        Span<double> logSecond = _first.AsSpan(0, open.Length);
        Span<double> logCube = _logCube.AsSpan(0, open.Length);
        for (int i = 0; i < open.Length; i++)
        {
            double root = 1 + (_c * _normal[open[i]]);
            logSecond[i] = _second[open[i]];
            logCube[i] = root * root * root;
        }

        SpecialFunctions.Log<double>(logSecond, logSecond);
        SpecialFunctions.Log<double>(logCube, logCube);
        int rejected = 0;
        for (int i = 0; i < open.Length; i++)
        {
            double x = _normal[open[i]];
            double root = 1 + (_c * x);
            if (!(logSecond[i] < (0.5 * x * x) + (_d * (1 - (root * root * root) + logCube[i]))))
            {
                _indices[rejected++] = _indices[open[i]];
            }
        }

        return rejected;
    }

    private static int Whole(int count) => (count + WordLanes.Count - 1) / WordLanes.Count * WordLanes.Count;
}
