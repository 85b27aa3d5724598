using System;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Lanes;
using Kernels.Spans;

namespace Kernels;

/// <summary>Philox4x32-10: 128 random bits as a pure function of a 128-bit counter and a 64-bit key.</summary>
/// <remarks>
/// Source: Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3.3 and table 2.
/// Only whole numbers are computed, so any vector width gives the same. <see cref="Sampling"/> and the distributions stand on it; here are the bits, for other uses.
/// </remarks>
/// <example>
/// <code>
/// var (first, second, third, fourth) = Philox4x32.Block(0, 0, 0, 0, 0, 0); // the paper's own test value
/// Console.WriteLine($"{first:x8} {second:x8} {third:x8} {fourth:x8}"); // 6627e8d5 e169c58d bc57ac4c 9b00dbd8
/// (double u, double v) = Philox4x32.Uniforms(seed: 42, stream: 0, index: 1_000_000, attempt: 0);
/// Console.WriteLine($"{u:F6} {v:F6}"); // 0.072789 0.925872
/// </code>
/// </example>
public static class Philox4x32
{
    /// <summary>The four words that belong to a counter and a key.</summary>
    /// <param name="counter0">The counter's lowest word.</param>
    /// <param name="counter1">The next.</param>
    /// <param name="counter2">The next.</param>
    /// <param name="counter3">The highest.</param>
    /// <param name="key0">The key's lower word.</param>
    /// <param name="key1">Its upper word.</param>
    /// <returns>Four words of random bits.</returns>
    public static (uint Word0, uint Word1, uint Word2, uint Word3) Block(uint counter0, uint counter1, uint counter2, uint counter3, uint key0, uint key1)
    {
        (Scalar<double> word0, Scalar<double> word1, Scalar<double> word2, Scalar<double> word3) = Philox<Scalar<double>, double>.Block(
            Scalar<double>.FromBits(counter0), Scalar<double>.FromBits(counter1), Scalar<double>.FromBits(counter2), Scalar<double>.FromBits(counter3), ((ulong)key1 << 32) | key0);
        return (Word(word0), Word(word1), Word(word2), Word(word3));

        static uint Word(Scalar<double> word) => (uint)BitConverter.DoubleToUInt64Bits(word.Value);
    }

    /// <summary>Two uniform numbers in (0, 1): odd multiples of 2⁻⁵³.</summary>
    /// <param name="seed">The key.</param>
    /// <param name="stream">Which use of the seed: the counter's third word.</param>
    /// <param name="index">Which number of that use: the counter's first two words.</param>
    /// <param name="attempt">Which try, where numbers are drawn by rejection: the counter's last word.</param>
    /// <returns>The numbers of the lower two words and of the upper two.</returns>
    public static (double First, double Second) Uniforms(ulong seed, uint stream, ulong index, uint attempt)
    {
        (double first, double second) = (0, 0);
        Uniforms(seed, stream, new ReadOnlySpan<ulong>(in index), attempt, new Span<double>(ref first), new Span<double>(ref second));
        return (first, second);
    }

    /// <summary>The same for many numbers of one use.</summary>
    /// <param name="seed">The key.</param>
    /// <param name="stream">Which use of the seed.</param>
    /// <param name="indices">Which numbers, any length.</param>
    /// <param name="attempt">Which try.</param>
    /// <param name="first">Receives the first number of each; as long as <paramref name="indices"/> or longer.</param>
    /// <param name="second">Receives the second; as long or longer.</param>
    /// <exception cref="ArgumentException">A destination is too short.</exception>
    public static unsafe void Uniforms(ulong seed, uint stream, ReadOnlySpan<ulong> indices, uint attempt, Span<double> first, Span<double> second)
    {
        if (first.Length < indices.Length || second.Length < indices.Length)
        {
            throw new ArgumentException($"The destinations hold {first.Length} and {second.Length} values; expected at least {indices.Length} each.");
        }

        fixed (ulong* source = indices)
        fixed (double* firsts = first, seconds = second)
        {
            var action = new PairAction(seed, stream, source, attempt, firsts, seconds, indices.Length);
            BlockDispatch.RunElementwise<double, PairAction>(ref action);
        }
    }

    private readonly unsafe struct PairAction(ulong seed, uint stream, ulong* indices, uint attempt, double* first, double* second, int length) : IBlockAction<double>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, double>
        {
            double* source = (double*)indices;
            for (int i = 0; i < length; i += TLanes.Count)
            {
                bool isWhole = i <= length - TLanes.Count;
                TLanes index = isWhole ? TLanes.Load(in source[i]) : TLanes.LoadPart(source + i, length - i, 0);
                (TLanes word0, TLanes word1, TLanes word2, TLanes word3) = Philox<TLanes, double>.Block(
                    index, TLanes.BitShiftRight(index, 32), TLanes.FromBits(stream), TLanes.FromBits(attempt), seed);
                TLanes lower = OpenUnit(RandomBits.Joined<TLanes, double>(word0, word1));
                TLanes upper = OpenUnit(RandomBits.Joined<TLanes, double>(word2, word3));
                if (isWhole)
                {
                    TLanes.Store(lower, ref first[i]);
                    TLanes.Store(upper, ref second[i]);
                }
                else
                {
                    TLanes.StorePart(lower, first + i, length - i);
                    TLanes.StorePart(upper, second + i, length - i);
                }
            }
        }

        /// <summary>(k + ½)·2⁻⁵² of the highest 52 bits k: the number 1 + k·2⁻⁵², made of its bits, less 1 − 2⁻⁵³, which is exact.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TLanes OpenUnit<TLanes>(TLanes bits)
            where TLanes : struct, ILanes<TLanes, double> =>
            TLanes.BitOr(TLanes.BitShiftRight(bits, 12), TLanes.Constant(1)) - TLanes.Constant(1 - (1.0 / (1UL << 53)));
    }
}
