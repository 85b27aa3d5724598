using System;
using System.IO;
using System.Linq;
using System.Threading;
using Kernels.Corpora;
using Kernels.Lda;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

public sealed class LdaOnlineTrainerTests
{
    private static readonly LdaOptions s_options = Small(LdaMethod.Online) with { Passes = 1 };

    /// <summary>The same documents in two calls are the same steps as in one run, if D is said.</summary>
    [Fact]
    public void CallsAreTheStepsOfOneRun()
    {
        TestCorpus corpus = Named(TestCorpus.Synthetic());
        using var device = new CpuLdaDevice<double>(2);
        using LdaModel whole = new LdaTrainer<double>(s_options, device).Fit(corpus, out LdaFitResult expected);
        using var online = new LdaOnlineTrainer<double>(s_options, device, corpus.Vocabulary!) { TotalDocuments = corpus.DocumentCount };
        int half = corpus.DocumentCount / 2 / s_options.BatchSize * s_options.BatchSize;
        online.PartialFit(Part(corpus, 0, half));
        online.PartialFit(Part(corpus, half, corpus.DocumentCount - half));
        using LdaModel model = online.Model();
        Assert.Equal(Lambda(whole), Lambda(model));
        Assert.Equal(expected.EffectiveDocuments, online.Result!.EffectiveDocuments);
        Assert.Equal((expected.Steps, (long)corpus.DocumentCount), (online.Steps, online.DocumentsSeen));
    }

    [Fact]
    public void WordsThatWereNotSeenGetRowsOfEta()
    {
        var first = new TestCorpus(3, [[(0, 1), (1, 2)], [(2, 1)]], new Vocabulary(["a", "b", "c"]));
        var second = new TestCorpus(3, [[(0, 4), (1, 1)], [(1, 2), (2, 2)]], new Vocabulary(["d", "b", "e"]));
        using var device = new CpuLdaDevice<double>(1);
        using var online = new LdaOnlineTrainer<double>(s_options with { TopicCount = 2, Eta = [0.25] }, device, first.Vocabulary!);
        online.PartialFit(first);
        using LdaModel before = online.Model();
        CorpusMapping mapping = online.PartialFit(second);
        Assert.Empty(mapping.UnknownWords);
        using LdaModel after = online.Model();
        Assert.Equal(["a", "b", "c", "d", "e"], after.Vocabulary!.Words);
        Assert.Equal(3, before.VocabularySize);

        // a was not seen again: it has shrunk towards η by 1 − ρ, and d began at η and grew.
        double rho = 1 / Math.Sqrt(3);
        for (int k = 0; k < 2; k++)
        {
            double expected = 0.25 + ((1 - rho) * (Lambda(before)[0][k] - 0.25));
            Assert.Equal(expected, Lambda(after)[0][k], 1e-12 * expected);
        }

        Assert.Equal(0.5 + (rho * 2 * 4), Lambda(after)[3].Sum(), 1e-9);
    }

    [Fact]
    public void AFixedVocabularyLeavesNewWordsOut()
    {
        var first = new TestCorpus(2, [[(0, 1), (1, 2)]], new Vocabulary(["a", "b"]));
        var second = new TestCorpus(2, [[(0, 4), (1, 1)]], new Vocabulary(["d", "b"]));
        using var device = new CpuLdaDevice<float>(1);
        using var online = new LdaOnlineTrainer<float>(s_options, device, first.Vocabulary!) { GrowsVocabulary = false };
        online.PartialFit(first);
        Assert.Equal(["d"], online.PartialFit(second).UnknownWords);
        Assert.Equal(2, online.Vocabulary!.Count);
        using var vector = new LdaOnlineTrainer<float>(s_options with { Eta = [0.1, 0.2] }, device, first.Vocabulary!);
        Assert.Contains("η of its own", Assert.Throws<ArgumentException>(() => vector.PartialFit(second)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelThatWasSavedGoesOn()
    {
        TestCorpus corpus = Named(TestCorpus.Synthetic());
        using var device = new CpuLdaDevice<double>(1);
        using var online = new LdaOnlineTrainer<double>(s_options, device, corpus.Vocabulary!) { TotalDocuments = 500 };
        online.PartialFit(Part(corpus, 0, 32));
        using LdaModel saved = online.Model();
        using var again = new LdaOnlineTrainer<double>(saved, s_options, device) { TotalDocuments = 500 };
        Assert.Equal((online.Steps, online.DocumentsSeen), (again.Steps, again.DocumentsSeen));
        online.PartialFit(Part(corpus, 32, 20));
        again.PartialFit(Part(corpus, 32, 20));
        using LdaModel expected = online.Model(), actual = again.Model();
        double[][] one = Lambda(expected), other = Lambda(actual);
        for (int word = 0; word < one.Length; word++)
        {
            for (int k = 0; k < one[word].Length; k++)
            {
                AssertNear(one[word][k], other[word][k], 1e-10);
            }
        }
    }

    [Fact]
    public void WhatWasCutOffLeavesNothing()
    {
        TestCorpus corpus = Named(TestCorpus.Synthetic());
        using var device = new CpuLdaDevice<double>(1);
        using var online = new LdaOnlineTrainer<double>(s_options, device, corpus.Vocabulary!) { TotalDocuments = 500 };
        using var undisturbed = new LdaOnlineTrainer<double>(s_options, device, corpus.Vocabulary!) { TotalDocuments = 500 };
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        online.PartialFit(Part(corpus, 0, 16), null, stop.Token);
        Assert.True(online.Result!.Cancelled);
        Assert.Equal((0, 0), (online.Steps, online.DocumentsSeen));
        online.PartialFit(Part(corpus, 16, 16));
        undisturbed.PartialFit(Part(corpus, 16, 16));
        using LdaModel one = online.Model(), other = undisturbed.Model();
        Assert.Equal(Lambda(other), Lambda(one));
    }

    /// <summary>A mini-batch of more than one block, cut off after its first: neither its γ nor its documents count.</summary>
    [Fact]
    public void AMiniBatchCutOffLeavesNothingInTheLearntPrior()
    {
        var corpus = new TestCorpus(3, [.. Enumerable.Range(0, 5000).Select(d => new[] { (d % 3, 1f + (d % 5)) })], new Vocabulary(["a", "b", "c"]));
        LdaOptions options = s_options with { TopicCount = 2, BatchSize = 5000, AlphaLearning = PriorLearning.Asymmetric };
        using var device = new CpuLdaDevice<double>(1);
        using var online = new LdaOnlineTrainer<double>(options, device, corpus.Vocabulary!) { TotalDocuments = 9000 };
        using var undisturbed = new LdaOnlineTrainer<double>(options, device, corpus.Vocabulary!) { TotalDocuments = 9000 };
        using var stop = new CancellationTokenSource();
        online.PartialFit(corpus, new Stopper(stop), stop.Token);
        Assert.Equal((0, 0), (online.Steps, online.DocumentsSeen));
        TestCorpus next = Part(corpus, 7, 20);
        online.PartialFit(next);
        undisturbed.PartialFit(next);
        using LdaModel one = online.Model(), other = undisturbed.Model();
        Assert.Equal(other.Alpha, one.Alpha);
        Assert.Equal(Lambda(other), Lambda(one));
    }

    /// <summary>Empty documents first: nothing to add, and nothing to fall over.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AMiniBatchOfEmptyDocumentsIsAStepTowardsEta(int threads)
    {
        var corpus = new TestCorpus(3, [[], [], [(0, 2)], []], new Vocabulary(["a", "b", "c"]));
        using var device = new CpuLdaDevice<float>(threads);
        using var online = new LdaOnlineTrainer<float>(s_options with { BatchSize = 1 }, device, corpus.Vocabulary!);
        online.PartialFit(corpus);
        Assert.Equal((4, 4), (online.Steps, online.DocumentsSeen));
        using LdaModel batch = new LdaTrainer<float>(Small(), device).Fit(new TestCorpus(3, [[], []]), out LdaFitResult result);
        Assert.Equal(0, result.BoundFalls);
    }

    [Fact]
    public void AFloorForgets()
    {
        TestCorpus corpus = Named(TestCorpus.Synthetic());
        using var device = new CpuLdaDevice<double>(1);
        using var online = new LdaOnlineTrainer<double>(s_options with { RhoFloor = 0.5 }, device, corpus.Vocabulary!);
        for (int i = 0; i < 40; i++)
        {
            online.PartialFit(Part(corpus, 0, 16));
        }

        // With ρ = ½ for ever: (Σ w)²/Σ w² = (2 − ρ)/ρ mini-batches.
        Assert.Equal(3 * 16, online.Result!.EffectiveDocuments!.Value, 1e-3);
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        var words = new Vocabulary(["a", "b"]);
        using var device = new CpuLdaDevice<double>(1);
        Assert.Throws<ArgumentException>(() => new LdaOnlineTrainer<double>(Small() with { Passes = 1 }, device, words));
        Assert.Throws<ArgumentException>(() => new LdaOnlineTrainer<double>(s_options with { Passes = 2 }, device, words));
        using LdaModel toy = Of<double>(Toy, 0.1, 0.1);
        Assert.Throws<ArgumentException>(() => new LdaOnlineTrainer<double>(toy, s_options, device));
        using var online = new LdaOnlineTrainer<double>(s_options, device, words);
        Assert.Throws<ArgumentException>(() => online.PartialFit(TestCorpus.OfWords(3, [1])));
        online.Dispose();
        Assert.Throws<ObjectDisposedException>(() => online.PartialFit(TestCorpus.OfWords(2, [1])));
    }

    /// <summary>Two counts near the largest float add up to more: the run ends with the document's number, and the document alone shows it again.</summary>
    [Fact]
    public void TheFirstInfinityStopsTheRunAndCanBeSeenAgain()
    {
        var corpus = new TestCorpus(3, [[(0, 1)], [(0, 3e38f), (1, 3e38f), (2, 3e38f)], [(2, 1)]]);
        using var device = new CpuLdaDevice<float>(1);
        LdaNumericalException thrown = Assert.Throws<LdaNumericalException>(() => new LdaTrainer<float>(Small() with { TopicCount = 1 }, device).Fit(corpus, out _));
        Assert.Equal((1, 1), (thrown.Failure.Document, thrown.Failure.Pass));
        Assert.Contains("document 1 gave γ = ", thrown.Message, StringComparison.Ordinal);
        string file = Path.GetTempFileName();
        thrown.Failure.Save(file);
        LdaFailure loaded = LdaFailure.Load(file);
        Assert.False(float.IsFinite(loaded.Replay(device)[0]));
        using var wide = new CpuLdaDevice<double>(1);
        Assert.All(loaded.Replay(wide), value => Assert.True(double.IsFinite(value)));
        File.WriteAllText(file, "{}");
        Assert.Throws<InvalidDataException>(() => LdaFailure.Load(file));
        File.Delete(file);
    }

    private static TestCorpus Named(TestCorpus corpus) => Part(corpus, 0, corpus.DocumentCount);

    private static TestCorpus Part(TestCorpus corpus, int first, int count)
    {
        DocumentBlock block = corpus.Read(first, count);
        var documents = new (int, float)[count][];
        for (int d = 0; d < count; d++)
        {
            int start = (int)(block.Offsets[d] - block.Offsets[0]), end = (int)(block.Offsets[d + 1] - block.Offsets[0]);
            documents[d] = new (int, float)[end - start];
            for (int i = start; i < end; i++)
            {
                documents[d][i - start] = (block.TermIds[i], block.Counts[i]);
            }
        }

        return new TestCorpus(corpus.VocabularySize, documents, new Vocabulary(Enumerable.Range(0, corpus.VocabularySize).Select(id => $"w{id}")));
    }

    private sealed class Stopper(CancellationTokenSource stop) : IProgress<LdaProgress>
    {
        public void Report(LdaProgress value) => stop.Cancel();
    }
}
