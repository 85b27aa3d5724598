using System;
using System.Linq;
using Kernels.Corpora;
using Kernels.Lda;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests.Conformance;

/// <summary>The cases of scikit-learn's decomposition/tests/test_online_lda.py, in our words and on our interface.</summary>
/// <remarks>
/// Elsewhere: test_dirichlet_expectation in Kernels.Tests (Conformance); test_lda_dtype_match and test_lda_numerical_consistency in LdaTrainerTests
/// (FloatAndDoubleBeginAlikeAndLearnAlike); test_lda_fit_perplexity in LdaTrainerTests (TheLastBoundIsTheBoundOfTheModelBeforeItsLastStep) and LdaRestartsTests;
/// the tool's progress lines (test_verbosity) in the tool's own tests.
/// Not here: test_lda_no_component_error (a model that was not trained does not exist), test_lda_feature_names_out (names of columns of a data frame),
/// test_lda_fit_transform and test_perplexity_input_format for dense against sparse matrices (there is one kind of corpus; zeros written out are tested below).
/// </remarks>
public class ScikitLearnLdaTests
{
    private static readonly string[] s_blocks = ["0,1,2", "3,4,5", "6,7,8"];

    /// <summary>test_lda_fit_batch, test_lda_fit_online and test_lda_multi_jobs: each topic's three words are one block. There are local optima, so ten starts are tried.</summary>
    [Theory]
    [InlineData(LdaMethod.Batch, 1)]
    [InlineData(LdaMethod.Batch, 2)]
    [InlineData(LdaMethod.Online, 1)]
    [InlineData(LdaMethod.Online, 2)]
    public void FindsTheThreeBlocks(LdaMethod method, int threads)
    {
        LdaOptions options = BlockOptions(method) with { Passes = 20, BatchSize = 5 };
        using var device = new CpuLdaDevice<double>(threads);
        using LdaModel model = new LdaRestarts<double>(options, device).Fit(TestCorpus.Blocks(), 10, out _);
        Assert.Equal(s_blocks, TopThree(model));
        Assert.All(model.TopicShare(), share => Assert.Equal(1.0 / 3, share, 0.1));
    }

    /// <summary>test_lda_partial_fit and test_lda_partial_fit_multi_jobs: the corpus ten times over, of a hundred documents in all.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void FindsThemByPartialFits(int threads)
    {
        using var device = new CpuLdaDevice<double>(threads);
        Vocabulary words = new(["a", "b", "c", "d", "e", "f", "g", "h", "i"]);
        TestCorpus corpus = new(9, [.. Enumerable.Range(0, 9).Select(d => Enumerable.Range(0, 3).Select(w => ((d / 3 * 3) + w, 3f)).ToArray())], words);
        LdaModel best = Enumerable.Range(0, 10).Select(seed =>
        {
            using var online = new LdaOnlineTrainer<double>(BlockOptions(LdaMethod.Online) with { Passes = 1, Seed = seed }, device, words) { TotalDocuments = 100 };
            for (int call = 0; call < 10; call++)
            {
                online.PartialFit(corpus);
            }

            return online.Model();
        }).MaxBy(model => LdaScores.Bound(model, corpus).Total)!;
        Assert.Equal(s_blocks, TopThree(best));
    }

    /// <summary>test_lda_default_prior_params.</summary>
    [Fact]
    public void DefaultPriorsAreOneOverTheTopics()
    {
        using LdaModel byDefault = Train<double>(Small(), TestCorpus.Synthetic(), out _);
        using LdaModel spelt = Train<double>(Small() with { Alpha = [0.2], Eta = [0.2] }, TestCorpus.Synthetic(), out _);
        Assert.Equal(Lambda(byDefault), Lambda(spelt));
        Assert.Equal([0.2, 0.2, 0.2, 0.2, 0.2], byDefault.Alpha);
        Assert.Equal([0.2], byDefault.Eta);
    }

    /// <summary>test_lda_transform: shares are above 0 and sum to 1.</summary>
    [Fact]
    public void SharesOfADocumentSumToOne()
    {
        TestCorpus corpus = TestCorpus.Synthetic();
        using LdaModel model = Train<float>(Small(), corpus, out _);
        float[] theta = new float[corpus.DocumentCount * 5];
        model.Infer(corpus, theta);
        Assert.All(theta, share => Assert.True(share > 0));
        Assert.All(theta.Chunk(5), row => Assert.Equal(1, row.Sum(share => (double)share), 1e-6));
    }

    /// <summary>test_lda_negative_input and test_lda_preplexity_mismatch: counts below 0, and words the model does not have.</summary>
    [Fact]
    public void WrongInputIsRefused()
    {
        using LdaModel model = Of<float>(Toy, 0.3, 0.01);
        Assert.Throws<ArgumentException>(() => model.Infer([0], [-1], new float[2]));
        Assert.Throws<ArgumentException>(() => LdaScores.Bound(model, TestCorpus.OfWords(7, [0, 6])));
        Assert.Throws<ArgumentException>(() => model.Infer([6], [1], new float[2]));
    }

    /// <summary>test_lda_perplexity and test_lda_score: after ten passes the bound is higher than after one; over all tokens, and with the topics' part shared out.</summary>
    [Theory]
    [InlineData(LdaMethod.Batch)]
    [InlineData(LdaMethod.Online)]
    public void TenPassesScoreBetterThanOne(LdaMethod method)
    {
        TestCorpus corpus = TestCorpus.Synthetic();
        using LdaModel one = Train<double>(Small(method) with { Passes = 1 }, corpus, out _);
        using LdaModel ten = Train<double>(Small(method) with { Passes = 10 }, corpus, out _);
        Assert.True(LdaScores.Bound(ten, corpus).Total > LdaScores.Bound(one, corpus).Total);
        Assert.True(LdaScores.Score(ten, corpus, LdaEvaluator.Bound).ExpOfNegative < LdaScores.Score(one, corpus, LdaEvaluator.Bound).ExpOfNegative);
    }

    /// <summary>test_lda_score_perplexity: the perplexity of an evaluator is exp(−score a token).</summary>
    [Fact]
    public void ThePerplexityIsTheExponential()
    {
        TestCorpus corpus = TestCorpus.Synthetic();
        using LdaModel model = Train<double>(Small(), corpus, out _);
        LdaScore score = LdaScores.Score(model, corpus, LdaEvaluator.Bound);
        double total = LdaScores.Bound(model, corpus, new LdaScoreSettings().Inference).Total;
        AssertNear(Math.Exp(-total / corpus.TokenCount), score.ExpOfNegative, 1e-9);
    }

    /// <summary>test_perplexity_input_format: zeros written out change nothing.</summary>
    [Fact]
    public void WordsThatCountZeroChangeNothing()
    {
        using LdaModel model = Of<double>(Toy, 0.3, 0.01);
        float[] sparse = new float[2];
        float[] dense = new float[2];
        model.Infer([1, 4], [2, 3], sparse);
        model.Infer([0, 1, 2, 3, 4, 5], [0, 2, 0, 0, 3, 0], dense);
        Assert.Equal(sparse, dense);
    }

    /// <summary>test_lda_empty_docs: after 750 passes over documents without words, λ of a word sums to 1 over the topics: it is η = 1/K.</summary>
    [Theory]
    [InlineData(LdaMethod.Batch)]
    [InlineData(LdaMethod.Online)]
    public void EmptyDocumentsLeaveThePrior(LdaMethod method)
    {
        LdaOptions options = new() { TopicCount = 10, Method = method, Passes = 750, Tau0 = 10, Kappa = 0.7 };
        using LdaModel model = Train<double>(options, new TestCorpus(4, [[], [], [], [], []]), out LdaFitResult result);
        double tolerance = method == LdaMethod.Batch ? 1e-12 : 1e-6;
        Assert.All(Lambda(model), row => Assert.Equal(1, row.Sum(), tolerance));
        Assert.Equal(750, result.History.Count);
    }

    private static LdaOptions BlockOptions(LdaMethod method) => new() { TopicCount = 3, Method = method, Tau0 = 10, Kappa = 0.7, InnerIterations = 100 };

    private static string[] TopThree(LdaModel model) => [.. model.TopWords(3).Select(words => string.Join(',', words.Select(word => word.Id).Order())).Order()];
}
