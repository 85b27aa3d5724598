using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Kernels.Corpora;
using Kernels.Lda;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests.Conformance;

/// <summary>The cases of gensim's test/test_ldamodel.py, in our words and on our interface.</summary>
/// <remarks>
/// Elsewhere: the model it ships (lda_3_0_1_model) is a pickle, which is not read; the fixed point of its document is in ReferenceTests and in Kernels.Tests
/// (LdaDocumentTests). test_matutils.py: Kernels.Tests (Conformance). test_coherencemodel.py: CoherenceTests, with values computed by gensim. test_tmdiff.py:
/// TopicMatchingTests. test_persistence and its like: LdaModelFolderTests. test_get_document_topics' thresholds: the tool's svmlight files (RoundTripTests).
/// Not here: test_term_topics, test_large_mmap, test_*_ignore (pickling), test_lda_callback.py, test_ensemblelda.py: there is nothing of the kind.
/// </remarks>
public class GensimLdaTests
{
    private const string TestCorpusFile = "gensim/testcorpus.mm";

    /// <summary>test_transform: one of up to 25 starts divides the first document 0.13 : 0.87, to 0.1.</summary>
    [DataFact(TestCorpusFile)]
    public void Transform()
    {
        ICorpus corpus = CorpusReader.Read(Path.Combine(SharedData.Folder!, TestCorpusFile));
        DocumentBlock first = corpus.Read(0, 1);
        (int[] ids, float[] counts) = (first.TermIds.ToArray(), first.Counts.ToArray());
        bool found = false;
        for (int seed = 0; seed < 25 && !found; seed++)
        {
            using LdaModel model = Train<double>(new LdaOptions { TopicCount = 2, Passes = 100, InnerIterations = 50, Seed = seed }, corpus, out _);
            float[] theta = new float[2];
            model.Infer(ids, counts, theta);
            found = Math.Abs(theta.Min() - 0.13) <= 0.1;
        }

        Assert.True(found);
    }

    /// <summary>test_alpha and test_eta: one number, a number each, falling; other lengths are refused.</summary>
    [Fact]
    public void PriorsAreReadAsGiven()
    {
        TestCorpus corpus = TestCorpus.OfWords(3, [0, 1], [1, 2]);
        LdaOptions two = new() { TopicCount = 2, Passes = 1 };
        Assert.Equal([0.5, 0.5], AlphaOf(two));
        Assert.Equal([0.3, 0.3], AlphaOf(two with { Alpha = [0.3] }));
        Assert.Equal([0.3, 0.7], AlphaOf(two with { Alpha = [0.3, 0.7] }));
        Assert.Equal([0.630602, 0.369398], AlphaOf(two with { Alpha = LdaOptions.AsymmetricAlpha(2) }), (expected, actual) => Math.Abs(expected - actual) < 6e-7);
        Assert.Throws<ArgumentException>(() => AlphaOf(two with { Alpha = [0.3, 0.3, 0.3] }));
        Assert.Throws<ArgumentException>(() => AlphaOf(two with { Eta = [0.3, 0.3] }));
        Assert.Throws<ArgumentException>(() => AlphaOf(two with { Eta = [0.3, 0.3, 0.3, 0.3] }));
        using LdaModel words = Train<double>(two with { Eta = [0.1, 0.2, 0.3] }, corpus, out _);
        Assert.Equal([0.1, 0.2, 0.3], words.Eta);

        IReadOnlyList<double> AlphaOf(LdaOptions options)
        {
            using LdaModel model = Train<double>(options, corpus, out _);
            return model.Alpha;
        }
    }

    /// <summary>test_alpha_auto and test_eta_auto: what is learnt has moved, every value of it.</summary>
    [Theory]
    [InlineData(LdaMethod.Batch)]
    [InlineData(LdaMethod.Online)]
    public void LearntPriorsMove(LdaMethod method)
    {
        LdaOptions options = Small(method) with { AlphaLearning = PriorLearning.Asymmetric, EtaLearning = PriorLearning.Asymmetric };
        using LdaModel model = Train<double>(options, TestCorpus.Synthetic(), out _);
        Assert.All(model.Alpha, value => Assert.NotEqual(0.2, value));
        Assert.All(model.Eta, value => Assert.NotEqual(0.2, value));
    }

    /// <summary>test_passes: the step size goes on over calls, and over passes of one run.</summary>
    [Fact]
    public void TheStepGoesOnOverCalls()
    {
        var words = new Vocabulary(["a", "b", "c"]);
        var corpus = new TestCorpus(3, [[(0, 1)], [(1, 2)], [(2, 1)], [(0, 3)]], words);
        LdaOptions options = new() { TopicCount = 2, Method = LdaMethod.Online, Passes = 1, BatchSize = 1, Tau0 = 1, Kappa = 0.5 };
        using var device = new CpuLdaDevice<double>(1);
        using var online = new LdaOnlineTrainer<double>(options, device, words);
        for (int call = 1; call <= 5; call++)
        {
            online.PartialFit(corpus);
            Assert.Equal(4 * call, online.Steps);
            AssertNear(1 / Math.Sqrt(1 + (4 * call)), online.Result!.History[^1].Rho!.Value, 1e-15);
        }

        using LdaModel passes = Train<double>(options with { Passes = 5 }, corpus, out LdaFitResult result);
        Assert.Equal(Enumerable.Range(1, 5).Select(pass => 1 / Math.Sqrt(1 + (4 * pass))), result.History.Select(pass => pass.Rho!.Value));
    }

    /// <summary>test_sync_state: two models with one state are one model, and stay so when both learn on.</summary>
    [Fact]
    public void OneStateGoesOnAsOne()
    {
        TestCorpus corpus = TestCorpus.Synthetic();
        using LdaModel before = Train<double>(Small() with { Passes = 2 }, corpus, out _);
        double[] state = [.. Lambda(before).SelectMany(row => row)];
        double[][] first = GoOn(2);
        Assert.Equal(first, GoOn(1));

        double[][] GoOn(int threads)
        {
            using var device = new CpuLdaDevice<double>(threads);
            var trainer = new LdaTrainer<double>(Small() with { Passes = 3, Seed = threads }, device) { Start = (on, topics) => on.WriteLambda(topics, 0, state) };
            using LdaModel model = trainer.Fit(corpus, out _);
            return Lambda(model);
        }
    }

    /// <summary>test_top_topics and test_get_topic_terms: words by weight, of probabilities that sum to 1.</summary>
    [Fact]
    public void TopicTerms()
    {
        using LdaModel model = Train<float>(Small(), TestCorpus.Synthetic(), out _);
        foreach (IReadOnlyList<LdaTopWord> topic in model.TopWords(40))
        {
            Assert.Equal(1, topic.Sum(word => word.Probability), 1e-9);
            Assert.Equal(topic.OrderByDescending(word => word.Probability), topic);
        }

        Assert.Equal(10, model.TopWords(0, 10).Count);
    }
}
