using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Kernels.Lda;

/// <summary>Work on rows of topics: E[log β], the scaled factors, and the topics' terms of the bound. Each word stands alone, so any thread may take any word.</summary>
internal static unsafe class LdaTopicUpdate
{
    /// <summary>destination[k] = E[log β_kw], or ln β_kw for point topics, in double.</summary>
    public static void ExpectedLogBeta<T>(CpuLdaTopics<T> topics, int word, Span<double> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.ConvertTruncating<T, double>(new ReadOnlySpan<T>(topics.LambdaRow(word), topics.TopicCount), destination);
        if (topics.HoldsLogs)
        {
            return;
        }

        if (topics.Kind == LdaTopicKind.Dirichlet)
        {
            SpecialFunctions.Digamma<double>(destination, destination);
        }
        else
        {
            SpecialFunctions.Log<double>(destination, destination);
        }

        TensorPrimitives.Subtract(destination, topics.LogNormalizer, destination);
    }

    /// <summary>What follows from Σ_w λ: the log normalisers, and each topic's scale relative to the largest.</summary>
    public static void RefreshTopicScale<T>(CpuLdaTopics<T> topics)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int topicCount = topics.TopicCount;
        var scale = new double[topicCount];
        if (topics.Kind == LdaTopicKind.Dirichlet)
        {
            SpecialFunctions.Digamma<double>(topics.TopicSum, topics.LogNormalizer);
            SpecialFunctions.ExpDigamma<double>(topics.TopicSum, scale);
        }
        else
        {
            SpecialFunctions.Log<double>(topics.TopicSum, topics.LogNormalizer);
            topics.TopicSum.CopyTo(scale, 0);
        }

        double smallest = TensorPrimitives.Min<double>(scale);
        topics.LogTopicScale = -TensorPrimitives.Min<double>(topics.LogNormalizer);

        // A topic that holds next to nothing beside one that holds much: what is left of the scales is 0, 0/0 or too few bits.
        topics.ScaleIsLost = !double.IsNormal(smallest);
        for (int k = 0; k < topicCount; k++)
        {
            topics.TopicScale.Pointer[k] = T.CreateTruncating(smallest / scale[k]);
            topics.ScaleIsLost |= !T.IsNormal(topics.TopicScale.Pointer[k]);
        }
    }

    /// <summary>The factors of a word: exp E[log β] (or β) over its row's maximum, what is far below 1 flushed to 0.</summary>
    public static void RefreshFactors<TBlock, T>(CpuLdaTopics<T> topics, int word)
        where TBlock : struct, Lanes.ILanes<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int topicCount = topics.TopicCount;
        var lambda = new ReadOnlySpan<T>(topics.LambdaRow(word), topicCount);
        T* row = topics.FactorRow(word);
        var factors = new Span<T>(row, topicCount);
        if (topics.Kind == LdaTopicKind.Dirichlet)
        {
            SpecialFunctions.ExpDigamma(lambda, factors);
        }
        else
        {
            lambda.CopyTo(factors);
        }

        TensorPrimitives.Multiply(factors, topics.TopicScale.Span(0, topicCount), factors);
        Span<double> largest = [double.CreateTruncating(TensorPrimitives.Max<T>(factors))];
        double offset = topics.LogTopicScale;
        if (topics.ScaleIsLost || largest[0] < LdaPrecision<T>.Flush)
        {
            offset = FactorsFromLogs(topics, word, factors);
            largest[0] = 1;
        }

        RowKernels<TBlock, T>.ScaleAndFlush(row, topics.Stride, T.CreateTruncating(1 / largest[0]));
        SpecialFunctions.Log<double>(largest, largest);
        topics.LogScale[word] = largest[0] + offset;
    }

    /// <summary>The shares of words [first, end) in the topics' terms of the bound, without what Σ_w λ adds.</summary>
    public static LdaTopicBound Bound<T>(CpuLdaTopics<T> topics, ReadOnlySpan<T> eta, int first, int end)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int topicCount = topics.TopicCount;
        double[] room = new double[3 * topicCount];
        Span<double> expectedLog = room.AsSpan(0, topicCount);
        LdaTopicBound sum = default;
        for (int word = first; word < end; word++)
        {
            ExpectedLogBeta(topics, word, expectedLog);
            ReadOnlySpan<T> statistics = topics.HasStatistics ? new(topics.StatisticsRow(word), topicCount) : [];
            LdaTopicBound share = LdaLambda.OfRow(
                new ReadOnlySpan<T>(topics.LambdaRow(word), topicCount), statistics, expectedLog, eta[eta.Length == 1 ? 0 : word], room.AsSpan(topicCount));
            sum = LdaLambda.Add(sum, share);
        }

        return sum;
    }

    /// <summary>The factors of words [first, end) of topics that hold ln β, or E[log β].</summary>
    /// <exception cref="ArgumentException">A row holds NaN or +∞, or no finite value.</exception>
    public static void FactorsFromLogs<TBlock, T>(CpuLdaTopics<T> topics, int first, int end)
        where TBlock : struct, Lanes.ILanes<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int word = first; word < end; word++)
        {
            var logs = new ReadOnlySpan<T>(topics.LambdaRow(word), topics.TopicCount);
            var factors = new Span<T>(topics.FactorRow(word), topics.TopicCount);
            T largest = TensorPrimitives.Max(logs);
            if (!T.IsFinite(largest))
            {
                throw new ArgumentException($"The largest E[log β] of word {word} is {largest}; expected a finite number.");
            }

            TensorPrimitives.Subtract(logs, largest, factors);
            SpecialFunctions.Exp<T>(factors, factors);
            RowKernels<TBlock, T>.ScaleAndFlush(topics.FactorRow(word), topics.Stride, T.One);
            topics.LogScale[word] = double.CreateTruncating(largest);
        }
    }

    /// <summary>The row from logarithms, where every F(λ) underflows: a word that nothing was ever seen of, under a tiny η. Returns ln of its maximum.</summary>
    private static double FactorsFromLogs<T>(CpuLdaTopics<T> topics, int word, Span<T> factors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var logs = new double[factors.Length];
        ExpectedLogBeta(topics, word, logs);
        double largest = TensorPrimitives.Max<double>(logs);
        TensorPrimitives.Subtract(logs, largest, logs);
        SpecialFunctions.Exp<double>(logs, logs);
        TensorPrimitives.ConvertTruncating<double, T>(logs, factors);
        return largest;
    }
}
