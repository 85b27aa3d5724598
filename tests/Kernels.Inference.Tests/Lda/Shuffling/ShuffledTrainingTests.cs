using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Kernels.Corpora;
using Kernels.Lda;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

public sealed class ShuffledTrainingTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("kernels-shuffle-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>All documents of the first topic, then all of the second, …: in this order the last mini-batches know one topic only.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ACorpusSortedByTopicIsLearntBetter(int passes)
    {
        TestCorpus sorted = Sorted(4000);
        TestCorpus heldOut = Sorted(400, seed: 9);
        foreach (long seed in new long[] { 1, 2, 3 })
        {
            LdaOptions options = Small(LdaMethod.Online) with { TopicCount = 10, Alpha = [0.1], BatchSize = 64, Tau0 = 16, Passes = passes, Seed = seed };
            double inOrder = ScoreOf(options, sorted);
            double shuffled = ScoreOf(options with { Shuffle = true }, sorted);
            Assert.True(shuffled > inOrder + 0.05, $"{shuffled:0.000} shuffled, {inOrder:0.000} in order");

            // The same where a window holds a tenth of the documents.
            ShuffledCorpus windows = new(sorted, seed, chunkPairs: 512, windowPairs: (int)(sorted.PairCount / 10));
            windows.BeginPass(1);
            double windowed = passes == 1 ? ScoreOf(options, windows) : shuffled;
            Assert.True(windowed > inOrder + 0.05, $"{windowed:0.000} by windows, {inOrder:0.000} in order");
        }

        double ScoreOf(LdaOptions options, ICorpus corpus)
        {
            using var device = new CpuLdaDevice<float>(1);
            using LdaModel model = new LdaTrainer<float>(options, device).Fit(corpus, out _);
            return LdaScores.Score(model, heldOut, LdaEvaluator.Completion).PerWord;
        }
    }

    [Fact]
    public void ThreadsAndWhereTheCorpusLiesDoNotShow()
    {
        GeneratedCorpus generated = new(12_000);
        string path = Path.Combine(_root, "generated.kcorpus");
        BinaryCorpusWriter.Write(generated, path);
        using BinaryCorpus onDisk = BinaryCorpus.Open(path);
        LdaOptions options = Large();
        double[][] expected = Trained(generated, 1);
        Assert.Equal(expected, Trained(generated, 3));
        Assert.Equal(expected, Trained(onDisk, 2));
        using var device = new CpuLdaDevice<float>(1);
        using LdaModel unshuffled = new LdaTrainer<float>(options with { Shuffle = false }, device).Fit(generated, out _);
        Assert.NotEqual(expected, Lambda(unshuffled));

        double[][] Trained(ICorpus corpus, int threads)
        {
            using var processor = new CpuLdaDevice<float>(threads);
            using LdaModel model = new LdaTrainer<float>(options, processor).Fit(corpus, out LdaFitResult result);
            Assert.Equal(2 * 12_000L * GeneratedCorpus.PairsPerDocument, result.Visits);
            return Lambda(model);
        }
    }

    /// <summary>Two windows a pass, stopped in each of them, where they meet, and between the passes.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(10)]
    public void ARunThatGoesOnEndsWithTheSameBits(int batches)
    {
        GeneratedCorpus corpus = new(12_000);
        LdaOptions options = Large();
        using var device = new CpuLdaDevice<float>(2);
        using LdaModel whole = new LdaTrainer<float>(options, device).Fit(corpus, out LdaFitResult expected);

        using var stop = new CancellationTokenSource();
        string path = Path.Combine(_root, "checkpoint");
        var stopped = new LdaTrainer<float>(options, device) { Checkpointing = new Checkpointing(path) { EveryUpdates = 1 } };
        stopped.Fit(corpus, out LdaFitResult cut, new Stopper(stop, batches * 2048), stop.Token).Dispose();
        Assert.True(cut.Cancelled);
        LdaCheckpoint checkpoint = LdaCheckpoint.Open(path);
        using LdaModel resumed = new LdaTrainer<float>(checkpoint.Options, device).Resume(checkpoint, corpus, out LdaFitResult result);
        Assert.Equal(Lambda(whole), Lambda(resumed));
        Assert.Equal(expected.Visits, result.Visits);
        Assert.Equal(expected.EffectiveDocuments, result.EffectiveDocuments);
    }

    /// <summary>The document named is the corpus' own, not its place in the order.</summary>
    [Fact]
    public void AFailureNamesTheDocumentOfTheCorpus()
    {
        const int Bad = 37;
        TestCorpus corpus = new(40, [.. Enumerable.Range(0, 60).Select(d => new[] { (d % 40, d == Bad ? 3e38f : 1f), ((d % 40) + 1 == 40 ? 0 : (d % 40) + 1, d == Bad ? 3e38f : 1f) })]);
        using var device = new CpuLdaDevice<float>(1);
        LdaNumericalException thrown = Assert.Throws<LdaNumericalException>(
            () => new LdaTrainer<float>(Small(LdaMethod.Online) with { TopicCount = 1, Shuffle = true }, device).Fit(corpus, out _));
        Assert.Equal(Bad, thrown.Failure.Document);
        Assert.Equal([Bad, Bad + 1], thrown.Failure.Words);
    }

    [Fact]
    public void WhatItCannotBeJoinedWithIsRefused()
    {
        Assert.Contains("Shuffle", Assert.Throws<ArgumentException>(() => (Small() with { Shuffle = true }).Validate(3)).Message, StringComparison.Ordinal);
        Assert.Contains("CarryGamma", Assert.Throws<ArgumentException>(() => (Small(LdaMethod.Online) with { Shuffle = true, CarryGamma = true }).Validate(3)).Message, StringComparison.Ordinal);
    }

    private static LdaOptions Large() => new()
    {
        TopicCount = 2,
        Method = LdaMethod.Online,
        Shuffle = true,
        Passes = 2,
        BatchSize = 2048,
        InnerIterations = 1,
        InnerTolerance = 0,
        Tau0 = 1,
        Seed = 4,
    };

    private static TestCorpus Sorted(int documents, ulong seed = 1)
    {
        var drawn = new List<(int, float)[]>();
        for (int d = 0; d < documents; d++)
        {
            int topic = d * 10 / documents;
            var counts = new SortedDictionary<int, float>();
            for (int i = 0; i < 30; i++)
            {
                (double first, double second) = Philox4x32.Uniforms(seed, 98, (ulong)d, (uint)i);
                int word = first < 0.8 ? (topic * 20) + (int)(second * second * 20) : (int)(second * 200);
                counts[word] = counts.GetValueOrDefault(word) + 1;
            }

            drawn.Add([.. counts.Select(pair => (pair.Key, pair.Value))]);
        }

        return new TestCorpus(200, drawn);
    }

    private sealed class Stopper(CancellationTokenSource stop, long documents) : IProgress<LdaProgress>
    {
        public void Report(LdaProgress value)
        {
            if (((value.Pass - 1) * value.DocumentCount) + value.DocumentsDone >= documents)
            {
                stop.Cancel();
            }
        }
    }

    /// <summary>Documents that exist only while they are read, enough for more than one window.</summary>
    private sealed class GeneratedCorpus(int documents) : ICorpus
    {
        public const int PairsPerDocument = 300;

        private readonly long[] _offsets = [.. Enumerable.Range(0, documents + 1).Select(d => (long)d * PairsPerDocument)];

        public int DocumentCount => documents;

        public int VocabularySize => 2 * PairsPerDocument;

        public long PairCount => (long)documents * PairsPerDocument;

        public double TokenCount => PairCount;

        public Vocabulary? Vocabulary => null;

        public int LargestDocument => PairsPerDocument;

        public DocumentBlock Read(int first, int count)
        {
            int[] ids = new int[count * PairsPerDocument];
            float[] counts = new float[ids.Length];
            for (int p = 0; p < ids.Length; p++)
            {
                int document = first + (p / PairsPerDocument);
                ids[p] = (2 * (p % PairsPerDocument)) + ((document + (document * (p % PairsPerDocument) / 7)) & 1);
                counts[p] = 1;
            }

            return new DocumentBlock(first, _offsets.AsSpan(first, count + 1), ids, counts);
        }
    }
}
