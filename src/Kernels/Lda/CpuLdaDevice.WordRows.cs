using System;
using System.Numerics.Tensors;
using Kernels.Lanes;

namespace Kernels.Lda;

/// <content>Rows by a list of words.</content>
public sealed unsafe partial class CpuLdaDevice<T>
{
    /// <inheritdoc/>
    public LdaTopics CreateLogTopics(int vocabularySize, int topicCount) =>
        new CpuLdaTopics<T>(vocabularySize, topicCount, LdaTopicKind.Point, holdsLogs: true) { Stale = false };

    /// <inheritdoc/>
    public void WriteLogBeta(LdaTopics topics, ReadOnlySpan<double> rows)
    {
        CpuLdaTopics<T> own = OfAnyKind(topics);
        if (!own.HoldsLogs)
        {
            throw new ArgumentException("The topics have a λ; expected topics that hold ln β.", nameof(topics));
        }

        int words = RowCount(own, 0, rows.Length);
        for (int word = 0; word < words; word++)
        {
            TensorPrimitives.ConvertTruncating(rows.Slice(word * own.TopicCount, own.TopicCount), new Span<T>(own.LambdaRow(word), own.TopicCount));
        }

        var action = new LogFactorsAction(own, words, _threads);
        BlockDispatch.Run<T, LogFactorsAction>(ref action);
    }

    /// <inheritdoc/>
    public void ReadLambda(LdaTopics topics, ReadOnlySpan<int> words, Span<T> destination)
    {
        CpuLdaTopics<T> own = Own(topics);
        CheckWords(own, words, destination.Length);
        for (int i = 0; i < words.Length; i++)
        {
            ReadRow(own, words[i], destination.Slice(i * own.TopicCount, own.TopicCount));
        }

        GC.KeepAlive(own);
    }

    /// <inheritdoc/>
    public void ReadTopicSums(LdaTopics topics, Span<double> destination)
    {
        CpuLdaTopics<T> own = Own(topics);
        if (destination.Length != own.TopicCount)
        {
            throw new ArgumentException($"There is room for {destination.Length} sums; expected {own.TopicCount}.", nameof(destination));
        }

        if (own.Stale)
        {
            Refresh(own);
        }

        own.TopicSum.CopyTo(destination);
    }

    /// <inheritdoc/>
    public void TakeStatistics(LdaTopics topics, ReadOnlySpan<int> words, Span<T> destination)
    {
        CpuLdaTopics<T> own = OfAnyKind(topics);
        CheckWords(own, words, destination.Length);
        for (int i = 0; i < words.Length; i++)
        {
            new ReadOnlySpan<T>(own.StatisticsRow(words[i]), own.TopicCount).CopyTo(destination.Slice(i * own.TopicCount, own.TopicCount));
        }

        foreach (int word in own.TouchedWords.AsSpan(0, own.TouchedCount))
        {
            new Span<T>(own.StatisticsRow(word), own.TopicCount).Clear();
        }

        own.Untouch();
    }

    /// <inheritdoc/>
    public void LambdaStep(LdaTopics topics, ReadOnlySpan<int> words, ReadOnlySpan<T> statistics, ReadOnlySpan<T> eta, ReadOnlySpan<double> rho, double scale)
    {
        CpuLdaTopics<T> own = Own(topics);
        CheckEta(own, eta);
        CheckWords(own, words, statistics.Length);
        CheckSteps(own, rho, scale);
        if (own.TouchedCount > 0)
        {
            throw new InvalidOperationException($"Statistics of {own.TouchedCount} words are gathered; expected none, as the step brings its own.");
        }

        double largest = TensorPrimitives.Max(rho);
        if (largest == 0)
        {
            return;
        }

        if (own.IsPartial)
        {
            RefreshWords(own, words);
        }

        own.Touch(words);
        for (int i = 0; i < words.Length; i++)
        {
            statistics.Slice(i * own.TopicCount, own.TopicCount).CopyTo(new Span<T>(own.StatisticsRow(words[i]), own.TopicCount));
        }

        ReadOnlySpan<double> steps = TensorPrimitives.Min(rho) == largest ? rho[..1] : rho;
        bool mayFall = !statistics.IsEmpty && TensorPrimitives.Min(statistics) < T.Zero;
        if (largest < 1)
        {
            LazyStep(own, eta, steps, scale, mayFall);
        }
        else
        {
            WholeStep(own, eta, steps, scale, mayFall);
        }
    }

    private static void ReadRow(CpuLdaTopics<T> own, int word, Span<T> destination)
    {
        new ReadOnlySpan<T>(own.LambdaRow(word), own.TopicCount).CopyTo(destination);
        if (own.Decay is { } decay && decay.Lacks(word))
        {
            decay.BringUp(word, decay.Factor(word), destination);
        }
    }

    private static void CheckWords(CpuLdaTopics<T> own, ReadOnlySpan<int> words, int length)
    {
        if (length != (long)words.Length * own.TopicCount)
        {
            throw new ArgumentException($"{length} values for {words.Length} words; expected {own.TopicCount} a word.", nameof(words));
        }

        foreach (int word in words)
        {
            if ((uint)word >= (uint)own.VocabularySize)
            {
                throw new ArgumentException($"A word is {word}; expected words in [0, {own.VocabularySize}).", nameof(words));
            }
        }
    }

    private static void CheckSteps(CpuLdaTopics<T> own, ReadOnlySpan<double> rho, double scale)
    {
        if (rho.Length != own.TopicCount)
        {
            throw new ArgumentException($"There are {rho.Length} step sizes; expected {own.TopicCount}.", nameof(rho));
        }

        foreach (double step in rho)
        {
            if (!(step is >= 0 and <= 1) || !(scale > 0 && double.IsFinite(scale)))
            {
                throw new ArgumentException($"A step size is {step} and the scale is {scale}; expected step sizes in [0, 1] and a scale above 0.", nameof(rho));
            }
        }
    }

    private readonly struct LogFactorsAction(CpuLdaTopics<T> topics, int words, int threads) : IBlockAction<T>
    {
        public void Invoke<TBlock>()
            where TBlock : struct, ILanes<TBlock, T>
        {
            CpuLdaTopics<T> own = topics;
            WorkSharing.Run(threads, words, LdaLambda.WordsAtOnce, (first, end, _) => LdaTopicUpdate.FactorsFromLogs<TBlock, T>(own, first, end));
        }
    }
}
