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

    // The documents that are mixed at a time, and room to grow.
    private const double ShuffledDocuments = 32e6;

    // The runtime, buffers and the words.
    private const double Rest = 60e6;

    /// <param name="vocabularySize">V.</param>
    /// <param name="topicCount">K.</param>
    /// <param name="restarts">Runs: of more than one the best model so far stands beside the one that is trained.</param>
    public static double Topics<T>(long vocabularySize, int topicCount, int restarts)
    {
        long row = (long)topicCount * Unsafe.SizeOf<T>();
        long padded = (row + RowAlignment - 1) / RowAlignment * RowAlignment;
        return vocabularySize * (((double)TopicArrays * padded) + BytesOfWord + (restarts > 1 ? row : 0));
    }

    public static double Corpus(ICorpus corpus) => corpus is SparseCorpus ? ((double)BytesOfPair * corpus.PairCount) + ((double)BytesOfDocument * corpus.DocumentCount) : 0;

    public static double Total<T>(ICorpus corpus, LdaOptions options, int restarts) =>
        Needed<T>(corpus, options, restarts) + (options.Shuffle ? ShuffledDocuments : 0) + Rest;

    /// <summary>Refuses what this machine, or the limit this process runs under, cannot hold: it would end in the middle of the work, or in swapping.</summary>
    public static void Require<T>(ICorpus corpus, LdaOptions options, int restarts, string name)
    {
        double needed = Needed<T>(corpus, options, restarts);
        double there = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (needed > there)
        {
            throw new BadInputException(
                $"corpus {name}: found {Amounts.Of(corpus.VocabularySize, "word")} (the largest word number counts), which with {Amounts.Of(options.TopicCount, "topic")}{(restarts > 1 ? " and the best model so far beside them" : "")} take "
                + $"{Amounts.Bytes(needed)} of memory; expected no more than the {Amounts.Bytes(there)} there are");
        }
    }

    private static double Needed<T>(ICorpus corpus, LdaOptions options, int restarts) =>
        Topics<T>(corpus.VocabularySize, options.TopicCount, restarts) + Corpus(corpus) + (options.Method == LdaMethod.Structured ? StructuredBatch<T>(corpus, options) : 0);

    /// <summary>Rows in double of the words that a mini-batch of average documents has at most, the drawn topics beside them, and γ twice.</summary>
    private static double StructuredBatch<T>(ICorpus corpus, LdaOptions options)
    {
        double documents = Math.Min(options.BatchSize, corpus.DocumentCount);
        double words = Math.Min(corpus.VocabularySize, documents * Math.Ceiling((double)corpus.PairCount / Math.Max(1, corpus.DocumentCount)));
        double ofWord = (ArraysOfBatch * sizeof(double)) + Unsafe.SizeOf<T>();
        return Topics<T>((long)words, options.TopicCount, restarts: 1) + (options.TopicCount * ((words * ofWord) + (2 * documents * Unsafe.SizeOf<T>())));
    }
}
