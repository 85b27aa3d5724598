using System;
using System.IO;
using System.Linq;
using Kernels.Corpora;
using Kernels.Lda;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

public sealed class LearntPriorTests : IDisposable
{
    private const string Kos = "uci/docword.kos.txt.gz";
    private readonly string _root = Directory.CreateTempSubdirectory("kernels-priors-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Every step is an ascent: γ, λ, then α and η at fixed γ and λ.</summary>
    [Theory]
    [InlineData(PriorLearning.Asymmetric, PriorLearning.Symmetric)]
    [InlineData(PriorLearning.Symmetric, PriorLearning.Asymmetric)]
    [InlineData(PriorLearning.Asymmetric, PriorLearning.Fixed)]
    [InlineData(PriorLearning.Fixed, PriorLearning.Symmetric)]
    public void TheBoundNeverFalls(PriorLearning alpha, PriorLearning eta)
    {
        LdaOptions options = Small() with { AlphaLearning = alpha, EtaLearning = eta, CarryGamma = true, Passes = 60, LearnPriorsFrom = 2 };
        using LdaModel model = Train<double>(options, TestCorpus.Synthetic(), out LdaFitResult result);
        double[] bounds = [.. result.History.Select(pass => pass.Bound!.Total)];
        for (int i = 1; i < bounds.Length; i++)
        {
            Assert.True(bounds[i] >= bounds[i - 1] - (1e-9 * Math.Abs(bounds[i - 1])), $"pass {i + 1}: {bounds[i - 1]:R} → {bounds[i]:R}");
        }

        using LdaModel fixedPriors = Train<double>(options with { AlphaLearning = default, EtaLearning = default }, TestCorpus.Synthetic(), out LdaFitResult without);
        Assert.True(bounds[^1] > without.History[^1].Bound!.Total + 1);
        Assert.True(result.TokenMassError < 1e-12, $"{result.TokenMassError}");
        Assert.Equal(alpha == PriorLearning.Fixed, result.History[^1].AlphaSum is null);
        Assert.Equal(eta == PriorLearning.Fixed, result.History[^1].EtaSum is null);
    }

    /// <summary>At the end α and η solve ψ(Σα) − ψ(α_k) + E log = 0 for the γ and λ they were learnt from: the next step moves them no more.</summary>
    [Fact]
    public void TheRunEndsWhereTheGradientVanishes()
    {
        LdaOptions options = Small() with { AlphaLearning = PriorLearning.Asymmetric, EtaLearning = PriorLearning.Symmetric, Passes = 400, InnerIterations = 50, CarryGamma = true, InnerTolerance = 0 };
        using LdaModel model = Train<double>(options, TestCorpus.Synthetic(), out LdaFitResult result);
        LdaPass[] last = [.. result.History.TakeLast(2)];
        Assert.Equal(last[0].AlphaSum!.Value, last[1].AlphaSum!.Value, 1e-4 * last[1].AlphaSum!.Value);
        Assert.Equal(last[0].EtaSum!.Value, last[1].EtaSum!.Value, 1e-4 * last[1].EtaSum!.Value);
        Assert.Equal(last[1].AlphaSum!.Value, model.Alpha.Sum(), 12);
        Assert.Equal(last[1].EtaSum!.Value, model.Eta.Sum() * model.VocabularySize, 9);
    }

    [Fact]
    public void OnlineMovesBothAndStaysPositive()
    {
        LdaOptions options = Small(LdaMethod.Online) with { AlphaLearning = PriorLearning.Asymmetric, EtaLearning = PriorLearning.Asymmetric, EtaEvery = 3, Passes = 4, Tau0 = 0 };
        using LdaModel model = Train<float>(options, TestCorpus.Synthetic(), out _);
        Assert.All(model.Alpha, value => Assert.True(value > 0));
        Assert.Equal(model.VocabularySize, model.Eta.Count);
        Assert.True(model.Alpha.Distinct().Count() == model.TopicCount);
        Assert.True(model.Eta.Distinct().Count() > 1);
    }

    /// <summary>A long document of one topic: E[log θ] of that topic rounds to 0 in float, which is no Dirichlet's.</summary>
    [Fact]
    public void ADocumentOfOneTopicIsNoReasonToStop()
    {
        var corpus = new TestCorpus(2, [[(0, 1000)], [(1, 1000)], [(0, 100_000)]]);
        LdaOptions options = Small(LdaMethod.Online) with { TopicCount = 2, BatchSize = 1, Passes = 30, Alpha = [1e-4], AlphaLearning = PriorLearning.Asymmetric, EtaLearning = PriorLearning.Asymmetric };
        using var device = new CpuLdaDevice<float>(1);
        using LdaModel model = new LdaTrainer<float>(options, device).Fit(corpus, out _);
        Assert.All(model.Alpha, value => Assert.True(value > 0 && double.IsFinite(value)));
    }

    [Fact]
    public void ThreadsDoNotShow()
    {
        LdaOptions options = Small() with { AlphaLearning = PriorLearning.Asymmetric, EtaLearning = PriorLearning.Symmetric };
        double[][] alphas = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            using var device = new CpuLdaDevice<float>(threads);
            using LdaModel model = new LdaTrainer<float>(options, device) { Threads = threads }.Fit(TestCorpus.Synthetic(), out _);
            return (double[])[.. model.Alpha, .. model.Eta];
        })];
        Assert.Equal(alphas[0], alphas[1]);
        Assert.Equal(alphas[0], alphas[2]);
    }

    [Fact]
    public void TheFolderKeepsWhatWasLearnt()
    {
        LdaOptions options = Small() with { AlphaLearning = PriorLearning.Asymmetric, EtaLearning = PriorLearning.Asymmetric, Passes = 6 };
        using LdaModel model = Train<float>(options, TestCorpus.Synthetic(), out LdaFitResult result);
        string folder = Path.Combine(_root, "model");
        model.Save(folder);
        using LdaModel loaded = LdaModel.Load(folder);
        Assert.Equal(model.Alpha, loaded.Alpha);
        Assert.Equal(model.Eta, loaded.Eta);
        Assert.Empty(loaded.Options.Alpha);
        Assert.Equal(result.RejectedPriorSteps, loaded.Fit!.RejectedPriorSteps);
        float[] before = new float[model.TopicCount], after = new float[model.TopicCount];
        model.Infer([0, 3], [2, 1], before);
        loaded.Infer([0, 3], [2, 1], after);
        Assert.Equal(before, after);
        string json = Path.Combine(folder, "model.json");
        File.WriteAllText(json, File.ReadAllText(json).Replace("\"alpha\": [\n    ", "\"alpha\": [\n    -", StringComparison.Ordinal));
        Assert.Contains("Alpha[0]", Assert.Throws<InvalidDataException>(() => LdaModel.Load(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PriorsWithValuesOfTheirOwnCannotBeLearntAsOne()
    {
        LdaOptions options = Small() with { Alpha = [1, 2, 3, 4, 5], AlphaLearning = PriorLearning.Symmetric };
        Assert.Contains("AlphaLearning", Assert.Throws<ArgumentException>(() => options.Validate(40)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => (Small() with { LearnPriorsFrom = 0 }).Validate(40));
        Assert.Throws<ArgumentException>(() => (Small() with { EtaEvery = -1 }).Validate(40));
        Assert.Throws<ArgumentException>(() => (Small() with { EtaLearning = (PriorLearning)7 }).Validate(40));
    }

    [DataFact(Kos)]
    public void OnKosALearntAlphaRaisesTheBoundOverTheBestFixedOne()
    {
        ICorpus corpus = CorpusReader.Read(Path.Combine(SharedData.Folder!, Kos));
        LdaOptions options = new() { TopicCount = 20, Eta = [0.02], Passes = 25 };
        double best = new[] { 0.05, 0.1, 0.15, 0.2, 0.3 }.Max(alpha => Bound(options with { Alpha = [alpha] }));
        double learnt = Bound(options with { AlphaLearning = PriorLearning.Asymmetric });
        Assert.True(learnt > best, $"learnt {learnt:R}, best fixed {best:R}");

        double Bound(LdaOptions each)
        {
            using var device = new CpuLdaDevice<float>();
            using LdaModel model = new LdaTrainer<float>(each, device).Fit(corpus, out LdaFitResult result);
            return result.History[^1].BoundPerWord!.Value;
        }
    }
}
