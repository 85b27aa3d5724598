using System;
using System.Linq;
using System.Threading;
using Kernels.Corpora;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

public class TopicMatchingTests
{
    private static readonly double[][] s_topics =
    [
        [9, 5, 1, 0.1, 0.1, 0.2],
        [0.1, 0.2, 8, 6, 0.1, 0.3],
        [0.3, 0.1, 0.1, 0.2, 7, 6],
    ];

    private static readonly Vocabulary s_words = new(["ant", "bee", "cat", "dog", "elk", "fox"]);

    [Fact]
    public void TheSameTopicsInAnotherOrderAreAtDistanceZero()
    {
        using LdaModel first = Of<double>(s_topics, 0.1, 0.1, s_words);
        using LdaModel second = Of<double>([s_topics[2], s_topics[0], s_topics[1]], 0.1, 0.1, s_words);
        TopicMatching matching = TopicMatching.Between(first, second, words: 2);
        Assert.Equal([new(0, 1, 0, 1), new(1, 2, 0, 1), new(2, 0, 0, 1)], matching.Matches);
        Assert.Empty(matching.UnmatchedFirst);
        Assert.Empty(matching.UnmatchedSecond);
        Assert.Equal((0, 1, 6, 0, 0), (matching.MeanHellinger, matching.MeanJaccard, matching.SharedWords, matching.WordsOnlyInFirst, matching.WordsOnlyInSecond));
        Assert.Equal((1, 1), (matching.SharedWeightOfFirst, matching.SharedWeightOfSecond));
    }

    /// <summary>Another vocabulary in another order: Hellinger over the shared words, scaled to 1 there; against plain loops.</summary>
    [Fact]
    public void WordsAreComparedByNameAndThoseOfOneSideAreCounted()
    {
        using LdaModel first = Of<double>(s_topics, 0.1, 0.1, s_words);
        Vocabulary others = new(["fox", "gnu", "bee", "ant", "dog"]);
        double[][] topics = [[0.5, 2, 4, 8, 0.2], [5, 0.3, 0.1, 0.2, 1]];
        using LdaModel second = Of<float>(topics, 0.1, 0.1, others);
        TopicMatching matching = TopicMatching.Between(first, second, words: 2);

        (int First, int Second)[] shared = [(0, 3), (1, 2), (3, 4), (5, 0)];
        double Distance(int k, int l)
        {
            double firstTotal = shared.Sum(word => s_topics[k][word.First]);
            double secondTotal = shared.Sum(word => (double)(float)topics[l][word.Second]);
            return Math.Sqrt(0.5 * shared.Sum(word => Math.Pow(Math.Sqrt(s_topics[k][word.First] / firstTotal) - Math.Sqrt((double)(float)topics[l][word.Second] / secondTotal), 2)));
        }

        Assert.Equal([(0, 0), (2, 1)], matching.Matches.Select(match => (match.First, match.Second)));
        Assert.All(matching.Matches, match => Assert.Equal(Distance(match.First, match.Second), match.Hellinger, 1e-14));
        // Top two: {ant, bee} and {ant, bee}; {elk, fox} and {fox, dog}.
        Assert.Equal([1, 1.0 / 3], matching.Matches.Select(match => match.Jaccard));
        TopicMatch left = Assert.Single(matching.UnmatchedFirst);
        Assert.Equal((1, Distance(1, 0) < Distance(1, 1) ? 0 : 1), (left.First, left.Second));
        Assert.Empty(matching.UnmatchedSecond);
        Assert.Equal((4, 2, 1), (matching.SharedWords, matching.WordsOnlyInFirst, matching.WordsOnlyInSecond));
        Assert.Equal(s_topics.Sum(topic => topic.Sum() - topic[2] - topic[4]) / s_topics.Sum(topic => topic.Sum()), matching.SharedWeightOfFirst, 1e-14);
        Assert.Equal(1 - (2.3 / topics.Sum(topic => topic.Sum())), matching.SharedWeightOfSecond, 1e-7);

        // Top three: {ant, bee, cat} and {ant, bee, gnu}, whose gnu has the number that bee has on the other side.
        Assert.Equal(0.5, TopicMatching.Between(first, second, words: 3).Matches[0].Jaccard);

        TopicMatching back = TopicMatching.Between(second, first, words: 2);
        Assert.Equal(matching.Matches.Select(match => (match.Second, match.First)).Order(), back.Matches.Select(match => (match.First, match.Second)));
        Assert.Equal((left.First, left.Second), (back.UnmatchedSecond.Single().Second, back.UnmatchedSecond.Single().First));
    }

    [Fact]
    public void WithoutWordsModelsOfOneSizeAreComparedByNumber()
    {
        using LdaModel first = Of<double>(s_topics, 0.1, 0.1);
        using LdaModel second = Of<double>(s_topics, 0.1, 0.1, s_words);
        Assert.Equal(0, TopicMatching.Between(first, second).MeanHellinger);
        using LdaModel larger = Of<double>([[1, 2, 3, 4, 5, 6, 7]], 0.1, 0.1);
        Assert.Contains("6 and 7 words", Assert.Throws<ArgumentException>(() => TopicMatching.Between(first, larger)).Message, StringComparison.Ordinal);
        using LdaModel strange = Of<double>([[1, 2]], 0.1, 0.1, new Vocabulary(["yak", "zebra"]));
        Assert.Contains("share none", Assert.Throws<ArgumentException>(() => TopicMatching.Between(second, strange)).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Laws")]
    public void ThreadsDoNotShow()
    {
        LdaOptions options = Small();
        using LdaModel first = Train<float>(options, TestCorpus.Synthetic(), out _);
        using LdaModel second = Train<float>(options with { Seed = 9, TopicCount = 7 }, TestCorpus.Synthetic(), out _);
        TopicMatching one = TopicMatching.Between(first, second, threads: 1);
        TopicMatching four = TopicMatching.Between(first, second, threads: 4);
        Assert.Equal(one.Matches, four.Matches);
        Assert.Equal(one.UnmatchedSecond, four.UnmatchedSecond);
        Assert.InRange(one.MeanHellinger, 0.01, 0.9);
        Assert.Throws<OperationCanceledException>(() => TopicMatching.Between(first, second, cancellation: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void StabilityIsTheMeanOverAllPairsOfModels()
    {
        using LdaModel first = Of<double>(s_topics, 0.1, 0.1, s_words);
        using LdaModel second = Of<double>([s_topics[2], s_topics[0], [1, 1, 1, 1, 1, 1.5]], 0.1, 0.1, s_words);
        using LdaModel third = Of<double>([s_topics[1], [1, 2, 3, 1, 1, 1]], 0.1, 0.1, s_words);
        LdaModel[] models = [first, second, third];
        TopicStability stability = TopicStability.Of(models, words: 3);
        (int, int)[] places = [(0, 1), (0, 2), (1, 2)];
        TopicMatching[] each = [.. places.Select(pair => TopicMatching.Between(models[pair.Item1], models[pair.Item2], words: 3))];
        Assert.Equal(places, stability.Pairs.Select(pair => (pair.First, pair.Second)));
        Assert.Equal([3, 2, 2], stability.Pairs.Select(pair => pair.Matched));
        Assert.Equal(each.Select(matching => matching.MeanJaccard), stability.Pairs.Select(pair => pair.MeanJaccard));
        Assert.Equal(each.Average(matching => matching.MeanHellinger), stability.MeanHellinger, 1e-15);
        Assert.Equal(each.Average(matching => matching.MeanJaccard), stability.MeanJaccard, 1e-15);

        double expected = (each[0].Matches[1].Hellinger + each[1].Matches.Single(match => match.First == 1).Hellinger) / 2;
        Assert.Equal(expected, stability.Topics[1].MeanHellinger, 1e-15);
        Assert.Equal(5, stability.Topics.Sum(topic => topic.Partners));
        Assert.All(stability.Topics.Where(topic => topic.Partners == 0), topic => Assert.True(double.IsNaN(topic.MeanHellinger)));
        TopicStability same = TopicStability.Of([first, first, first]);
        Assert.Equal((0, 1), (same.MeanHellinger, same.MeanJaccard));
        Assert.Throws<ArgumentException>(() => TopicStability.Of([first]));
    }
}
