using System;
using System.Numerics;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>Moves λ onto a device and off it, in runs of rows.</summary>
internal static class LdaStart
{
    private const double Shape = 100;
    private const double Scale = 0.01;
    private const uint Stream = 0;
    private const int RunElements = 1 << 16;

    /// <summary>λ0 ~ Gamma(100, 0.01), one draw for each (word, topic): drawn in double, then rounded to <typeparamref name="T"/>.</summary>
    /// <remarks>Source: Hoffman's onlineldavb, the start that scikit-learn and gensim took over.</remarks>
    public static void Draw<T>(ILdaDevice<T> device, LdaTopics topics, long seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int topicCount = topics.TopicCount;
        ForRuns<T>(topics, (firstWord, rows) =>
        {
            ulong index = (ulong)firstWord * (ulong)topicCount;
            foreach (ref T value in rows)
            {
                value = T.CreateTruncating(Scale * GammaDraw.Draw((ulong)seed, Stream, index++, Shape));
            }

            device.WriteLambda(topics, firstWord, rows);
        });
    }

    /// <summary>λ from a matrix of any precision.</summary>
    public static void Copy<TSource, T>(TopicRows<TSource> source, ILdaDevice<T> device, LdaTopics topics)
        where TSource : unmanaged, IBinaryFloatingPointIeee754<TSource>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => ForRuns<T>(topics, (firstWord, rows) =>
        {
            int topicCount = topics.TopicCount;
            for (int row = 0; row < rows.Length / topicCount; row++)
            {
                ReadOnlySpan<TSource> from = source.Row(firstWord + row);
                for (int topic = 0; topic < topicCount; topic++)
                {
                    rows[(row * topicCount) + topic] = T.CreateTruncating(from[topic]);
                }
            }

            device.WriteLambda(topics, firstWord, rows);
        });

    /// <summary>Reads λ off a device.</summary>
    public static TopicRows<T> Read<T>(ILdaDevice<T> device, LdaTopics topics)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lambda = new TopicRows<T>(topics.VocabularySize, topics.TopicCount);
        for (int chunk = 0; chunk < lambda.ChunkCount; chunk++)
        {
            Span<T> rows = lambda.Chunk(chunk, out int firstWord);
            device.ReadLambda(topics, firstWord, rows);
        }

        return lambda;
    }

    private static void ForRuns<T>(LdaTopics topics, Action<int, Span<T>> visit)
        where T : unmanaged
    {
        int rowsPerRun = Math.Max(1, RunElements / topics.TopicCount);
        T[] run = new T[Math.Min(rowsPerRun, topics.VocabularySize) * topics.TopicCount];
        for (int firstWord = 0; firstWord < topics.VocabularySize; firstWord += rowsPerRun)
        {
            int rows = Math.Min(rowsPerRun, topics.VocabularySize - firstWord);
            visit(firstWord, run.AsSpan(0, rows * topics.TopicCount));
        }
    }
}
