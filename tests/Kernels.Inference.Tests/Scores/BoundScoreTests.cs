using System;
using System.Linq;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

/// <summary>The two bounds against exact sums over all assignments, and against each other.</summary>
public class BoundScoreTests
{
    private static readonly LdaScoreSettings s_settled = new() { Inference = new(100_000, 1e-13) };

    public static TheoryData<int[]> Documents => [[0], [0, 0, 4], [0, 1, 2, 3, 4, 5], [0, 0, 1, 2, 3, 3, 4, 5]];

    /// <summary>The topics of a model are Dir(λ): the document bound is at most ln ∫ p(w|β) q(β) dβ, and not far below.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void TheDocumentBoundIsBelowTheExactProbabilityUnderTheTopics(int[] tokens)
    {
        using LdaModel model = Of<double>(Toy, 0.5, 0.1);
        double bound = Score(model, LdaEvaluator.DocumentBound, tokens).DocumentSum;
        double exact = ExactLda.LogProbability(Toy, [0.5, 0.5], [tokens]);
        Assert.InRange(bound, exact - 6, exact);
    }

    /// <summary>With λ a million times as heavy the topics are as good as points: then it is below ln p(w|β).</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void WithCertainTopicsItIsBelowTheExactProbability(int[] tokens)
    {
        double[][] heavy = [.. Toy.Select(topic => topic.Select(weight => weight * 1e9).ToArray())];
        double[][] beta = [.. Toy.Select(topic => topic.Select(weight => weight / topic.Sum()).ToArray())];
        using LdaModel model = Of<double>(heavy, 0.5, 0.1);
        double bound = Score(model, LdaEvaluator.DocumentBound, tokens).DocumentSum;
        double exact = ExactLda.LogProbability(beta, [0.5, 0.5], tokens);
        Assert.InRange(bound, exact - 1, exact + 1e-7);
    }

    /// <summary>The whole bound of a corpus, topics and all, is below ln p(corpus | α, η).</summary>
    [Fact]
    public void TheBoundIsBelowTheExactProbabilityOfTheCorpus()
    {
        int[][] documents = [[0, 0, 1], [1, 2, 2], [0, 2]];
        var corpus = new TestCorpus(3, [[(0, 2), (1, 1)], [(1, 1), (2, 2)], [(0, 1), (2, 1)]]);
        LdaOptions options = new() { TopicCount = 2, Alpha = [0.4], Eta = [0.7], Passes = 200, CarryGamma = true };
        using LdaModel model = Train<double>(options, corpus, out _);
        LdaScore score = LdaScores.Score(model, corpus, LdaEvaluator.Bound, s_settled);
        double exact = ExactLda.LogProbability([[0.7, 0.7, 0.7], [0.7, 0.7, 0.7]], [0.4, 0.4], documents);
        Assert.InRange(score.DocumentSum + score.TopicPart, exact - 5, exact);
        Assert.Equal((score.DocumentSum + score.TopicPart) / 8, score.PerWord, 1e-14);
        AssertNear(LdaScores.Bound(model, corpus, s_settled.Inference).Total, score.PerWord * 8, 1e-12);
    }

    /// <summary>Held out: the topics' part stays at what a training token bears of it.</summary>
    [Fact]
    public void TheTopicsPartIsScaledByTheTokensOfTraining()
    {
        using LdaModel model = Train<float>(Small(), TestCorpus.Synthetic(), out LdaFitResult result);
        TestCorpus few = TestCorpus.Synthetic(3, 10, seed: 4);
        LdaScore bound = LdaScores.Score(model, few, LdaEvaluator.Bound);
        LdaScore documents = LdaScores.Score(model, few, LdaEvaluator.DocumentBound);
        LdaBound terms = LdaScores.Bound(model, few);
        Assert.Equal(2400, result.TokenCount);
        Assert.Equal(2400, bound.TopicTokens);
        AssertNear(terms.TopicPart, bound.TopicPart, 1e-13);
        AssertNear(terms.DocumentPart / 30, documents.PerWord, 1e-12);
        AssertNear(documents.PerWord + (terms.TopicPart / 2400), bound.PerWord, 1e-12);
        Assert.Equal(documents.StandardError, bound.StandardError);
        Assert.Equal((0, 0), (documents.TopicPart, documents.TopicTokens));

        using LdaModel untrained = Of<double>(Toy, 0.1, 0.1);
        Assert.Equal(3, Score(untrained, LdaEvaluator.Bound, [0, 1, 1]).TopicTokens);
    }

    /// <summary>The values of the documents, one by one, give the sum, the standard error and the counts of a corpus.</summary>
    [Theory]
    [InlineData(LdaEvaluator.DocumentBound)]
    [InlineData(LdaEvaluator.Completion)]
    public void ACorpusIsItsDocuments(LdaEvaluator evaluator)
    {
        using LdaModel model = Train<float>(Small(), TestCorpus.Synthetic(), out _);
        TestCorpus corpus = TestCorpus.Synthetic(30, 17, seed: 8);
        LdaScore score = LdaScores.Score(model, corpus, evaluator);
        LdaScore[] each = [.. Enumerable.Range(0, 30).Select(d => LdaScores.Score(model, One(corpus, d), evaluator))];
        double sum = each.Sum(one => one.DocumentSum);
        double tokens = each.Sum(one => one.Tokens);
        AssertNear(sum, score.DocumentSum, 1e-12);
        Assert.Equal((tokens, 30, 0), (score.Tokens, score.Documents, score.SkippedDocuments));
        double squares = each.Sum(one => Math.Pow(one.DocumentSum - (sum / tokens * one.Tokens), 2));
        AssertNear(Math.Sqrt(30 / 29.0 * squares) / tokens, score.StandardError, 1e-9);
        AssertNear(Math.Exp(-sum / tokens), score.ExpOfNegative, 1e-12);
        Assert.All(each, one => Assert.True(double.IsNaN(one.StandardError)));
    }

    [Fact]
    [Trait("Category", "Laws")]
    public void ThreadsDoNotShowAndEmptyDocumentsAreSkipped()
    {
        using LdaModel model = Train<float>(Small(), TestCorpus.Synthetic(), out _);
        var corpus = new TestCorpus(40, [[(0, 2), (9, 1)], [], [(39, 0.5f)], [], [(3, 1), (17, 4), (18, 1)]]);
        LdaScore score = LdaScores.Score(model, corpus, LdaEvaluator.DocumentBound, new() { Threads = 1 });
        Assert.Equal((3, 2, 9.5), (score.Documents, score.SkippedDocuments, score.Tokens));
        Assert.Equal(score, LdaScores.Score(model, corpus, LdaEvaluator.DocumentBound, new() { Threads = 4 }));
        Assert.Equal(3, LdaScores.Score(model, corpus, LdaEvaluator.DocumentBound, new() { Inference = new(1, 1e-9) }).UnconvergedDocuments);
    }

    private static LdaScore Score(LdaModel model, LdaEvaluator evaluator, int[] tokens) => LdaScores.Score(
        model, new TestCorpus(model.VocabularySize, [[.. tokens.GroupBy(word => word).Select(word => (word.Key, (float)word.Count()))]]), evaluator, s_settled);

    private static TestCorpus One(TestCorpus corpus, int document)
    {
        Kernels.Corpora.DocumentBlock block = corpus.Read(document, 1);
        int[] ids = block.TermIds.ToArray();
        float[] counts = block.Counts.ToArray();
        return new TestCorpus(corpus.VocabularySize, [[.. ids.Zip(counts)]]);
    }
}
