using System;
using System.Linq;
using System.Threading;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

public class RelevantWordsTests
{
    /// <summary>At every ℓ the first words of all are the first words of the lists, in the same order; and the lists are short.</summary>
    [Theory]
    [InlineData(1, 40, 1)]
    [InlineData(2, 3, 30)]
    [InlineData(6, 400, 10)]
    [InlineData(3, 5000, 30)]
    public void TheFirstOfAllAreTheFirstOfTheList(int topics, int words, int count)
    {
        var random = new Random(words);

        // Few distinct values, so that weights and ratios tie.
        double[][] lambda = [.. Enumerable.Range(0, topics).Select(_ => Enumerable.Range(0, words).Select(_ => 0.125 + Math.Floor(40 * Math.Pow(random.NextDouble(), 6))).ToArray())];
        using LdaModel model = Of<float>(lambda, 0.1, 0.1);
        double[] weights = RelevantWords.WordWeights(model);
        Assert.All(Enumerable.Range(0, words), word => Assert.Equal(lambda.Sum(topic => topic[word]), weights[word], 1e-12));
        int[][] found = RelevantWords.AtAnyWeighting(model, weights, count, threads: 2);
        for (int topic = 0; topic < topics; topic++)
        {
            Assert.Equal(found[topic].Length, found[topic].Distinct().Count());
            Assert.Equal(found[topic].OrderByDescending(word => lambda[topic][word]).Select(word => lambda[topic][word]), found[topic].Select(word => lambda[topic][word]));
            Assert.True(found[topic].Length <= Math.Max(count, 12 * count), $"{found[topic].Length} words");
            for (int step = 0; step <= 1000; step++)
            {
                int[] first = First(Enumerable.Range(0, words), lambda[topic], weights, step / 1000.0, count);
                Assert.Equal(first, First(found[topic], lambda[topic], weights, step / 1000.0, count));
            }
        }
    }

    /// <summary>Relevance as the paper has it, on trained topics: constants of a topic change nothing.</summary>
    [Fact]
    public void TheOrderIsThatOfThePaper()
    {
        using LdaModel model = Train<double>(Small(), TestCorpus.Synthetic(), out _);
        double[][] lambda = Lambda(model);
        double[] weights = RelevantWords.WordWeights(model);
        int[][] found = RelevantWords.AtAnyWeighting(model, weights, 5);
        double total = weights.Sum();
        for (int topic = 0; topic < model.TopicCount; topic++)
        {
            double topicTotal = lambda.Sum(row => row[topic]);
            foreach (double weighting in (double[])[0, 0.3, 0.6, 1])
            {
                double Relevance(int word)
                {
                    double inTopic = lambda[word][topic] / topicTotal;
                    return (weighting * Math.Log(inTopic)) + ((1 - weighting) * Math.Log(inTopic / (weights[word] / total)));
                }

                double[] best = [.. Enumerable.Range(0, weights.Length).Select(Relevance).OrderDescending().Take(5)];
                double[] listed = [.. found[topic].Select(Relevance).OrderDescending().Take(5)];
                Assert.All(best.Zip(listed), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
            }
        }
    }

    [Fact]
    [Trait("Category", "Laws")]
    public void ThreadsDoNotShowAndMistakesAreRefused()
    {
        using LdaModel model = Train<float>(Small(), TestCorpus.Synthetic(), out _);
        double[] weights = RelevantWords.WordWeights(model);
        Assert.Equal(RelevantWords.AtAnyWeighting(model, weights, 7, threads: 1), RelevantWords.AtAnyWeighting(model, weights, 7, threads: 4));
        Assert.Throws<ArgumentException>(() => RelevantWords.AtAnyWeighting(model, weights.AsMemory(1), 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => RelevantWords.AtAnyWeighting(model, weights, 0));
        Assert.Throws<OperationCanceledException>(() => RelevantWords.AtAnyWeighting(model, weights, 7, cancellation: new CancellationToken(canceled: true)));
    }

    private static int[] First(System.Collections.Generic.IEnumerable<int> words, double[] lambda, double[] weights, double weighting, int count) =>
    [
        .. words.OrderByDescending(word => ((1 - weighting) * Math.Log(lambda[word] / weights[word])) + (weighting * Math.Log(lambda[word])))
            .ThenByDescending(word => lambda[word]).ThenByDescending(word => lambda[word] / weights[word]).ThenBy(word => word).Take(count),
    ];
}
