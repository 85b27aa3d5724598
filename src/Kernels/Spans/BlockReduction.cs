using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>Reductions in the canonical order: blocks of 512 bits, chunks of 32 blocks with four running sums, a binary tree over chunks.</summary>
internal static class BlockReduction
{
    /// <summary>Values in a chunk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ChunkLength<TBlock, T>()
        where TBlock : struct, ILanes<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => 32 * TBlock.Count;

    /// <summary>The largest value; −∞ of none, NaN if any is NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Maximum<TBlock, T>(ref readonly T x, int length)
        where TBlock : struct, ILanes<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TBlock maximum = TBlock.Constant(double.NegativeInfinity);
        TBlock ordered = TBlock.Equal(maximum, maximum);
        int i = 0;
        for (; i <= length - TBlock.Count; i += TBlock.Count)
        {
            TBlock value = TBlock.Load(in Unsafe.Add(ref Unsafe.AsRef(in x), i));
            ordered = TBlock.BitAnd(ordered, TBlock.Equal(value, value));
            maximum = TBlock.MaxOrSecond(value, maximum);
        }

        if (i < length)
        {
            TBlock value = LoadPart<TBlock, T>(in Unsafe.Add(ref Unsafe.AsRef(in x), i), length - i, T.NegativeInfinity);
            ordered = TBlock.BitAnd(ordered, TBlock.Equal(value, value));
            maximum = TBlock.MaxOrSecond(value, maximum);
        }

        return TBlock.All(ordered) ? TBlock.Max(maximum) : T.NaN;
    }

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
        (TBlock a, TBlock b, TBlock c, TBlock d) = (ones, ones, ones, ones);
        int i = 0;
        for (; i <= length - TBlock.Count; i += TBlock.Count)
        {
            TBlock value = TBlock.Load(in Unsafe.Add(ref Unsafe.AsRef(in x), i));
            TBlock isOne = TBlock.Equal(value, one);
            ones += TBlock.BitAnd(one, isOne);
            (a, b, c, d) = (b, c, d, a + TBlock.BitAndNot(value, isOne));
        }

        if (i < length)
        {
            TBlock value = LoadPart<TBlock, T>(in Unsafe.Add(ref Unsafe.AsRef(in x), i), length - i, T.Zero);
            TBlock isOne = TBlock.Equal(value, one);
            ones += TBlock.BitAnd(one, isOne);
            a += TBlock.BitAndNot(value, isOne);
        }

        return (TBlock.Sum(ones), TBlock.Sum(a + b + (c + d)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T ChunkSum<TBlock, T>(ref readonly T x, int length)
        where TBlock : struct, ILanes<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TBlock a = TBlock.Constant(0);
        (TBlock b, TBlock c, TBlock d) = (a, a, a);
        int i = 0;
        for (; i <= length - TBlock.Count; i += TBlock.Count)
        {
            (a, b, c, d) = (b, c, d, a + TBlock.Load(in Unsafe.Add(ref Unsafe.AsRef(in x), i)));
        }

        if (i < length)
        {
            a += LoadPart<TBlock, T>(in Unsafe.Add(ref Unsafe.AsRef(in x), i), length - i, T.Zero);
        }

        return TBlock.Sum(a + b + (c + d));
    }

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
