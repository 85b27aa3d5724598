using System;
using System.Linq;
using System.Numerics;
using Kernels.Lda;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

/// <summary>Structured training as a whole.</summary>
public sealed class StructuredTrainingTests
{
    private static readonly LdaOptions s_options = Small(LdaMethod.Structured) with
    {
        TopicCount = 4,
        Passes = 3,
        BatchSize = 7,
        Tau0 = 2,
        Alpha = [0.3],
        Eta = [0.05],
        InnerIterations = 6,
        InnerTolerance = 0,
        StructuredSamples = 3,
        Seed = 21,
    };

    /// <summary>Words outside of the batch, a last batch that is smaller, steps that are shortened, all against loops over the whole of λ with a dense information.</summary>
    [Theory]
    [InlineData(StructuredGradient.Sampled, 40, 3)]
    [InlineData(StructuredGradient.Corrected, 40, 3)]
    [InlineData(StructuredGradient.Corrected, 400, 1)]
    public void TrainingIsThatOfPlainLoops(StructuredGradient gradient, int tokens, int passes)
    {
        TestCorpus corpus = TestCorpus.Synthetic(25, tokens);
        LdaOptions options = s_options with { StructuredGradient = gradient, Passes = passes };
        double[] start = [.. Enumerable.Range(0, 160).Select(i => 0.4 + (0.1 * (i * 29 % 13)))];
        var plain = new PlainStructured(options, corpus, start);
        plain.Train();
        using var device = new CpuLdaDevice<double>(2);
        using LdaModel model = new LdaTrainer<double>(options, device) { Start = (owner, topics) => owner.WriteLambda(topics, 0, start) }.Fit(corpus, out LdaFitResult result);
        double[] lambda = [.. Lambda(model).SelectMany(row => row)];
        for (int i = 0; i < lambda.Length; i++)
        {
            Assert.Equal(1, lambda[i] / plain.Lambda[i], 1e-6);
        }

        Assert.Equal(plain.ShortenedTopicSteps, result.ShortenedTopicSteps);
        Assert.Equal(gradient == StructuredGradient.Corrected, result.ShortenedTopicSteps > 0);
        Assert.InRange(result.ShortenedSteps, result.ShortenedTopicSteps > 0 ? 1 : 0, Math.Min(result.Steps, result.ShortenedTopicSteps));
        Assert.True(lambda.Min() >= 0.025);
    }

    /// <summary>The theorem of the start at mean field's γ: no document of any draw ends below mean field's own γ and φ.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void NoDocumentOfADrawEndsBelowMeanField(int iterations)
    {
        using var device = new BoundWatch(alpha: 0.3, topics: 4);
        using LdaModel model = new LdaTrainer<double>(s_options with { InnerIterations = iterations, Eta = [0.01] }, device).Fit(TestCorpus.Synthetic(25), out _);
        Assert.Equal(3 * 25 * 3, device.Rises.Count);
        Assert.All(device.Rises, rise => Assert.True(rise > -1e-9, $"It fell by {-rise}."));
        Assert.True(device.Rises.Max() > 0.1);
    }

    [Theory]
    [InlineData(StructuredGradient.Sampled)]
    [InlineData(StructuredGradient.Corrected)]
    public void ThreadsDoNotShow(StructuredGradient gradient)
    {
        SameForThreads<float>(gradient);
        SameForThreads<double>(gradient);
    }

    /// <summary>One topic, or one word: there is nothing that a draw could change, and structured inference is mean field.</summary>
    [Theory]
    [InlineData(StructuredGradient.Sampled)]
    [InlineData(StructuredGradient.Corrected)]
    public void WithOneTopicOrOneWordItIsMeanField(StructuredGradient gradient)
    {
        SameAsOnline(s_options with { TopicCount = 1, StructuredGradient = gradient }, TestCorpus.Synthetic(20), 1e-12);
        SameAsOnline(s_options with { StructuredGradient = gradient, InnerIterations = 1000 }, TestCorpus.OfWords(1, [0], [], [0], [0]), 1e-9);
        SameAsOnline(s_options with { StructuredGradient = gradient }, TestCorpus.OfWords(5, [], [], [], [], [], [], [], [], []), 0);
        SameAsOnline(s_options with { StructuredGradient = gradient, TopicCount = 1, Tau0 = 0, StructuredSamples = 1 }, TestCorpus.Synthetic(20), 1e-12);
    }

    /// <summary>Every word in every batch: there is no rest.</summary>
    [Theory]
    [InlineData(StructuredGradient.Sampled)]
    [InlineData(StructuredGradient.Corrected)]
    public void ABatchMayHoldEveryWordAndTheFirstStepMayForgetAll(StructuredGradient gradient)
    {
        TestCorpus corpus = TestCorpus.OfWords(4, [0, 1, 2, 3], [0, 1], [2, 3], [0, 1, 2, 3]);
        using LdaModel model = Train(s_options with { StructuredGradient = gradient, BatchSize = 4, Tau0 = 0, Passes = 9 }, corpus, 2, out LdaFitResult result);
        Assert.Equal(9, result.Steps);
        Assert.All(Lambda(model).SelectMany(row => row), value => Assert.True(value >= 0.025 && double.IsFinite(value)));
        if (gradient == StructuredGradient.Sampled)
        {
            // The last of the steps keep 1 − 1/3 of a mass that is the corpus' from the first on.
            AssertNear((4 * 4 * 0.05) + corpus.TokenCount, Lambda(model).Sum(row => row.Sum()), 1e-9);
        }
    }

    [Theory]
    [InlineData(StructuredGradient.Sampled)]
    [InlineData(StructuredGradient.Corrected)]
    public void ItFindsTheBlocksOfWords(StructuredGradient gradient)
    {
        using LdaModel model = Train(Small(LdaMethod.Structured) with { StructuredGradient = gradient, Alpha = [0.1], Eta = [0.05], Passes = 20, Seed = 4 }, TestCorpus.Synthetic(300, 60), 2, out _);
        double[][] lambda = Lambda(model);
        int[] blocks = [.. Enumerable.Range(0, 5).Select(k => Enumerable.Range(0, 40).OrderByDescending(word => lambda[word][k]).Take(8).GroupBy(word => word / 8).Max(group => group.Count()))];
        Assert.True(blocks.Sum() >= 32, string.Join(' ', blocks));
    }

    [Fact]
    public void ALearntAlphaFollowsTheDocumentsOfTheDraws()
    {
        using LdaModel model = Train(s_options with { AlphaLearning = PriorLearning.Asymmetric, EtaLearning = PriorLearning.Symmetric, EtaEvery = 2 }, TestCorpus.Synthetic(40), 1, out _);
        Assert.All(model.Alpha, value => Assert.True(value > 0 && double.IsFinite(value)));
        Assert.NotEqual(0.3, model.Alpha[0]);
        Assert.NotEqual(0.05, model.Eta[0]);
    }

    [Fact]
    public void ADeviceWithoutWordRowsIsRefused()
    {
        var exception = Assert.Throws<ArgumentException>(() => new LdaTrainer<double>(s_options, new ReferenceLdaDevice<double>()).Fit(TestCorpus.Synthetic(), out _));
        Assert.Contains("the device is a ReferenceLdaDevice; expected one that moves listed words", exception.Message, StringComparison.Ordinal);
    }

    private static void SameForThreads<T>(StructuredGradient gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LdaOptions options = s_options with { TopicCount = 9, BatchSize = 60, StructuredGradient = gradient };
        double[][][] models = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            using var device = new CpuLdaDevice<T>(threads);
            using LdaModel model = new LdaTrainer<T>(options, device) { Threads = threads }.Fit(TestCorpus.Synthetic(150, 60), out _);
            return Lambda(model);
        })];
        Assert.Equal(models[0], models[1]);
        Assert.Equal(models[0], models[2]);
    }

    private static void SameAsOnline(LdaOptions options, TestCorpus corpus, double tolerance)
    {
        using LdaModel structured = Train(options, corpus, 1, out _);
        using LdaModel online = Train(options with { Method = LdaMethod.Online }, corpus, 1, out _);
        foreach ((double expected, double actual) in Lambda(online).SelectMany(row => row).Zip(Lambda(structured).SelectMany(row => row)))
        {
            AssertNear(expected, actual, tolerance);
        }
    }

    private static LdaModel Train(LdaOptions options, TestCorpus corpus, int threads, out LdaFitResult result)
    {
        using var device = new CpuLdaDevice<double>(threads);
        return new LdaTrainer<double>(options, device).Fit(corpus, out result);
    }
}
