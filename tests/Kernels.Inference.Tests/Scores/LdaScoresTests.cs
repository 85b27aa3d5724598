using System;
using System.Collections.Generic;
using System.Linq;
using Kernels.Corpora;
using Kernels.Tests.Reference;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

public class LdaScoresTests
{
    [Fact]
    public void CompletionIsThatOfThePlainLoop()
    {
        using LdaModel model = Of<float>(Toy, 0.01, 0.01);
        var corpus = new TestCorpus(6, [[(0, 3), (1, 1), (4, 2)], [(2, 1)], [], [(3, 2)], [(1, 1), (5, 4)], [(0, 1), (2, 2)]]);
        LdaScore score = LdaScores.DocumentCompletion(model, corpus);
        // Tokens: 0 0 0 1 4 4 → even 0 0 4, odd 0 1 4; 3 3 → 3 | 3; 1 5 5 5 5 → 1 5 5 | 5 5; 0 2 2 → 0 2 | 2.
        (int[] Even, int[] Odd)[] halves = [([0, 0, 4], [0, 1, 4]), ([3], [3]), ([1, 5, 5], [5, 5]), ([0, 2], [2])];
        double sum = 0;
        foreach ((int[] even, int[] odd) in halves)
        {
            double[] theta = PlainTheta(even);
            sum += odd.Sum(word => Math.Log((theta[0] * Beta(0, word)) + (theta[1] * Beta(1, word))));
        }

        Assert.Equal(7, score.Tokens);
        Assert.Equal((4, 2), (score.Documents, score.SkippedDocuments));
        Assert.Equal(sum / 7, score.PerWord, 1e-6);
        Assert.True(double.IsNaN(LdaScores.DocumentCompletion(model, new TestCorpus(6, [[]])).PerWord));
    }

    [Fact]
    public void RealCountsAreRefused()
    {
        using LdaModel model = Of<float>(Toy, 0.01, 0.01);
        string message = Assert.Throws<ArgumentException>(() => LdaScores.DocumentCompletion(model, new TestCorpus(6, [[], [(1, 1), (4, 2.5f)]]))).Message;
        Assert.Equal("Document 1: word 4 counts 2.5; expected a whole number, as tokens are split.", message);
    }

    private const string KosTopics = "reference/kos.gibbs.topicword.txt.gz";
    private const string Kos = "uci/docword.kos.txt.gz";

    [DataFact(KosTopics, Kos)]
    public void KosHasThePublishedBoundOverItsFirstDocuments()
    {
        using LdaModel model = KosModel();
        LdaInferenceSettings settled = new(100_000, 1e-11);
        AssertNear(-1055.6254092861, LdaScores.Score(model, SharedData.Uci(Kos, 1), LdaEvaluator.DocumentBound, new() { Inference = settled }).DocumentSum, 1e-9);
        LdaBound bound = LdaScores.Bound(model, SharedData.Uci(Kos, 100), settled);
        AssertNear(-92_736.817997541, bound.DocumentPart, 1e-9);
        AssertNear(-89_311.937950428, bound.TopicPart, 1e-9);
    }

    [DataFact(KosTopics, Kos)]
    public void KosHasThePublishedBound() => AssertKosBound(ReferenceDevices.Instance);

    [DataFact(KosTopics, Kos)]
    public void KosHasThePublishedBoundOnTheProcessor() => AssertKosBound(DefaultLdaDevices.Instance);

    private static void AssertKosBound(ILdaDeviceProvider devices)
    {
        using LdaModel model = KosModel(devices);
        LdaBound bound = LdaScores.Bound(model, SharedData.Uci(Kos), new(100_000, 1e-11));
        AssertNear(-3_437_470.119838913, bound.DocumentPart, 1e-9);
        AssertNear(-89_311.937950428, bound.TopicPart, 1e-9);
        AssertNear(-3_526_782.05779, bound.Total, 1e-9);
    }

    /// <summary>The value of a separate program that follows the definition with plain lists.</summary>
    [DataFact(KosTopics, Kos)]
    public void KosHasTheCompletionScoreOfAnotherProgram()
    {
        using LdaModel model = KosModel();
        LdaScore score = LdaScores.DocumentCompletion(model, SharedData.Uci(Kos, 100));
        AssertNear(-7.233056777541917, score.PerWord, 1e-12);
        Assert.Equal((6306, 100), (score.Tokens, score.Documents));
    }

    private static LdaModel<double> KosModel(ILdaDeviceProvider? devices = null)
    {
        (int topics, int words, List<(int Row, int Column, double Value)> entries) = SharedData.Triplets(KosTopics);
        double[][] lambda = [.. Enumerable.Range(0, topics).Select(_ => Enumerable.Repeat(0.02, words).ToArray())];
        foreach ((int topic, int word, double count) in entries)
        {
            lambda[topic][word] += count;
        }

        return Of<double>(lambda, alpha: 0.05, eta: 0.02, devices: devices);
    }

    private static double Beta(int topic, int word) => Toy[topic][word] / Toy[topic].Sum();

    private static double[] PlainTheta(int[] words)
    {
        double[] gamma = [0.1 + (words.Length / 2.0), 0.1 + (words.Length / 2.0)];
        for (int iteration = 0; iteration < 100; iteration++)
        {
            double[] weight = [Math.Exp(PlainFunctions.Digamma(gamma[0])), Math.Exp(PlainFunctions.Digamma(gamma[1]))];
            double[] next = [0.1, 0.1];
            foreach (int word in words)
            {
                double left = weight[0] * Beta(0, word);
                double right = weight[1] * Beta(1, word);
                next[0] += left / (left + right);
                next[1] += right / (left + right);
            }

            double change = (Math.Abs(next[0] - gamma[0]) + Math.Abs(next[1] - gamma[1])) / 2;
            gamma = next;
            if (change < 1e-4)
            {
                break;
            }
        }

        return [gamma[0] / (gamma[0] + gamma[1]), gamma[1] / (gamma[0] + gamma[1])];
    }
}
