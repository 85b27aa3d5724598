using System;
using System.Linq;
using Kernels.Lda;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

public class LdaTrainerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BoundNeverFallsWithGammaCarriedOver(bool vectorPriors)
    {
        LdaOptions options = Small() with { CarryGamma = true, Passes = 60, InnerIterations = 7 };
        if (vectorPriors)
        {
            options = options with { Alpha = [0.1, 0.2, 0.3, 0.4, 0.5], Eta = [.. Enumerable.Range(1, 40).Select(i => 0.01 * i)] };
        }

        using LdaModel model = Train<double>(options, TestCorpus.Synthetic(), out LdaFitResult result);
        double[] bounds = [.. result.History.Select(pass => pass.Bound!.Total)];
        Assert.Equal(60, bounds.Length);
        for (int i = 1; i < bounds.Length; i++)
        {
            Assert.True(bounds[i] >= bounds[i - 1] - (1e-9 * Math.Abs(bounds[i - 1])), $"pass {i + 1}: {bounds[i - 1]:R} → {bounds[i]:R}");
        }

        Assert.Equal(0, result.BoundFalls);
        Assert.True(bounds[^1] > bounds[0]);
        Assert.Equal(bounds[^1] / result.TokenCount, result.History[^1].BoundPerWord!.Value, 12);
    }

    [Fact]
    public void BatchTrainingKeepsEveryTokenOnce()
    {
        using LdaModel single = Train<float>(Small(), TestCorpus.Synthetic(), out LdaFitResult inFloat);
        using LdaModel full = Train<double>(Small(), TestCorpus.Synthetic(), out LdaFitResult inDouble);
        Assert.True(inFloat.TokenMassError < 1e-6, $"{inFloat.TokenMassError}");
        Assert.True(inDouble.TokenMassError < 1e-12, $"{inDouble.TokenMassError}");
        using LdaModel online = Train<double>(Small(LdaMethod.Online), TestCorpus.Synthetic(), out LdaFitResult inOnline);
        Assert.Null(inOnline.TokenMassError);
    }

    [Fact]
    public void OnlineStepsFollowTheirScheduleAndScale()
    {
        // Empty documents: λ ← (1 − ρ)λ + ρη alone, so λ tells the product of (1 − ρ_t); the last batch is a part, and t goes on over passes.
        LdaOptions options = Small(LdaMethod.Online) with { Passes = 2, BatchSize = 4, Tau0 = 3, Kappa = 0.7, Eta = [0.25] };
        using LdaModel model = new LdaTrainer<double>(options, new ReferenceLdaDevice<double>(), ReferenceDevices.Instance)
        {
            Start = (device, topics) => device.WriteLambda(topics, 0, Enumerable.Repeat(1.25, 15).ToArray()),
        }.Fit(new TestCorpus(3, [[], [], [], [], [], [], [], [], []]), out LdaFitResult result);
        double expected = 1;
        for (int step = 1; step <= 6; step++)
        {
            expected *= 1 - Math.Pow(3 + step, -0.7);
        }

        AssertNear(0.25 + expected, Lambda(model)[2][4], 1e-13);
        Assert.Equal(Math.Pow(9, -0.7), result.History[1].Rho!.Value, 15);

        // One batch a pass, ρ = 1: the last λ is η + D/|B|·Σnφ of the last batch, so its mass is the batch's tokens scaled.
        using LdaModel last = Train<double>(
            options with { Passes = 1, BatchSize = 2, Kappa = 0 }, TestCorpus.OfWords(3, [0, 1], [1, 2], [0, 1, 2]), out _);
        AssertNear((0.25 * 15) + (3.0 / 1 * 3), Lambda(last).Sum(row => row.Sum()), 1e-12);
    }

    [Fact]
    public void FloatAndDoubleBeginAlikeAndLearnAlike()
    {
        foreach (int passes in new[] { 1, 5 })
        {
            LdaOptions options = Small() with { Passes = passes, InnerIterations = 10, InnerTolerance = 0 };
            using LdaModel single = Train<float>(options, TestCorpus.Synthetic(), out _);
            using LdaModel full = Train<double>(options, TestCorpus.Synthetic(), out _);
            foreach ((double[] left, double[] right) in Lambda(single).Zip(Lambda(full)))
            {
                Assert.All(left.Zip(right), pair => Assert.Equal(pair.Second, pair.First, 1e-4 * (1 + pair.Second)));
            }
        }

        double[] start = StartOf<double>();
        Assert.Equal(start.Select(value => (double)(float)value), StartOf<float>().Select(value => (double)value));
        Assert.Equal(StartOf<float>(70_001), StartOf<float>(70_001, 3));
        Assert.Equal(0.01 * GammaDrawsTests.Draw(5, 0, 7, 100), start[7]);
    }

    [Fact]
    public void EdgesOfSizeTrain()
    {
        // Nothing but empty documents: λ = η. One document. Words never used keep η. K = 1. V = 1.
        using LdaModel empty = Train<double>(Small(), new TestCorpus(4, [[], [], []]), out LdaFitResult nothing);
        Assert.All(Lambda(empty), row => Assert.All(row, value => Assert.Equal(0.2, value, 15)));
        Assert.Null(nothing.History[0].BoundPerWord);
        using LdaModel one = Train<double>(Small(), TestCorpus.OfWords(6, [0, 1, 4]), out _);
        Assert.All(Lambda(one)[5], value => Assert.Equal(0.2, value, 15));
        using LdaModel oneTopic = Train<double>(Small() with { TopicCount = 1 }, TestCorpus.OfWords(3, [0, 1], [1]), out LdaFitResult k1);
        Assert.Equal([2, 3, 1], Lambda(oneTopic).Select(row => row[0]));
        Assert.Equal(0, k1.BoundFalls);
        using LdaModel oneWord = Train<double>(Small(LdaMethod.Online), TestCorpus.OfWords(1, [0], [], [0]), out _);
        Assert.All(Lambda(oneWord)[0], value => Assert.True(double.IsFinite(value) && value > 0));
    }

    [Fact]
    public void TheLastBoundIsTheBoundOfTheModelBeforeItsLastStep()
    {
        LdaOptions options = Small() with { InnerIterations = 20_000, InnerTolerance = 1e-11 };
        using LdaModel before = Train<double>(options with { Passes = 3 }, TestCorpus.Synthetic(), out _);
        using LdaModel after = Train<double>(options with { Passes = 4 }, TestCorpus.Synthetic(), out LdaFitResult result);
        LdaBound again = LdaScores.Bound(before, TestCorpus.Synthetic(), new(20_000, 1e-11));
        LdaBound trained = result.History[3].Bound!;
        AssertNear(again.Total, trained.Total, 1e-12);
        AssertNear(again.Likelihood, trained.Likelihood, 1e-9);
        AssertNear(again.AssignmentEntropy, trained.AssignmentEntropy, 1e-9);
        AssertNear(again.DocumentPart + again.TopicPart, again.Total, 1e-15);
    }

    private static T[] StartOf<T>(int vocabularySize = 40, int threads = 1)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using var device = new ReferenceLdaDevice<T>();
        using LdaTopics topics = device.CreateTopics(vocabularySize, 5, LdaTopicKind.Dirichlet);
        new LdaStart<T>(5, threads).Draw(device, topics);
        T[] lambda = new T[vocabularySize * 5];
        device.ReadLambda(topics, 0, lambda);
        return lambda;
    }
}
