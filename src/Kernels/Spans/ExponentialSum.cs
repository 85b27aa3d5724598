using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>Σ exp(x − max x) of one row: what LogSumExp and Softmax share.</summary>
/// <param name="Maximum">max x; not finite if the sum is not worth taking, which then is 0.</param>
/// <param name="Ones">How many terms are 1: kept apart, so that the logarithm sees the others in full (as in SciPy).</param>
/// <param name="Rest">The sum of the others.</param>
internal readonly record struct ExponentialSum<T>(T Maximum, T Ones, T Rest)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The sum.</summary>
    public T Total => Ones + Rest;

    /// <summary>Sums a row.</summary>
    /// <param name="x">The row's first value.</param>
    /// <param name="length">Values in the row.</param>
    /// <param name="exponentials">Empty, or where to leave exp(x − max x); may be the row itself.</param>
    [SkipLocalsInit]
    public static ExponentialSum<T> Of<TBlock>(ref readonly T x, int length, Span<T> exponentials)
        where TBlock : struct, ILanes<TBlock, T>
    {
        T maximum = BlockReduction.Maximum<TBlock, T>(in x, length);
        if (!T.IsFinite(maximum))
        {
            return new(maximum, T.Zero, T.Zero);
        }

        int chunk = BlockReduction.ChunkLength<TBlock, T>();
        Span<T> scratch = stackalloc T[chunk];
        if (length <= chunk)
        {
            (T ones, T rest) = Chunk<TBlock>(in x, maximum, ref MemoryMarshal.GetReference(exponentials.IsEmpty ? scratch : exponentials), length);
            return new(maximum, ones, rest);
        }

        var allOnes = new PairwiseSum<T>(stackalloc T[PairwiseSum<T>.Levels]);
        var allRest = new PairwiseSum<T>(stackalloc T[PairwiseSum<T>.Levels]);
        for (int start = 0; start < length; start += chunk)
        {
            ref T terms = ref MemoryMarshal.GetReference(exponentials.IsEmpty ? scratch : exponentials[start..]);
            (T ones, T rest) = Chunk<TBlock>(in Unsafe.Add(ref Unsafe.AsRef(in x), start), maximum, ref terms, Math.Min(chunk, length - start));
            allOnes.Add(ones);
            allRest.Add(rest);
        }

        return new(maximum, allOnes.Total(), allRest.Total());
    }

    /// <summary>max x + ln(ones + rest), the sum unrounded.</summary>
    public T LogSumExp() =>
        T.IsFinite(Maximum) ? Maximum + Logarithm<T>.OfSum(new Scalar<T>(Ones), new Scalar<T>(Rest)).Value : Maximum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Ones, T Others) Chunk<TBlock>(ref readonly T x, T maximum, ref T terms, int length)
        where TBlock : struct, ILanes<TBlock, T>
    {
        var exponential = new ShiftedExponential<T>(in x, maximum, ref terms, length);
        BlockDispatch.RunElementwise<T, ShiftedExponential<T>>(ref exponential);
        return BlockReduction.SumApart<TBlock, T>(in terms, length);
    }
}
