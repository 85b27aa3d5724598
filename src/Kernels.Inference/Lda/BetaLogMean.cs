using System;
using System.Numerics;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>The mean of E[log β_kw] over topics, V values, in double, from the λ of a device. Reads all V·K of it once.</summary>
internal static class BetaLogMean
{
    private const int RunElements = 1 << 14;

    public static double[] Of<T>(ILdaDevice<T> device, LdaTopics topics)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int topicCount = topics.TopicCount;
        int wordsPerRun = Math.Clamp(RunElements / topicCount, 1, topics.VocabularySize);
        T[] rows = new T[wordsPerRun * topicCount];
        double[] lambda = new double[rows.Length];
        double[] topicSum = new double[topicCount];
        double[] meanLog = new double[topics.VocabularySize];
        for (int firstWord = 0; firstWord < topics.VocabularySize; firstWord += wordsPerRun)
        {
            int words = Math.Min(wordsPerRun, topics.VocabularySize - firstWord);
            Span<T> run = rows.AsSpan(0, words * topicCount);
            device.ReadLambda(topics, firstWord, run);
            Span<double> wide = lambda.AsSpan(0, run.Length);
            for (int i = 0; i < run.Length; i++)
            {
                wide[i] = double.CreateTruncating(run[i]);
            }

            AddRows(wide, topicSum);
            SpecialFunctions.Digamma<double>(wide, wide);
            MeanOfRows(wide, topicCount, meanLog.AsSpan(firstWord, words));
        }

        // ψ(Σ_w λ_wk) is the same for every word.
        SpecialFunctions.Digamma<double>(topicSum, topicSum);
        double[] normalizer = new double[1];
        MeanOfRows(topicSum, topicCount, normalizer);
        for (int word = 0; word < meanLog.Length; word++)
        {
            meanLog[word] -= normalizer[0];
        }

        return meanLog;
    }

    private static void AddRows(ReadOnlySpan<double> rows, Span<double> sums)
    {
        for (int i = 0; i < rows.Length; i += sums.Length)
        {
            for (int k = 0; k < sums.Length; k++)
            {
                sums[k] += rows[i + k];
            }
        }
    }

    private static void MeanOfRows(ReadOnlySpan<double> rows, int rowLength, Span<double> destination)
    {
        for (int row = 0; row < destination.Length; row++)
        {
            destination[row] = InOrder.Sum(rows.Slice(row * rowLength, rowLength)) / rowLength;
        }
    }
}
