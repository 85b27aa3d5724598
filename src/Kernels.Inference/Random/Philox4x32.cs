using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kernels.Inference;

/// <summary>Philox4x32-10: 128 random bits as a pure function of a 128-bit counter and a 64-bit key.</summary>
/// <remarks>
/// Source: Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3.3 and table 2.
/// Several counters go side by side; only whole numbers are computed, so any vector width gives the same.
/// </remarks>
internal static class Philox4x32
{
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    /// <summary>The four words that belong to a counter and a key.</summary>
    public static (uint Word0, uint Word1, uint Word2, uint Word3) Block(uint counter0, uint counter1, uint counter2, uint counter3, uint key0, uint key1)
    {
        (WordLanes word0, WordLanes word1) = (WordLanes.Broadcast(counter0), WordLanes.Broadcast(counter1));
        (WordLanes word2, WordLanes word3) = (WordLanes.Broadcast(counter2), WordLanes.Broadcast(counter3));
        Span<Vector<ulong>> keys = stackalloc Vector<ulong>[2 * Rounds];
        Schedule(key0, key1, keys);
        Mix(ref word0, ref word1, ref word2, ref word3, keys);
        return ((uint)word0.First[0], (uint)word1.First[0], (uint)word2.First[0], (uint)word3.First[0]);
    }

    /// <summary>Two uniform numbers in (0, 1): odd multiples of 2⁻⁵³.</summary>
    /// <param name="seed">The key.</param>
    /// <param name="stream">Which use of the seed.</param>
    /// <param name="index">Which number of that use.</param>
    /// <param name="attempt">Which try, where numbers are drawn by rejection.</param>
    public static (double First, double Second) Uniforms(ulong seed, uint stream, ulong index, uint attempt)
    {
        Span<ulong> indices = stackalloc ulong[WordLanes.Count];
        Span<double> first = stackalloc double[WordLanes.Count];
        Span<double> second = stackalloc double[WordLanes.Count];
        indices.Fill(index);
        Uniforms(seed, stream, indices, attempt, first, second);
        return (first[0], second[0]);
    }

    /// <summary>The same for many numbers of one use.</summary>
    /// <param name="seed">The key.</param>
    /// <param name="stream">Which use of the seed.</param>
    /// <param name="indices">Which numbers; a multiple of <see cref="WordLanes.Count"/> long.</param>
    /// <param name="attempt">Which try.</param>
    /// <param name="first">Receives as many.</param>
    /// <param name="second">Receives as many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Uniforms(ulong seed, uint stream, ReadOnlySpan<ulong> indices, uint attempt, Span<double> first, Span<double> second)
    {
        Span<Vector<ulong>> keys = stackalloc Vector<ulong>[2 * Rounds];
        Schedule((uint)seed, (uint)(seed >> 32), keys);
        ReadOnlySpan<Vector<ulong>> numbers = MemoryMarshal.Cast<ulong, Vector<ulong>>(indices);
        Span<Vector<double>> firsts = MemoryMarshal.Cast<double, Vector<double>>(first)[..numbers.Length];
        Span<Vector<double>> seconds = MemoryMarshal.Cast<double, Vector<double>>(second)[..numbers.Length];
        for (int i = 0; i <= numbers.Length - 2; i += 2)
        {
            WordLanes word0 = new(numbers[i], numbers[i + 1]);
            WordLanes word1 = new(numbers[i] >>> 32, numbers[i + 1] >>> 32);
            (WordLanes word2, WordLanes word3) = (WordLanes.Broadcast(stream), WordLanes.Broadcast(attempt));
            Mix(ref word0, ref word1, ref word2, ref word3, keys);
            (WordLanes lower, WordLanes upper) = (word0.Below(word1), word2.Below(word3));
            (firsts[i], firsts[i + 1]) = (OpenUnit(lower.First), OpenUnit(lower.Second));
            (seconds[i], seconds[i + 1]) = (OpenUnit(upper.First), OpenUnit(upper.Second));
        }
    }

    /// <summary>The keys of all rounds, two a round: each is the one before plus a constant.</summary>
    private static void Schedule(uint key0, uint key1, Span<Vector<ulong>> keys)
    {
        for (int round = 0; round < Rounds; round++)
        {
            keys[2 * round] = new Vector<ulong>(unchecked(key0 + ((uint)round * Weyl0)));
            keys[(2 * round) + 1] = new Vector<ulong>(unchecked(key1 + ((uint)round * Weyl1)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref WordLanes word0, ref WordLanes word1, ref WordLanes word2, ref WordLanes word3, ReadOnlySpan<Vector<ulong>> keys)
    {
        (WordLanes a, WordLanes b, WordLanes c, WordLanes d) = (word0, word1, word2, word3);
        for (int i = 0; i <= keys.Length - 2; i += 2)
        {
            WordLanes product0 = a.Times(Multiplier0);
            WordLanes product1 = c.Times(Multiplier1);
            a = product1.UpperXor(b, keys[i]);
            b = product1;
            c = product0.UpperXor(d, keys[i + 1]);
            d = product0;
        }

        (word0, word1, word2, word3) = (a.Lower, b.Lower, c.Lower, d.Lower);
    }

    /// <summary>(k + ½)·2⁻⁵² of the highest 52 bits k: the number 1 + k·2⁻⁵², made of its bits, less 1 − 2⁻⁵³, which is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> OpenUnit(Vector<ulong> bits) =>
        Vector.AsVectorDouble((bits >>> 12) | new Vector<ulong>(0x3FF0_0000_0000_0000)) - new Vector<double>(1 - (1.0 / (1UL << 53)));
}
