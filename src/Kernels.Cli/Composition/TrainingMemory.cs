using System;
using System.Runtime.CompilerServices;
using Kernels.Cli.Output;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Composition;

/// <summary>What a training run will hold in memory, in bytes: told before it starts, so that a run too large is seen at once.</summary>
internal static class TrainingMemory
{
    // λ, exp E[log β] and the statistics: three arrays of V rows padded to 64 bytes.
    private const int TopicArrays = 3;
    private const int RowAlignment = 64;

    // lambda, ln beta, the statistics twice, the gradient, the information.
    private const int ArraysOfBatch = 6;

    // A scale and a counter.
    private const int BytesOfWord = 12;

    // Offsets, term ids, counts.
    private const int BytesOfPair = 8;
    private const int BytesOfDocument = 8;

    // The runtime, buffers and the words.
    private const double Rest = 60e6;

    public static double Topics<T>(long vocabularySize, int topicCount)
    {
        long row = (long)topicCount * Unsafe.SizeOf<T>();
        long padded = (row + RowAlignment - 1) / RowAlignment * RowAlignment;
        return vocabularySize * (((double)TopicArrays * padded) + BytesOfWord);
    }

    public static double Corpus(ICorpus corpus) => corpus is SparseCorpus ? ((double)BytesOfPair * corpus.PairCount) + ((double)BytesOfDocument * corpus.DocumentCount) : 0;

    public static double Total<T>(ICorpus corpus, LdaOptions options) => Needed<T>(corpus, options) + Rest;

    /// <summary>Refuses what this machine, or the limit this process runs under, cannot hold: it would end in the middle of the work, or in swapping.</summary>
    public static void Require<T>(ICorpus corpus, LdaOptions options, string name)
    {
        double needed = Needed<T>(corpus, options);
        double there = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (needed > there)
        {
            throw new BadInputException(
                $"corpus {name}: found {Amounts.Count(corpus.VocabularySize)} words (the largest word number counts), which with {Amounts.Count(options.TopicCount)} topics take "
                + $"{Amounts.Bytes(needed)} of memory; expected no more than the {Amounts.Bytes(there)} there are");
        }
    }

    private static double Needed<T>(ICorpus corpus, LdaOptions options) =>
        Topics<T>(corpus.VocabularySize, options.TopicCount) + Corpus(corpus) + (options.Method == LdaMethod.Structured ? StructuredBatch<T>(corpus, options) : 0);

    /// <summary>A mini-batch's rows in double, the drawn topics beside them, and γ twice.</summary>
    private static double StructuredBatch<T>(ICorpus corpus, LdaOptions options)
    {
        double documents = Math.Min(options.BatchSize, corpus.DocumentCount);
        double words = Math.Min(corpus.VocabularySize, documents * corpus.LargestDocument);
        double ofWord = (ArraysOfBatch * sizeof(double)) + Unsafe.SizeOf<T>();
        return Topics<T>((long)words, options.TopicCount) + (options.TopicCount * ((words * ofWord) + (2 * documents * Unsafe.SizeOf<T>())));
    }
}
