using System.Numerics;
using ILGPU;
using Kernels.Formulas;
using Kernels.Gpu.Lanes;
using Kernels.Lanes;

namespace Kernels.Gpu;

/// <summary>Work on rows of topics, one group a word. Sums over words and logarithms are in double whatever T is.</summary>
internal static class LdaTopicKernels<T, TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, IDeviceLanes<TLane, T>
{
    /// <summary>Words of a partial sum, as on the processor.</summary>
    public const int WordsAtOnce = 64;

    private const int LargestGroup = 128;

    /// <summary>partial[b, k] = Σ of λ over the words of block b, in double; one group a block.</summary>
    public static void SumWords(ArrayView<T> lambda, int vocabularySize, int topicCount, int stride, ArrayView<double> partial)
    {
        long first = (long)Grid.IdxX * WordsAtOnce;
        long end = first + WordsAtOnce < vocabularySize ? first + WordsAtOnce : vocabularySize;
        for (int k = Group.IdxX; k < topicCount; k += Group.DimX)
        {
            double sum = 0;
            for (long word = first; word < end; word++)
            {
                sum = RoundedArithmetic.Add(sum, TLane.Widen(TLane.Load(in lambda[(word * stride) + k])));
            }

            partial[((long)Grid.IdxX * topicCount) + k] = sum;
        }
    }

    /// <summary>sums[k] = Σ over blocks, in their order; one thread a topic.</summary>
    public static void SumBlocks(Index1D k, ArrayView<double> partial, int blocks, int topicCount, ArrayView<double> sums)
    {
        double sum = 0;
        for (long block = 0; block < blocks; block++)
        {
            sum = RoundedArithmetic.Add(sum, partial[(block * topicCount) + k]);
        }

        sums[k] = sum;
    }

    /// <summary>factors = F(λ) (or λ) times the topics' scale, over the row's maximum, what is far below 1 flushed to 0; the maximum is left.</summary>
    public static void Factors(
        ArrayView<T> lambda, int topicCount, int stride, int isPoint, ArrayView<T> topicScale, T flushLimit, ArrayView<T> factors, ArrayView<T> maxima)
    {
        ArrayView<TLane> scratch = SharedMemory.Allocate<TLane>(LargestGroup);
        long row = (long)Grid.IdxX * stride;
        TLane flush = TLane.Broadcast(flushLimit);
        TLane largest = TLane.Constant(0);
        for (int k = Group.IdxX; k < topicCount; k += Group.DimX)
        {
            TLane value = TLane.Load(in lambda[row + k]);
            value = (isPoint != 0 ? value : ExpDigammaFormula<T>.Evaluate(value)) * TLane.Load(in topicScale[k]);
            TLane.Store(value, ref factors[row + k]);
            largest = TLane.MaxOrSecond(value, largest);
        }

        largest = Maximum(scratch, largest);
        TLane inverse = TLane.Constant(1) / largest;
        for (int k = Group.IdxX; k < topicCount; k += Group.DimX)
        {
            TLane.Store(ScaledFactor<T>.Evaluate(TLane.Load(in factors[row + k]), inverse, flush), ref factors[row + k]);
        }

        if (Group.IdxX == 0)
        {
            TLane.Store(largest, ref maxima[Grid.IdxX]);
        }
    }

    /// <summary>λ ← keep·λ + priorGain·η + gain·statistics, and statistics ← 0; these with what rounding had left of them.</summary>
    public static void Step(
        ArrayView<T> lambda, ArrayView<T> statistics, ArrayView<T> errors, int topicCount, int stride, ArrayView<T> eta, int etaCount, T keep, T priorGain, T gain)
    {
        TLane zero = TLane.Constant(0);
        long row = (long)Grid.IdxX * stride;
        TLane prior = TLane.Broadcast(priorGain) * TLane.Load(in eta[etaCount == 1 ? 0 : Grid.IdxX]);
        for (int k = Group.IdxX; k < topicCount; k += Group.DimX)
        {
            TLane sum = CompensatedTotal<T>.End(TLane.Load(in statistics[row + k]), TLane.Load(in errors[row + k]), zero);
            TLane.Store(LambdaStep<T>.Evaluate(TLane.Load(in lambda[row + k]), sum, TLane.Broadcast(keep), prior, TLane.Broadcast(gain)), ref lambda[row + k]);
            TLane.Store(zero, ref statistics[row + k]);
            TLane.Store(zero, ref errors[row + k]);
        }
    }

    /// <summary>destination[i] = the row of words[i]: rows that the processor asks for.</summary>
    public static void Gather(ArrayView<T> rows, int stride, ArrayView<int> words, ArrayView<T> destination)
    {
        for (int k = Group.IdxX; k < stride; k += Group.DimX)
        {
            destination[((long)Grid.IdxX * stride) + k] = rows[((long)words[Grid.IdxX] * stride) + k];
        }
    }

    private static TLane Maximum(ArrayView<TLane> scratch, TLane value)
    {
        scratch[Group.IdxX] = value;
        Group.Barrier();
        for (int half = Group.DimX / 2; half > 0; half /= 2)
        {
            if (Group.IdxX < half)
            {
                scratch[Group.IdxX] = TLane.MaxOrSecond(scratch[Group.IdxX + half], scratch[Group.IdxX]);
            }

            Group.Barrier();
        }

        return scratch[0];
    }
}
