using System;
using System.Numerics;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>Moves λ onto a device and off it, in runs of rows.</summary>
internal static class LambdaTransfer
{
    private const int RunElements = 1 << 16;

    /// <summary>λ from a matrix of any precision.</summary>
    public static void Write<TSource, T>(TopicRows<TSource> source, ILdaDevice<T> device, LdaTopics topics)
        where TSource : unmanaged, IBinaryFloatingPointIeee754<TSource>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int topicCount = topics.TopicCount;
        int wordsPerRun = Math.Clamp(RunElements / topicCount, 1, topics.VocabularySize);
        T[] run = new T[wordsPerRun * topicCount];
        for (int firstWord = 0; firstWord < topics.VocabularySize; firstWord += wordsPerRun)
        {
            int words = Math.Min(wordsPerRun, topics.VocabularySize - firstWord);
            for (int row = 0; row < words; row++)
            {
                ReadOnlySpan<TSource> from = source.Row(firstWord + row);
                for (int topic = 0; topic < topicCount; topic++)
                {
                    run[(row * topicCount) + topic] = T.CreateTruncating(from[topic]);
                }
            }

            device.WriteLambda(topics, firstWord, run.AsSpan(0, words * topicCount));
        }
    }

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
}
