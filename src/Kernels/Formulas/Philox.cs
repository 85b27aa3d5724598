using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>Philox4x32-10: 128 random bits as a pure function of a 128-bit counter and a 64-bit key, a counter in each lane.</summary>
/// <remarks>
/// Source: Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3.3 and table 2.
/// A word is the lowest 32 bits of a lane; in lanes of 64 bits what stands above means nothing. Only whole numbers, so every lane gives the same.
/// </remarks>
/// <typeparam name="TLanes">The lanes.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal static class Philox<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    /// <summary>The four words that belong to a counter of four words and a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TLanes Word0, TLanes Word1, TLanes Word2, TLanes Word3) Block(TLanes word0, TLanes word1, TLanes word2, TLanes word3, ulong key)
    {
        (uint key0, uint key1) = ((uint)key, (uint)(key >> 32));
        Round(ref word0, ref word1, ref word2, ref word3, key0, key1);
        Round(ref word0, ref word1, ref word2, ref word3, key0 + Weyl0, key1 + Weyl1);
        Round(ref word0, ref word1, ref word2, ref word3, key0 + unchecked(2 * Weyl0), key1 + unchecked(2 * Weyl1));
        Round(ref word0, ref word1, ref word2, ref word3, key0 + unchecked(3 * Weyl0), key1 + unchecked(3 * Weyl1));
        Round(ref word0, ref word1, ref word2, ref word3, key0 + unchecked(4 * Weyl0), key1 + unchecked(4 * Weyl1));
        Round(ref word0, ref word1, ref word2, ref word3, key0 + unchecked(5 * Weyl0), key1 + unchecked(5 * Weyl1));
        Round(ref word0, ref word1, ref word2, ref word3, key0 + unchecked(6 * Weyl0), key1 + unchecked(6 * Weyl1));
        Round(ref word0, ref word1, ref word2, ref word3, key0 + unchecked(7 * Weyl0), key1 + unchecked(7 * Weyl1));
        Round(ref word0, ref word1, ref word2, ref word3, key0 + unchecked(8 * Weyl0), key1 + unchecked(8 * Weyl1));
        Round(ref word0, ref word1, ref word2, ref word3, key0 + unchecked(9 * Weyl0), key1 + unchecked(9 * Weyl1));
        return (word0, word1, word2, word3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref TLanes word0, ref TLanes word1, ref TLanes word2, ref TLanes word3, uint key0, uint key1)
    {
        (TLanes upper0, TLanes lower0) = TLanes.WordProduct(word0, Multiplier0);
        (TLanes upper1, TLanes lower1) = TLanes.WordProduct(word2, Multiplier1);
        word0 = TLanes.BitXor(TLanes.BitXor(upper1, word1), TLanes.FromBits(key0));
        word1 = lower1;
        word2 = TLanes.BitXor(TLanes.BitXor(upper0, word3), TLanes.FromBits(key1));
        word3 = lower0;
    }
}
