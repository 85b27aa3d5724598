using System;
using System.Linq;
using System.Threading;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

public class LeftToRightTests
{
    private static readonly double[][] s_three =
    [
        [5, 1, 0.2, 3, 0.1],
        [0.3, 4, 2, 0.1, 1],
        [0.1, 0.2, 6, 0.5, 2],
    ];

    public static TheoryData<int, int[]> Documents => new()
    {
        { 2, [0, 0, 4] },
        { 2, [1] },
        { 2, [0, 0, 1, 2, 3, 3, 4, 5] },
        { 3, [0, 1, 2, 3, 4] },
        { 3, [0, 0, 0, 2, 2, 2, 2, 4] },
        { 3, [1, 2, 2] },
    };

    /// <summary>For any number of particles p̂ is p(w) on average: 4 standard errors over seeds.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void TheEstimateOfTheProbabilityIsUnbiased(int topics, int[] tokens)
    {
        const int Seeds = 4000;
        foreach (double alpha in (double[])[0.1, 1])
        {
            using LdaModel model = Model(topics, alpha);
            double exact = Exact(model, tokens);
            foreach (int particles in (int[])[1, 2, 5])
            {
                double[] ratios = [.. Estimates(model, tokens, particles, Seeds).Select(log => Math.Exp(log - exact))];
                double error = StandardError(ratios);
                Assert.True(
                    Math.Abs(ratios.Average() - 1) <= (4 * error) + 1e-12,
                    $"{topics} topics, α {alpha}, {particles} particles, document {string.Join(' ', tokens)}: p̂/p is {ratios.Average():R} ± {error:R}, expected 1");
            }
        }
    }

    /// <summary>With many particles the logarithm is ln p(w): its bias is −Var/2 to first order, and the variance falls with P.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void ManyParticlesGiveTheExactLogProbability(int topics, int[] tokens)
    {
        using LdaModel model = Model(topics, 0.1);
        double exact = Exact(model, tokens);
        double[] few = Estimates(model, tokens, particles: 4, seeds: 400);
        double[] many = Estimates(model, tokens, particles: 1000, seeds: 100);
        double error = StandardError(many);
        double variance = error * error * many.Length;
        Assert.True(
            Math.Abs(many.Average() - exact) <= (4 * error) + variance + 1e-12,
            $"document {string.Join(' ', tokens)}: {many.Average():R} ± {error:R}, exact {exact:R}");
        Assert.InRange(error * Math.Sqrt(many.Length), 0, 0.05);
        if (tokens.Length > 1)
        {
            // Mean squares over 4 and over 1,000 particles: about 250 to 1.
            Assert.InRange(MeanSquare(few, exact) / MeanSquare(many, exact), 80, 800);
        }
    }

    /// <summary>The tokens' order is not seen by p(w): documents with α that differ over topics, against the enumeration.</summary>
    [Fact]
    public void PriorsMayDifferOverTopics()
    {
        double[] alpha = [0.05, 2, 0.6];
        int[] tokens = [0, 1, 1, 2, 4];
        var model = new LdaModel<double>(Rows(s_three), null, new LdaOptions { TopicCount = 3, Alpha = [.. alpha], Eta = [0.1] }, null, ReferenceDevices.Instance);
        using (model)
        {
            double exact = ExactLda.LogProbability(Beta(model), alpha, tokens);
            double[] many = Estimates(model, tokens, particles: 1000, seeds: 50);
            Assert.Equal(exact, many.Average(), (4 * StandardError(many)) + 1e-4);
        }
    }

    [Fact]
    public void OneTopicIsTheUnigramAndHasNoNoise()
    {
        using LdaModel model = Of<float>([[1, 2, 3, 4]], 0.3, 0.1);
        LdaScore score = LdaScores.Score(model, new TestCorpus(4, [[(0, 2), (3, 1)], [(1, 5)]]), LdaEvaluator.LeftToRight);
        double expected = (2 * Math.Log(0.1)) + Math.Log(0.4) + (5 * Math.Log(0.2));
        Assert.Equal(expected, score.DocumentSum, 1e-13);
        Assert.Equal(expected / 8, score.PerWord, 1e-14);
        Assert.Equal((2, 8.0), (score.Documents, score.Tokens));
    }

    [Fact]
    [Trait("Category", "Laws")]
    public void TheBitsDependOnSeedAndParticlesAndNotOnThreadsOrRuns()
    {
        using LdaModel model = Train<float>(Small(), TestCorpus.Synthetic(), out _);
        TestCorpus corpus = TestCorpus.Synthetic(40, 25, seed: 5);
        double Score(int threads, long seed = 3, int particles = 7) => LdaScores.Score(
            model, corpus, LdaEvaluator.LeftToRight, new LdaScoreSettings { Particles = particles, Seed = seed, Threads = threads }).PerWord;

        double first = Score(1);
        Assert.Equal(first, Score(1));
        Assert.Equal(first, Score(2));
        Assert.Equal(first, Score(5));
        Assert.NotEqual(first, Score(1, seed: 4));
        Assert.NotEqual(first, Score(1, particles: 8));
    }

    [Fact]
    public void ItIsAboveTheDocumentBoundAndNearItsOtherRuns()
    {
        using LdaModel model = Train<float>(Small() with { Passes = 30 }, TestCorpus.Synthetic(), out _);
        TestCorpus corpus = TestCorpus.Synthetic(60, 30, seed: 5);
        LdaScore first = LdaScores.Score(model, corpus, LdaEvaluator.LeftToRight);
        LdaScore other = LdaScores.Score(model, corpus, LdaEvaluator.LeftToRight, new LdaScoreSettings { Seed = 9, Particles = 100 });
        Assert.InRange(Math.Abs(first.PerWord - other.PerWord), 1e-9, 0.01);
        Assert.InRange(first.StandardError, 0.001, 0.1);
        Assert.True(first.PerWord > LdaScores.Score(model, corpus, LdaEvaluator.DocumentBound).PerWord);
    }

    [Fact]
    public void RealCountsAreRefusedAndEmptyDocumentsSkipped()
    {
        using LdaModel model = Model(2, 0.1);
        string message = Assert.Throws<ArgumentException>(() => LdaScores.Score(model, new TestCorpus(6, [[], [(1, 1), (4, 2.5f)]]), LdaEvaluator.LeftToRight)).Message;
        Assert.Equal("Document 1: word 4 counts 2.5; expected a whole number, as tokens are drawn one by one.", message);
        Assert.Throws<ArgumentException>(() => LdaScores.Score(model, new TestCorpus(6, [[(1, 3e10f)]]), LdaEvaluator.LeftToRight));
        Assert.Throws<ArgumentOutOfRangeException>(() => LdaScores.Score(model, new TestCorpus(6, [[]]), LdaEvaluator.LeftToRight, new LdaScoreSettings { Particles = 0 }));
        LdaScore score = LdaScores.Score(model, new TestCorpus(6, [[], [(1, 1)], []]), LdaEvaluator.LeftToRight);
        Assert.Equal((1, 2, 1.0), (score.Documents, score.SkippedDocuments, score.Tokens));
        LdaScore none = LdaScores.Score(model, new TestCorpus(6, [[]]), LdaEvaluator.LeftToRight);
        Assert.True(double.IsNaN(none.PerWord) && double.IsNaN(none.StandardError) && double.IsNaN(none.ExpOfNegative));
    }

    [Fact]
    public void ItStopsWhenCancelled()
    {
        using LdaModel model = Model(2, 0.1);
        using var source = new CancellationTokenSource();
        var corpus = new TestCorpus(6, [.. Enumerable.Range(0, 50).Select(_ => new[] { (1, 40f), (4, 40f) })]);
        int last = 0;
        var progress = new Reports(done =>
        {
            last = Math.Max(last, done);
            source.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => LdaScores.Score(model, corpus, LdaEvaluator.LeftToRight, new() { Threads = 1 }, progress, source.Token));
        Assert.InRange(last, 1, 49);
    }

    private static LdaModel<double> Model(int topics, double alpha) => Of<double>(topics == 2 ? Toy : s_three, alpha, 0.1);

    private static TopicRows<double> Rows(double[][] byTopic)
    {
        var rows = new TopicRows<double>(byTopic[0].Length, byTopic.Length);
        for (int word = 0; word < rows.RowCount; word++)
        {
            for (int topic = 0; topic < rows.ColumnCount; topic++)
            {
                rows.Row(word)[topic] = byTopic[topic][word];
            }
        }

        return rows;
    }

    private static double[][] Beta(LdaModel model)
    {
        double[][] rows = Lambda(model);
        return [.. Enumerable.Range(0, model.TopicCount).Select(topic => rows.Select(row => row[topic] / rows.Sum(other => other[topic])).ToArray())];
    }

    private static double Exact(LdaModel model, int[] tokens) => ExactLda.LogProbability(Beta(model), [.. model.Alpha], tokens);

    /// <summary>The same document as often as there are seeds: each has draws of its own.</summary>
    private static double[] Estimates(LdaModel model, int[] tokens, int particles, int seeds)
    {
        var document = new LeftToRightDocument(model, new LdaScoreSettings { Particles = particles, Seed = 11 });
        (int Id, float Count)[] pairs = [.. tokens.GroupBy(word => word).OrderBy(word => word.Key).Select(word => (word.Key, (float)word.Count()))];
        int[] ids = [.. pairs.Select(pair => pair.Id)];
        float[] counts = [.. pairs.Select(pair => pair.Count)];
        return [.. Enumerable.Range(0, seeds).Select(seed => document.LogProbability((uint)seed, ids, counts, CancellationToken.None))];
    }

    private static double MeanSquare(double[] values, double about) => values.Average(value => (value - about) * (value - about));

    private static double StandardError(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length);
    }

    private sealed class Reports(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
