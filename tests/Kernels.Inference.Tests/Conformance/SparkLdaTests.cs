using System;
using System.Collections.Generic;
using System.Linq;
using Kernels.Corpora;
using Kernels.Lda;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests.Conformance;

/// <summary>
/// The cases of Apache Spark's LDASuite (mllib/clustering), whose values come from onlineldavb and gensim. Values with more than six digits are recomputed in
/// double with an epsilon of 1e-100 in the normaliser, from γ = 1.
/// </summary>
/// <remarks>
/// Not here: "LocalLDAModel ... with empty docs" wants zeros for a document without words, where ours is the prior's mean (asserted below); "describeTopics",
/// "vertex indexing" and the EM optimizer are of Spark's own interface and of another algorithm; "model save/load": LdaModelFolderTests.
/// </remarks>
public class SparkLdaTests
{
    private static readonly double[] s_start = [1.1, 0.9, 1.2, 0.8, 1.3, 0.7, 0.9, 1.1, 0.8, 1.2, 0.7, 1.3];

    /// <summary>toyData: two words a document, of {0, 1, 2} or of {3, 4, 5}.</summary>
    private static TestCorpus ToyData => TestCorpus.OfWords(6, [0, 1], [1, 2], [0, 2], [3, 4], [3, 5], [4, 5]);

    public static TheoryData<string> Devices => ["reference", "processor"];

    /// <summary>"OnlineLDAOptimizer one iteration": at |Δγ| below 1e-3 from γ = 1.</summary>
    [Theory]
    [MemberData(nameof(Devices))]
    public void OneIteration(string which)
    {
        TestCorpus corpus = TestCorpus.OfWords(6, [0, 1, 2], [3, 4, 5]);
        using ILdaDevice<double> device = Device(which);
        using LdaTopics topics = device.CreateTopics(6, 2, LdaTopicKind.Dirichlet);
        device.WriteLambda(topics, 0, s_start);
        double[] gamma = [1, 1, 1, 1];
        int[] iterations = new int[2];
        var settings = new LdaEStepSettings { MaxIterations = 100, Tolerance = 1e-3, CarryGamma = true, AccumulateStatistics = true, ComputeBound = true };
        DocumentBlock block = corpus.Read(0, 2);
        LdaEStepResult step = device.EStep(topics, new LdaDocuments(block.Offsets, block.TermIds, block.Counts), [0.5, 0.5], settings, gamma, iterations);
        AssertNear(3.37981393507813, gamma[0], 1e-12);
        AssertNear(0.620186064921869, gamma[1], 1e-12);
        Assert.Equal([11, 11], iterations);
        AssertNear(-15.636315297123, LdaBound.From(step, device.TopicBound(topics, [0.5])).Total, 1e-12);
        device.LambdaStep(topics, [0.5], 0.0291427699910183, 1);
        double[] lambda = new double[12];
        device.ReadLambda(topics, 0, lambda);
        double[] published = [1.110083024176, 1.207609961047, 1.305040259047, 0.889916975824, 0.792390038953, 0.694959740953];
        for (int word = 0; word < 6; word++)
        {
            AssertNear(published[word], lambda[2 * word], 1e-12);
            AssertNear(published[(word + 3) % 6], lambda[(2 * word) + 1], 1e-12);
        }
    }

    /// <summary>The same step by the trainer, γ iterated to its end; Spark's tolerance is 0.01.</summary>
    [Theory]
    [MemberData(nameof(Devices))]
    public void OneIterationOfTheTrainer(string which)
    {
        using ILdaDevice<double> device = Device(which);
        var options = new LdaOptions
        {
            TopicCount = 2,
            Alpha = [0.5],
            Eta = [0.5],
            Method = LdaMethod.Online,
            Passes = 1,
            BatchSize = 2,
            Tau0 = 1024,
            Kappa = 0.51,
            InnerIterations = 10_000,
            InnerTolerance = 1e-15,
        };
        var trainer = new LdaTrainer<double>(options, device, ReferenceDevices.Instance) { Start = (on, of) => on.WriteLambda(of, 0, s_start) };
        using LdaModel model = trainer.Fit(TestCorpus.OfWords(6, [0, 1, 2], [3, 4, 5]), out LdaFitResult result);
        AssertNear(1.110085525223, Lambda(model)[0][0], 1e-12);
        AssertNear(0.0291427699910183, result.History[0].Rho!.Value, 1e-13);
        double[] spark = [1.1101, 1.2076, 1.3050, 0.8899, 0.7924, 0.6950];
        Assert.All(spark.Zip(Lambda(model)), pair => Assert.Equal(pair.First, pair.Second[0], 0.01));
    }

    /// <summary>"OnlineLDAOptimizer initialization": unset priors are 1/K, a prior of another length is refused.</summary>
    [Fact]
    public void Initialization()
    {
        using LdaModel model = Train<double>(new LdaOptions { TopicCount = 2, Method = LdaMethod.Online, Passes = 1 }, ToyData, out _);
        Assert.Equal([0.5, 0.5], model.Alpha);
        Assert.Equal([0.5], model.Eta);
        using LdaModel vector = Train<double>(new LdaOptions { TopicCount = 2, Alpha = [0.1, 0.8], Method = LdaMethod.Online, Passes = 1 }, ToyData, out _);
        Assert.Equal([0.1, 0.8], vector.Alpha);
        Assert.Throws<ArgumentException>(() => Train<double>(new LdaOptions { TopicCount = 2, Alpha = [0.1, 0.8, 0.3] }, ToyData, out _));
    }

    /// <summary>"OnlineLDAOptimizer with toy data": a topic has three words of its own, the other three are small and below 0.2 together.</summary>
    [Fact]
    public void ToyDataIsTakenApart()
    {
        var options = new LdaOptions { TopicCount = 2, Alpha = [0.01], Eta = [0.01], Method = LdaMethod.Online, Passes = 100, BatchSize = 6, Tau0 = 1024, Kappa = 0.51, InnerIterations = 100 };
        using var device = new CpuLdaDevice<double>(1);
        using LdaModel model = new LdaRestarts<double>(options, device).Fit(ToyData, 5, out _);
        foreach (IReadOnlyList<LdaTopWord> topic in model.TopWords(6))
        {
            double[] small = [.. topic.Where(word => word.Probability < 0.1).Select(word => word.Probability)];
            Assert.Equal(3, small.Length);
            Assert.True(small.Sum() < 0.2, $"{small.Sum()}");
            Assert.Single(topic.Take(3).Select(word => word.Id / 3).Distinct());
        }
    }

    /// <summary>"OnlineLDAOptimizer with asymmetric prior": next to α = 1e-5 the other topic takes everything, so both are flat: 0.167 ± 0.05. A document of two words may
    /// stay with the unlikely topic where it began there, so the best of some starts is asked.</summary>
    [Fact]
    public void AsymmetricPrior()
    {
        var options = new LdaOptions { TopicCount = 2, Alpha = [0.00001, 0.1], Eta = [0.01], Method = LdaMethod.Online, Passes = 100, BatchSize = 6, Tau0 = 1024, Kappa = 0.51, InnerIterations = 100 };
        using var device = new CpuLdaDevice<double>(1);
        using LdaModel model = new LdaRestarts<double>(options, device).Fit(ToyData, 10, out _);
        Assert.All(model.TopWords(6), topic => Assert.All(topic, word => Assert.Equal(0.167, word.Probability, 0.05)));
        Assert.True(model.TopicShare()[1] > model.TopicShare()[0]);
    }

    /// <summary>"OnlineLDAOptimizer alpha hyperparameter optimization": gensim's (0.42582646, 0.43511073) ± 0.05.</summary>
    [Fact]
    public void AlphaIsLearnt()
    {
        var options = new LdaOptions
        {
            TopicCount = 2,
            Alpha = [0.5],
            Eta = [0.01],
            AlphaLearning = PriorLearning.Asymmetric,
            Method = LdaMethod.Online,
            Passes = 100,
            BatchSize = 6,
            Tau0 = 1024,
            Kappa = 0.51,
            InnerIterations = 100,
        };
        using LdaModel model = Train<double>(options, ToyData, out _);
        Assert.Equal([0.42582646, 0.43511073], model.Alpha.Order(), (expected, actual) => Math.Abs(expected - actual) <= 0.05);
    }

    /// <summary>"LocalLDAModel logLikelihood": gensim's bound of one word once and five times.</summary>
    [Theory]
    [InlineData(0, 1, -25.970696054715, -25.9706969833)]
    [InlineData(0, 5, -31.441389819502, -31.4413908227)]
    public void LogLikelihood(int word, int count, double expected, double printed)
    {
        var corpus = new TestCorpus(6, [[(word, count)]]);
        using LdaModel model = Of<double>(Toy, 0.01, 0.01);
        LdaBound bound = LdaScores.Bound(model, corpus, new(100_000, 1e-14));
        AssertNear(expected, bound.Total, 1e-6);
        AssertNear(printed, bound.Total, 1e-6);
        LdaScore documents = LdaScores.Score(model, corpus, LdaEvaluator.DocumentBound, new() { Inference = new(100_000, 1e-14) });
        AssertNear(bound.DocumentPart, documents.DocumentSum, 1e-12);
        Assert.Equal(documents.DocumentSum / count, documents.PerWord);
    }

    /// <summary>"LocalLDAModel logPerplexity": gensim's log_perplexity of the six documents, over 12 tokens.</summary>
    [Fact]
    public void LogPerplexity()
    {
        using LdaModel model = Of<double>(Toy, 0.01, 0.01);
        LdaBound bound = LdaScores.Bound(model, ToyData, new(100_000, 1e-14));
        AssertNear(-44.286153196547, bound.Total, 1e-6);
        AssertNear(-3.690512766379, bound.Total / 12, 1e-6);
        AssertNear(-3.69051285096, bound.Total / 12, 1e-6);
    }

    /// <summary>"LocalLDAModel predict", and "with empty docs", where Spark gives zeros and ours the prior's mean.</summary>
    [Fact]
    public void Predict()
    {
        using LdaModel model = Of<double>(Toy, 0.01, 0.01);
        model.Inference = new(10_000, 1e-14);
        float[] theta = new float[2 * 6];
        model.Infer(ToyData, theta);
        for (int document = 0; document < 6; document++)
        {
            int own = document < 3 ? 0 : 1;
            Assert.Equal(0.99504950495, theta[(2 * document) + own], 1e-4);
            Assert.Equal(1, theta[2 * document] + theta[(2 * document) + 1], 1e-6);
        }

        float[] empty = new float[2];
        model.Infer([], [], empty);
        Assert.Equal([0.5f, 0.5f], empty);
    }

    private static ILdaDevice<double> Device(string which) => which == "reference" ? new ReferenceLdaDevice<double>() : new CpuLdaDevice<double>(1);
}
