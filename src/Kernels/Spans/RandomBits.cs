using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>Random bits, all of a lane, in blocks whose layout does not depend on the width.</summary>
/// <remarks>
/// A block holds the words of 16 counters in float and of 8 in double: counter 16·b + j gives values 64·b + j, 64·b + 16 + j, 64·b + 32 + j and 64·b + 48 + j in float;
/// counter 8·b + j values 16·b + j and 16·b + 8 + j in double, each of two words, the first one below. So 512 bits store what they computed, and narrower lanes go through the same block in steps.
/// </remarks>
internal static unsafe class RandomBits
{
    /// <summary>Values of a block.</summary>
    public static int BlockLength<T>()
        where T : unmanaged => sizeof(T) == sizeof(double) ? 16 : 64;

    /// <summary>Counters of a block; the words of one stand so many values apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Counters<T>()
        where T : unmanaged => sizeof(T) == sizeof(double) ? 8 : 16;

    /// <summary>Writes whole blocks.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Fill<TLanes, T>(ulong seed, uint stream, ulong firstBlock, int blocks, ref T destination)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int counters = Counters<T>();
        Room<T> places = default;
        for (int j = 0; j < counters; j++)
        {
            places[j] = Scalar<T>.FromBits(j).Value;
        }

        for (int block = 0; block < blocks; block++)
        {
            ulong counter = (firstBlock + (ulong)block) * (ulong)counters;
            for (int j = 0; j < counters; j += TLanes.Count)
            {
                (TLanes word0, TLanes word1, TLanes word2, TLanes word3) = Philox<TLanes, T>.Block(
                    TLanes.BitAdd(TLanes.FromBits((long)(uint)counter), TLanes.Load(in places[j])),
                    TLanes.FromBits((long)(counter >> 32)),
                    TLanes.FromBits(stream),
                    TLanes.FromBits(RandomParts.Dense),
                    seed);
                if (sizeof(T) == sizeof(double))
                {
                    TLanes.Store(Joined<TLanes, T>(word0, word1), ref Unsafe.Add(ref destination, j));
                    TLanes.Store(Joined<TLanes, T>(word2, word3), ref Unsafe.Add(ref destination, j + counters));
                }
                else
                {
                    TLanes.Store(word0, ref Unsafe.Add(ref destination, j));
                    TLanes.Store(word1, ref Unsafe.Add(ref destination, j + counters));
                    TLanes.Store(word2, ref Unsafe.Add(ref destination, j + (2 * counters)));
                    TLanes.Store(word3, ref Unsafe.Add(ref destination, j + (3 * counters)));
                }
            }

            destination = ref Unsafe.Add(ref destination, BlockLength<T>());
        }
    }

    /// <summary>Two words in a lane of 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Joined<TLanes, T>(TLanes lower, TLanes upper)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        TLanes.BitOr(TLanes.BitAnd(lower, TLanes.FromBits(uint.MaxValue)), TLanes.BitShiftLeft(upper, 32));
}
