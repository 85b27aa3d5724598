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
/// <example>
/// One pass of batch LDA by hand, as <c>LdaTrainer</c> makes it:
/// <code>
/// using CpuLdaDevice&lt;double&gt; device = new(threads: 2);
/// using LdaTopics topics = device.CreateTopics(vocabularySize: 4, topicCount: 2, LdaTopicKind.Dirichlet);
/// device.WriteLambda(topics, 0, [2, 1, 2, 1, 1, 2, 1, 2]); // a row a word
/// LdaDocuments documents = new(offsets: [0, 2, 4], termIds: [0, 1, 2, 3], counts: [3, 2, 4, 1]);
/// LdaEStepSettings settings = new() { MaxIterations = 50, Tolerance = 1e-6, AccumulateStatistics = true };
/// double[] gamma = new double[4], lambda = new double[8];
/// int[] iterations = new int[2];
/// device.EStep(topics, documents, [0.1, 0.1], settings, gamma, iterations);
/// Console.WriteLine($"{gamma[0]:F2} {gamma[1]:F2}; {gamma[2]:F2} {gamma[3]:F2}"); // 5.10 0.10; 0.10 5.10
/// device.LambdaStep(topics, [0.01], rho: 1, scale: 1);
/// device.ReadLambda(topics, 0, lambda);
/// Console.WriteLine($"{lambda.Sum():F2} is 8·η and the 10 tokens"); // 10.08 is 8·η and the 10 tokens
/// </code>
/// </example>
public sealed unsafe partial class CpuLdaDevice<T> : ILdaWordRows<T>
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
        BringUp(own);
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
            ReadRow(own, firstWord + i, destination.Slice(i * own.TopicCount, own.TopicCount));
        }

        // The last row is read through a pointer only: without this the finalizer may give its memory back meanwhile.
        GC.KeepAlive(own);
    }

    /// <inheritdoc/>
    public void LambdaStep(LdaTopics topics, ReadOnlySpan<T> eta, double rho, double scale)
    {
        CpuLdaTopics<T> own = Own(topics);
        CheckEta(own, eta);
        LdaLambda.CheckStep(rho, scale);
        _ = own.Statistics;
        if (rho < 1)
        {
            LazyStep(own, eta, [rho], scale, mayFall: false);
            return;
        }

        WholeStep(own, eta, [rho], scale, mayFall: false);
    }

    /// <summary>The step of one word, whose statistics are then 0. Where they may be below 0, K sums receive what keeps λ above 0; otherwise there are none.</summary>
    private static void StepRow(CpuLdaTopics<T> own, int word, T eta, ReadOnlySpan<double> rho, double scale, Span<double> sum)
    {
        var lambda = new Span<T>(own.LambdaRow(word), own.TopicCount);
        var statistics = new Span<T>(own.StatisticsRow(word), own.TopicCount);
        LdaLambda.StepRow(lambda, statistics, eta, rho, scale);
        if (!sum.IsEmpty)
        {
            LdaLambda.KeepAbove(lambda, statistics, eta, rho, scale, sum);
        }

        statistics.Clear();
    }

    /// <summary>The step of all words.</summary>
    private void WholeStep(CpuLdaTopics<T> own, ReadOnlySpan<T> eta, ReadOnlySpan<double> rho, double scale, bool mayFall)
    {
        // Where ρ is 1 what a row was does not matter, elsewhere it does.
        if (rho.Length > 1)
        {
            BringUp(own);
        }

        T[] etaCopy = eta.ToArray();
        double[] steps = rho.ToArray();
        WorkSharing.Run(_threads, own.VocabularySize, LdaLambda.WordsAtOnce, (first, end, _) =>
        {
            // All sums are added up anew below.
            double[] sums = mayFall ? new double[own.TopicCount] : [];
            for (int word = first; word < end; word++)
            {
                StepRow(own, word, etaCopy[etaCopy.Length == 1 ? 0 : word], steps, scale, sums);
            }
        });

        own.Untouch();
        own.Decay?.AllAreCurrent();
        own.Stale = true;
        own.IsPartial = false;
        Refresh(own);
    }

    /// <inheritdoc/>
    public LdaTopicBound TopicBound(LdaTopics topics, ReadOnlySpan<T> eta)
    {
        CpuLdaTopics<T> own = Own(topics);
        CheckEta(own, eta);
        BringUp(own);
        Refresh(own);
        T[] etaCopy = eta.ToArray();
        var parts = new LdaTopicBound[(own.VocabularySize + LdaLambda.WordsAtOnce - 1) / LdaLambda.WordsAtOnce];
        WorkSharing.Run(_threads, own.VocabularySize, LdaLambda.WordsAtOnce, (first, end, _) =>
            parts[first / LdaLambda.WordsAtOnce] = LdaTopicUpdate.Bound(own, etaCopy, first, end));
        LdaTopicBound words = default;
        foreach (LdaTopicBound part in parts)
        {
            words = LdaLambda.Add(words, part);
        }

        return LdaLambda.OfSums<T>(words, own.TopicSum, etaCopy, own.VocabularySize, new double[own.TopicCount + 1]);
    }

    /// <summary>Gives back the scratch memory. Topics are disposed on their own.</summary>
    public void Dispose()
    {
        while (_scratch.TryDequeue(out LdaScratch<T>? scratch))
        {
            scratch.Dispose();
        }

        while (_tasks.TryDequeue(out LdaDocumentTask<T>? task))
        {
            task.Dispose();
        }
    }

    /// <summary>Topics of this device that have a λ.</summary>
    private static CpuLdaTopics<T> Own(LdaTopics topics)
    {
        CpuLdaTopics<T> own = OfAnyKind(topics);
        return own.HoldsLogs ? throw new ArgumentException("The topics hold ln β; expected topics with a λ.", nameof(topics)) : own;
    }

    private static CpuLdaTopics<T> OfAnyKind(LdaTopics topics)
    {
        CpuLdaTopics<T> own = topics as CpuLdaTopics<T> ?? throw new ArgumentException(
            $"The topics are {topics?.GetType().Name ?? "null"}; expected topics that a CPU device of {typeof(T).Name} made.", nameof(topics));
        ObjectDisposedException.ThrowIf(own.IsDisposed, own);
        return own;
    }

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

        LdaLambda.CheckEta(eta);
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

    /// <summary>Brings the factors up to λ, once; callers on several threads wait for the first.</summary>
    private void Refresh(CpuLdaTopics<T> topics)
    {
        if (!topics.IsPartial && !Volatile.Read(ref topics.Stale))
        {
            return;
        }

        lock (topics)
        {
            BringUp(topics);
            if (topics.Stale)
            {
                var refresh = new RefreshAction(topics, _threads);
                BlockDispatch.Run<T, RefreshAction>(ref refresh);
                Volatile.Write(ref topics.Stale, false);
            }
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
            WorkSharing.Run(threads, own.VocabularySize, LdaLambda.WordsAtOnce, (first, end, _) =>
            {
                for (int word = first; word < end; word++)
                {
                    LdaTopicUpdate.RefreshFactors<TBlock, T>(own, word);
                }
            });
        }

        /// <summary>Σ_w λ in double, one partial sum a block of words, the partial sums in order.</summary>
        private static void SumTopics(CpuLdaTopics<T> own, int threads)
        {
            int blocks = (own.VocabularySize + LdaLambda.WordsAtOnce - 1) / LdaLambda.WordsAtOnce;
            int topicCount = own.TopicCount;
            using var partial = new NativeBuffer<double>((long)blocks * topicCount);
            WorkSharing.Run(threads, own.VocabularySize, LdaLambda.WordsAtOnce, (first, end, _) =>
            {
                var sums = new Span<double>(partial.Pointer + ((long)(first / LdaLambda.WordsAtOnce) * topicCount), topicCount);
                for (int word = first; word < end; word++)
                {
                    LdaLambda.AddRow(new ReadOnlySpan<T>(own.LambdaRow(word), topicCount), sums);
                }
            });
            Array.Clear(own.TopicSum);
            for (long i = 0; i < (long)blocks * topicCount; i++)
            {
                own.TopicSum[i % topicCount] += partial.Pointer[i];
            }

            Array.Clear(own.Decay?.SumError ?? []);
        }
    }
}
