using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>Reductions in the canonical order: blocks of 512 bits, chunks of 16 blocks with two running sums, a binary tree over chunks.</summary>
internal static partial class BlockReduction
{
    /// <summary>Values in a chunk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ChunkLength<TBlock, T>()
        where TBlock : struct, ILanes<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => 16 * TBlock.Count;

    /// <summary>Σ x.</summary>
    public static T Sum<TBlock, T>(ref readonly T x, int length)
        where TBlock : struct, ILanes<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int chunk = ChunkLength<TBlock, T>();
        if (length <= chunk)
        {
            return ChunkSum<TBlock, T>(in x, length);
        }

        var sum = new PairwiseSum<T>(stackalloc T[PairwiseSum<T>.Levels]);
        for (int start = 0; start < length; start += chunk)
        {
            sum.Add(ChunkSum<TBlock, T>(in Unsafe.Add(ref Unsafe.AsRef(in x), start), Math.Min(chunk, length - start)));
        }

        return sum.Total();
    }

    /// <summary>Σ of the values that are 1 and Σ of all others, of at most a chunk.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static (T Ones, T Others) SumApart<TBlock, T>(ref readonly T x, int length)
        where TBlock : struct, ILanes<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TBlock one = TBlock.Constant(1);
        TBlock ones = TBlock.Constant(0);
        TBlock a = ones;
        TBlock b = ones;
        int i = 0;
        for (; i <= length - (2 * TBlock.Count); i += 2 * TBlock.Count)
        {
            TBlock first = TBlock.Load(in Unsafe.Add(ref Unsafe.AsRef(in x), i));
            TBlock second = TBlock.Load(in Unsafe.Add(ref Unsafe.AsRef(in x), i + TBlock.Count));
            TBlock isFirst = TBlock.Equal(first, one);
            TBlock isSecond = TBlock.Equal(second, one);
            ones = ones + TBlock.BitAnd(one, isFirst) + TBlock.BitAnd(one, isSecond);
            a += TBlock.BitAndNot(first, isFirst);
            b += TBlock.BitAndNot(second, isSecond);
        }

        for (; i < length; i += TBlock.Count)
        {
            TBlock value = LoadUpTo<TBlock, T>(in Unsafe.Add(ref Unsafe.AsRef(in x), i), length - i, T.Zero);
            TBlock isOne = TBlock.Equal(value, one);
            ones += TBlock.BitAnd(one, isOne);
            a += TBlock.BitAndNot(value, isOne);
        }

        return (TBlock.Sum(ones), TBlock.Sum(a + b));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T ChunkSum<TBlock, T>(ref readonly T x, int length)
        where TBlock : struct, ILanes<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TBlock a = TBlock.Constant(0);
        TBlock b = a;
        int i = 0;
        for (; i <= length - (2 * TBlock.Count); i += 2 * TBlock.Count)
        {
            a += TBlock.Load(in Unsafe.Add(ref Unsafe.AsRef(in x), i));
            b += TBlock.Load(in Unsafe.Add(ref Unsafe.AsRef(in x), i + TBlock.Count));
        }

        for (; i < length; i += TBlock.Count)
        {
            a += LoadUpTo<TBlock, T>(in Unsafe.Add(ref Unsafe.AsRef(in x), i), length - i, T.Zero);
        }

        return TBlock.Sum(a + b);
    }

    /// <summary>A block, or what is left of one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock LoadUpTo<TBlock, T>(ref readonly T x, int length, T padding)
        where TBlock : struct, ILanes<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => length >= TBlock.Count ? TBlock.Load(in x) : LoadPart<TBlock, T>(in x, length, padding);

    /// <summary>Less than a block, filled up.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TBlock LoadPart<TBlock, T>(ref readonly T x, int length, T padding)
        where TBlock : struct, ILanes<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> buffer = stackalloc T[TBlock.Count];
        buffer.Fill(padding);
        MemoryMarshal.CreateReadOnlySpan(in x, length).CopyTo(buffer);
        return TBlock.Load(in MemoryMarshal.GetReference(buffer));
    }
}
