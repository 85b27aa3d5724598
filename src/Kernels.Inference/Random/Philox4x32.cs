using System;
using System.Runtime.CompilerServices;

namespace Kernels.Inference;

/// <summary>Philox4x32-10: 128 random bits as a pure function of a 128-bit counter and a 64-bit key.</summary>
/// <remarks>Source: Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3.3 and table 2.</remarks>
internal static class Philox4x32
{
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    /// <summary>The four words that belong to a counter and a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (uint Word0, uint Word1, uint Word2, uint Word3) Block(uint counter0, uint counter1, uint counter2, uint counter3, uint key0, uint key1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * counter0;
            ulong product1 = (ulong)Multiplier1 * counter2;
            counter0 = (uint)(product1 >> 32) ^ counter1 ^ key0;
            counter1 = (uint)product1;
            counter2 = (uint)(product0 >> 32) ^ counter3 ^ key1;
            counter3 = (uint)product0;
            key0 = unchecked(key0 + Weyl0);
            key1 = unchecked(key1 + Weyl1);
        }

        return (counter0, counter1, counter2, counter3);
    }

    /// <summary>Two uniform numbers in (0, 1): odd multiples of 2⁻⁵³.</summary>
    /// <param name="seed">The key.</param>
    /// <param name="stream">Which use of the seed.</param>
    /// <param name="index">Which number of that use.</param>
    /// <param name="attempt">Which try, where numbers are drawn by rejection.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double First, double Second) Uniforms(ulong seed, uint stream, ulong index, uint attempt)
    {
        (uint word0, uint word1, uint word2, uint word3) = Block((uint)index, (uint)(index >> 32), stream, attempt, (uint)seed, (uint)(seed >> 32));
        return (OpenUnit(((ulong)word1 << 32) | word0), OpenUnit(((ulong)word3 << 32) | word2));
    }

    private static double OpenUnit(ulong bits) => ((bits >> 12) + 0.5) * (1.0 / (1UL << 52));
}
