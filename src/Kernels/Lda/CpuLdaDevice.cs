using System;
using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading;
using Kernels.Lanes;

namespace Kernels.Lda;

/// <summary>LDA on this machine's processor. The result has the same bits for any number of threads and any width of lanes.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// λ, its factors and the statistics are word-major rows padded to 64 bytes: 3·V·K values. Documents run in parallel, their statistics are added word by word
/// in document order, one partial sum for each block of <see cref="DocumentsAtOnce"/> documents.
/// </remarks>
public sealed unsafe partial class CpuLdaDevice<T> : ILdaDevice<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Documents whose statistics are summed together.</summary>
    public const int DocumentsAtOnce = 1024;

    private readonly int _threads;
    private readonly ConcurrentQueue<LdaScratch<T>> _scratch = new();
    private readonly ConcurrentQueue<LdaDocumentTask<T>> _tasks = new();

    /// <summary>Takes a number of threads.</summary>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of threads.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public CpuLdaDevice(int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        ThrowHelper.CheckType<T>();
        _threads = threads == 0 ? Environment.ProcessorCount : threads;
    }

    /// <inheritdoc/>
    public string Description => $"CPU, {(LaneWidth.Bits == 1 ? "no" : LaneWidth.Bits + "-bit")} vectors, {_threads} thread{(_threads == 1 ? string.Empty : "s")}";

    /// <inheritdoc/>
    public LdaTopics CreateTopics(int vocabularySize, int topicCount, LdaTopicKind kind) => new CpuLdaTopics<T>(vocabularySize, topicCount, kind);

    /// <inheritdoc/>
    public void WriteLambda(LdaTopics topics, int firstWord, ReadOnlySpan<T> rows)
    {
        CpuLdaTopics<T> own = Own(topics);
        int words = RowCount(own, firstWord, rows.Length);
        CheckLambda(own, firstWord, rows);
        for (int i = 0; i < words; i++)
        {
            rows.Slice(i * own.TopicCount, own.TopicCount).CopyTo(new Span<T>(own.LambdaRow(firstWord + i), own.TopicCount));
        }

        own.Stale = true;
    }

    /// <inheritdoc/>
    public void ReadLambda(LdaTopics topics, int firstWord, Span<T> destination)
    {
        CpuLdaTopics<T> own = Own(topics);
        int words = RowCount(own, firstWord, destination.Length);
        for (int i = 0; i < words; i++)
        {
            new ReadOnlySpan<T>(own.LambdaRow(firstWord + i), own.TopicCount).CopyTo(destination.Slice(i * own.TopicCount, own.TopicCount));
        }
    }

    /// <inheritdoc/>
    public void LambdaStep(LdaTopics topics, ReadOnlySpan<T> eta, double rho, double scale)
    {
        CpuLdaTopics<T> own = Own(topics);
        CheckEta(own, eta);
        CheckStep(rho, scale);

        fixed (T* etaPointer = eta)
        {
            var step = new LambdaStepAction(own, etaPointer, eta.Length, T.CreateTruncating(1 - rho), T.CreateTruncating(rho), T.CreateTruncating(rho * scale), _threads);
            BlockDispatch.Run<T, LambdaStepAction>(ref step);
        }

        own.Stale = true;
        Refresh(own);
    }

    /// <inheritdoc/>
    public LdaTopicBound TopicBound(LdaTopics topics, ReadOnlySpan<T> eta)
    {
        CpuLdaTopics<T> own = Own(topics);
        CheckEta(own, eta);
        Refresh(own);
        T[] etaCopy = eta.ToArray();
        var parts = new LdaTopicBound[(own.VocabularySize + LdaTopicUpdate.WordsAtOnce - 1) / LdaTopicUpdate.WordsAtOnce];
        WorkSharing.Run(_threads, own.VocabularySize, LdaTopicUpdate.WordsAtOnce, (first, end, _) =>
            parts[first / LdaTopicUpdate.WordsAtOnce] = LdaTopicUpdate.Bound(own, etaCopy, first, end));
        double prior = 0, likelihood = 0, entropy = 0, etaSum = 0;
        foreach (LdaTopicBound part in parts)
        {
            prior += part.TopicPrior;
            likelihood += part.Likelihood;
            entropy += part.TopicEntropy;
        }

        foreach (T value in etaCopy)
        {
            etaSum += double.CreateTruncating(value) * (etaCopy.Length == 1 ? own.VocabularySize : 1);
        }

        double[] sums = [.. own.TopicSum, etaSum];
        SpecialFunctions.LogGamma<double>(sums, sums);
        for (int k = 0; k < own.TopicCount; k++)
        {
            prior += sums[^1];
            entropy -= sums[k];
        }

        return new LdaTopicBound(prior, likelihood, entropy);
    }

    /// <summary>Gives back the scratch memory. Topics are disposed on their own.</summary>
    public void Dispose()
    {
        while (_scratch.TryDequeue(out LdaScratch<T>? scratch))
        {
            scratch.Dispose();
        }
    }

    private static CpuLdaTopics<T> Own(LdaTopics topics) => topics as CpuLdaTopics<T> ?? throw new ArgumentException(
        $"The topics are {topics?.GetType().Name ?? "null"}; expected topics that a CPU device of {typeof(T).Name} made.", nameof(topics));

    /// <summary>Words in so many values of λ.</summary>
    internal static int RowCount(LdaTopics topics, int firstWord, int length)
    {
        int words = length / topics.TopicCount;
        if (length % topics.TopicCount != 0 || firstWord < 0 || words > topics.VocabularySize - firstWord)
        {
            throw new ArgumentException(
                $"{length} values from word {firstWord} on; expected a multiple of {topics.TopicCount} that ends by word {topics.VocabularySize}.");
        }

        return words;
    }

    /// <summary>η is one value, or one a word.</summary>
    internal static void CheckEta(LdaTopics topics, ReadOnlySpan<T> eta)
    {
        if (eta.Length != 1 && eta.Length != topics.VocabularySize)
        {
            throw new ArgumentException($"η holds {eta.Length} values; expected 1 or {topics.VocabularySize}.", nameof(eta));
        }
    }

    /// <summary>λ is finite and above 0.</summary>
    internal static void CheckLambda(LdaTopics topics, int firstWord, ReadOnlySpan<T> rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            if (!(rows[i] > T.Zero && T.IsFinite(rows[i])))
            {
                throw new ArgumentException($"λ of word {firstWord + (i / topics.TopicCount)} holds {rows[i]}; expected finite values above 0.", nameof(rows));
            }
        }
    }

    /// <summary>ρ and the scale of a λ step.</summary>
    internal static void CheckStep(double rho, double scale)
    {
        if (!(rho is > 0 and <= 1) || !(scale > 0 && double.IsFinite(scale)))
        {
            throw new ArgumentException($"The step size is {rho} and the scale is {scale}; expected a step size in (0, 1] and a scale above 0.");
        }
    }

    /// <summary>Brings the factors up to λ, once; callers on several threads wait for the first.</summary>
    private void Refresh(CpuLdaTopics<T> topics)
    {
        if (!Volatile.Read(ref topics.Stale))
        {
            return;
        }

        lock (topics)
        {
            if (topics.Stale)
            {
                var refresh = new RefreshAction(topics, _threads);
                BlockDispatch.Run<T, RefreshAction>(ref refresh);
                Volatile.Write(ref topics.Stale, false);
            }
        }
    }

    private readonly struct LambdaStepAction(CpuLdaTopics<T> topics, T* eta, int etaLength, T keep, T priorGain, T gain, int threads) : IBlockAction<T>
    {
        private readonly T* _eta = eta;

        public void Invoke<TBlock>()
            where TBlock : struct, ILanes<TBlock, T>
        {
            CpuLdaTopics<T> own = topics;
            T* prior = _eta;
            int priorLength = etaLength;
            (T kept, T priorStep, T step) = (keep, priorGain, gain);
            WorkSharing.Run(threads, own.VocabularySize, LdaTopicUpdate.WordsAtOnce, (first, end, _) =>
            {
                T[] row = GC.AllocateUninitializedArray<T>(own.Stride, pinned: false);
                fixed (T* pointer = row)
                {
                    for (int word = first; word < end; word++)
                    {
                        row.AsSpan().Clear();
                        row.AsSpan(0, own.TopicCount).Fill(priorStep * prior[priorLength == 1 ? 0 : word]);
                        RowKernels<TBlock, T>.UpdateLambda(own.LambdaRow(word), own.StatisticsRow(word), pointer, kept, step, own.Stride);
                    }
                }
            });
        }
    }

    private readonly struct RefreshAction(CpuLdaTopics<T> topics, int threads) : IBlockAction<T>
    {
        public void Invoke<TBlock>()
            where TBlock : struct, ILanes<TBlock, T>
        {
            CpuLdaTopics<T> own = topics;
            SumTopics(own, threads);
            LdaTopicUpdate.RefreshTopicScale(own);
            WorkSharing.Run(threads, own.VocabularySize, LdaTopicUpdate.WordsAtOnce, (first, end, _) =>
                LdaTopicUpdate.RefreshFactors<TBlock, T>(own, first, end));
        }

        /// <summary>Σ_w λ in double, one partial sum a block of words, the partial sums in order.</summary>
        private static void SumTopics(CpuLdaTopics<T> own, int threads)
        {
            int blocks = (own.VocabularySize + LdaTopicUpdate.WordsAtOnce - 1) / LdaTopicUpdate.WordsAtOnce;
            int topicCount = own.TopicCount;
            using var partial = new NativeBuffer<double>((long)blocks * topicCount);
            WorkSharing.Run(threads, own.VocabularySize, LdaTopicUpdate.WordsAtOnce, (first, end, _) =>
                SumWords(own, first, end, partial.Pointer + ((long)(first / LdaTopicUpdate.WordsAtOnce) * topicCount)));
            Array.Clear(own.TopicSum);
            for (long i = 0; i < (long)blocks * topicCount; i++)
            {
                own.TopicSum[i % topicCount] += partial.Pointer[i];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void SumWords(CpuLdaTopics<T> own, int first, int end, double* sums)
        {
            for (int word = first; word < end; word++)
            {
                T* row = own.LambdaRow(word);
                for (int k = 0; k < own.TopicCount; k++)
                {
                    sums[k] += double.CreateTruncating(row[k]);
                }
            }
        }
    }
}
