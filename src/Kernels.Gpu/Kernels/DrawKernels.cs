using System.Numerics;
using ILGPU;
using Kernels.Formulas;
using Kernels.Lanes;
using Kernels.Spans;

namespace Kernels.Gpu;

/// <summary>Draws of distributions without parameters that are a function of one uniform number: one counter of <see cref="Philox{TLanes, T}"/> a thread, laid out as <see cref="RandomBits"/> has it.</summary>
internal static unsafe class DrawKernels<T, TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILanes<TLane, T>
{
    /// <summary>destination[i] = draw number first + i. A counter's two or four draws lie apart, so that threads side by side write side by side.</summary>
    public static void Sample<TFormula>(Index1D index, ulong seed, uint stream, long first, ArrayView<T> destination)
        where TFormula : struct, IDrawFormula<T>
    {
        int counters = RandomBits.Counters<T>();
        long block = (first / RandomBits.BlockLength<T>()) + (index / counters);
        int place = index % counters;
        long counter = (block * counters) + place;
        (TLane word0, TLane word1, TLane word2, TLane word3) = Philox<TLane, T>.Block(
            TLane.FromBits((uint)counter), TLane.FromBits(counter >> 32), TLane.FromBits(stream), TLane.FromBits(RandomParts.Dense), seed);
        if (sizeof(T) == sizeof(double))
        {
            (word0, word1) = (RandomBits.Joined<TLane, T>(word0, word1), RandomBits.Joined<TLane, T>(word2, word3));
        }

        // One call of the formula: it may be long.
        long i = (block * RandomBits.BlockLength<T>()) - first + place;
        for (int drawn = 0; drawn < RandomBits.BlockLength<T>(); drawn += counters)
        {
            if (i >= 0 && i < destination.Length)
            {
                TLane.Store(default(TFormula).Draw(UnitNoise<TLane, T>.Of(word0)), ref destination[i]);
            }

            (word0, word1, word2) = (word1, word2, word3);
            i += counters;
        }
    }
}

/// <summary>How many threads they take.</summary>
internal static class DrawKernels
{
    /// <summary>One for each counter of the blocks from that of the first draw to that of the last.</summary>
    public static long Threads<T>(long first, long count)
        where T : unmanaged
    {
        int length = RandomBits.BlockLength<T>();
        return (((first + count - 1) / length) - (first / length) + 1) * RandomBits.Counters<T>();
    }
}
