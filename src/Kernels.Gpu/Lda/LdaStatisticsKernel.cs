using System.Numerics;
using ILGPU;
using Kernels.Formulas;
using Kernels.Gpu.Lanes;
using Kernels.Lanes;

namespace Kernels.Gpu;

/// <summary>statistics += Σ n φ of a block of documents, by word: its documents in their order, so no atomics and always the same sum.</summary>
/// <remarks>
/// A piece is at most <see cref="Lda.LdaPrecision{T}.TermsInASum"/> documents of a word, summed plainly by a group of its own: a word of every document would
/// otherwise be one group's work while the others are long done. Sums of pieces join each other, and those of blocks the statistics, with their rounding errors
/// kept beside them: the mass of a word holds to 1e-6 in float however many documents have it. It costs a fourth V × K array; without it 10⁵ documents of
/// the same words were off by 2e-6 in blocks of 1024, and 3·10⁶ by 3e-5.
/// </remarks>
internal static class LdaStatisticsKernel<T, TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, IDeviceLanes<TLane, T>
{
    /// <summary>The sum of each piece, one group a piece: to the statistics where it is all of its word, else to its row of partial sums.</summary>
    public static void SumPieces(LdaStatisticsArguments<T> task)
    {
        int end = task.Starts[Grid.IdxX + 1];
        int target = task.Targets[Grid.IdxX];
        for (int k = Group.IdxX; k < task.Stride; k += Group.DimX)
        {
            // Four sums side by side: their loads do not wait for each other, and shorter chains round less.
            TLane a = TLane.Constant(0), b = a, c = a, d = a;
            int i = task.Starts[Grid.IdxX];
            for (; i + 3 < end; i += 4)
            {
                a = AddDocument(task, i, k, a);
                b = AddDocument(task, i + 1, k, b);
                c = AddDocument(task, i + 2, k, c);
                d = AddDocument(task, i + 3, k, d);
            }

            for (; i < end; i++)
            {
                a = AddDocument(task, i, k, a);
            }

            TLane sum = a + b + (c + d);
            if (target < 0)
            {
                TLane.Store(sum, ref task.Partials[((long)~target * task.Stride) + k]);
            }
            else
            {
                AddWord(task, target, k, sum);
            }
        }
    }

    /// <summary>The sums of the words of more than one piece, one group a word.</summary>
    public static void JoinPieces(LdaStatisticsArguments<T> task)
    {
        int end = task.LongStarts[Grid.IdxX + 1];
        int word = task.LongWords[Grid.IdxX];
        for (int k = Group.IdxX; k < task.Stride; k += Group.DimX)
        {
            TLane total = TLane.Constant(0);
            TLane error = total;
            for (int i = task.LongStarts[Grid.IdxX]; i < end; i++)
            {
                TLane part = TLane.Load(in task.Partials[((long)i * task.Stride) + k]);
                TLane joined = total + part;
                error = CompensatedTotal<T>.Error(error, total, part, joined);
                total = joined;
            }

            AddWord(task, word, k, CompensatedTotal<T>.End(total, error, TLane.Constant(0)));
        }
    }

    /// <summary>The rows of the words += rows, one group a word; each word stands once among them.</summary>
    public static void AddRows(ArrayView<T> rows, int stride, ArrayView<int> words, ArrayView<T> statistics, ArrayView<T> errors)
    {
        long target = (long)words[Grid.IdxX] * stride;
        for (int k = Group.IdxX; k < stride; k += Group.DimX)
        {
            Join(statistics, errors, target + k, TLane.Load(in rows[((long)Grid.IdxX * stride) + k]));
        }
    }

    /// <summary>Takes the errors into the statistics as far as they fit: they are then the nearest numbers to the sums. One group a word.</summary>
    public static void Settle(ArrayView<T> statistics, ArrayView<T> errors, int stride)
    {
        for (int k = Group.IdxX; k < stride; k += Group.DimX)
        {
            long place = ((long)Grid.IdxX * stride) + k;
            TLane part = TLane.Load(in errors[place]);
            TLane.Store(TLane.Constant(0), ref errors[place]);
            Join(statistics, errors, place, part);
        }
    }

    private static TLane AddDocument(LdaStatisticsArguments<T> task, int pair, int k, TLane sum) => TLane.FusedMultiplyAdd(
        TLane.Load(in task.Ratios[task.Places[pair]]), TLane.Load(in task.Theta[((long)task.Documents[pair] * task.Stride) + k]), sum);

    private static void AddWord(LdaStatisticsArguments<T> task, int word, int k, TLane sum)
    {
        long place = ((long)word * task.Stride) + k;
        Join(task.Statistics, task.Errors, place, sum * TLane.Load(in task.Factors[place]));
    }

    private static void Join(ArrayView<T> statistics, ArrayView<T> errors, long place, TLane part)
    {
        TLane total = TLane.Load(in statistics[place]);
        TLane joined = total + part;
        TLane.Store(CompensatedTotal<T>.Error(TLane.Load(in errors[place]), total, part, joined), ref errors[place]);
        TLane.Store(joined, ref statistics[place]);
    }
}
