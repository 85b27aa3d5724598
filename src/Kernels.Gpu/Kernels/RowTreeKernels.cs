using System.Numerics;
using ILGPU;
using Kernels.Lanes;

namespace Kernels.Gpu;

/// <summary>What a group takes of the tree at a launch.</summary>
internal static class RowTreeBlock
{
    /// <summary>Values of a block; a power of two, any of which makes the same tree.</summary>
    public const int Length = 512;
}

/// <summary>The binary tree over the parts of long rows, as many levels at a launch as a block has.</summary>
internal static class RowTreeKernels<T, TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, ILanes<TLane, T>
{
    private const int Block = RowTreeBlock.Length;

    /// <summary>Whole blocks of a row become one value each; what the last block has left over is put in front of what levels below left over.</summary>
    /// <remarks>A group a block: one for every whole block of a row, and one for the rest of it.</remarks>
    public static void Climb<TSum>(
        ArrayView<T> first, ArrayView<T> second, long count, ArrayView<T> firstSums, ArrayView<T> secondSums, ArrayView<T> firstTotals, ArrayView<T> secondTotals)
        where TSum : struct, ITwoSums<TLane>
    {
        ArrayView<TLane> ones = SharedMemory.Allocate<TLane>(Block);
        ArrayView<TLane> others = SharedMemory.Allocate<TLane>(Block);
        long blocks = (count + Block - 1) / Block;
        long row = Grid.IdxX / blocks;
        long block = Grid.IdxX - (row * blocks);
        int length = count - (block * Block) < Block ? (int)(count - (block * Block)) : Block;
        long start = (row * count) + (block * Block);
        for (int i = Group.IdxX; i < length; i += Group.DimX)
        {
            ones[i] = TLane.Load(in first[start + i]);
            others[i] = TLane.Load(in second[start + i]);
        }

        Group.Barrier();

        // In place: the sum of a pair stands where its left half stood.
        int left = length;
        for (int stride = 1; left > 1; left /= 2, stride *= 2)
        {
            for (int i = Group.IdxX; i < left / 2; i += Group.DimX)
            {
                int place = 2 * stride * i;
                (TLane one, TLane other) = TSum.Add(ones[place], others[place], ones[place + stride], others[place + stride]);
                ones[place] = one;
                others[place] = other;
            }

            if (left % 2 != 0 && Group.IdxX == 0)
            {
                Add<TSum>(ones[(left - 1) * stride], others[(left - 1) * stride], row, firstTotals, secondTotals);
            }

            Group.Barrier();
        }

        if (Group.IdxX == 0)
        {
            if (length == Block)
            {
                TLane.Store(ones[0], ref firstSums[(row * (count / Block)) + block]);
                TLane.Store(others[0], ref secondSums[(row * (count / Block)) + block]);
            }
            else
            {
                Add<TSum>(ones[0], others[0], row, firstTotals, secondTotals);
            }
        }
    }

    private static void Add<TSum>(TLane one, TLane other, long row, ArrayView<T> firstTotals, ArrayView<T> secondTotals)
        where TSum : struct, ITwoSums<TLane>
    {
        (TLane first, TLane second) = TSum.Add(one, other, TLane.Load(in firstTotals[row]), TLane.Load(in secondTotals[row]));
        TLane.Store(first, ref firstTotals[row]);
        TLane.Store(second, ref secondTotals[row]);
    }
}
