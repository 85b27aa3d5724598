using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

/// <summary>How a training run goes: repeated, stopped, cancelled, watched.</summary>
public class LdaRunTests
{
    [Fact]
    public void ASeedMeansOneResult()
    {
        foreach (LdaMethod method in Enum.GetValues<LdaMethod>())
        {
            using LdaModel first = Train<float>(Small(method), TestCorpus.Synthetic(), out _);
            using LdaModel again = Train<float>(Small(method), TestCorpus.Synthetic(), out _);
            using LdaModel other = Train<float>(Small(method) with { Seed = -4 }, TestCorpus.Synthetic(), out _);
            Assert.Equal(Lambda(first), Lambda(again));
            Assert.NotEqual(Lambda(first), Lambda(other));
        }
    }

    [Fact]
    public void StopsWhenTheBoundHasSettled()
    {
        using LdaModel model = Train<double>(Small() with { Passes = 500, BoundTolerance = 1e-5, CarryGamma = true }, TestCorpus.Synthetic(), out LdaFitResult result);
        Assert.True(result.Converged);
        Assert.InRange(result.History.Count, 3, 300);
        using LdaModel sparse = Train<double>(Small() with { Passes = 5, BoundEvery = 2 }, TestCorpus.Synthetic(), out LdaFitResult some);
        Assert.Equal([false, true, false, true, true], some.History.Select(pass => pass.Bound is not null));
        using LdaModel none = Train<double>(Small() with { BoundEvery = 0 }, TestCorpus.Synthetic(), out LdaFitResult no);
        Assert.All(no.History, pass => Assert.Null(pass.Bound));
    }

    [Theory]
    [InlineData(LdaMethod.Batch, 1)]
    [InlineData(LdaMethod.Batch, 8)]
    [InlineData(LdaMethod.Online, 8)]
    [InlineData(LdaMethod.Structured, 8)]
    public void CancellationKeepsWhatWasLearnt(LdaMethod method, int reports)
    {
        using var source = new CancellationTokenSource();
        int seen = 0;
        var progress = new Reports(_ =>
        {
            if (++seen == reports)
            {
                source.Cancel();
            }
        });
        TestCorpus corpus = TestCorpus.Synthetic(10_000, 5);
        using LdaModel model = Trainer<double>(Small(method) with { BatchSize = 2000, InnerIterations = 2 }).Fit(corpus, out LdaFitResult result, progress, source.Token);
        Assert.True(result.Cancelled);
        Assert.True(result.History.Count < 6);
        double start = 0.01 * GammaDrawsTests.Draw(3, 0, 0, 100);
        Assert.NotEqual(start, Lambda(model)[0][0], 6);
        if (method == LdaMethod.Batch)
        {
            AssertNear((0.2 * 40 * 5) + corpus.TokenCount, Lambda(model).Sum(row => row.Sum()), 1e-9);
        }
    }

    [Fact]
    public void ProgressCountsUpToTheEnd()
    {
        var seen = new List<LdaProgress>();
        using LdaModel model = Trainer<double>(Small(LdaMethod.Online)).Fit(TestCorpus.Synthetic(), out _, new Reports(seen.Add));
        Assert.Equal(6 * 4, seen.Count);
        Assert.Equal([16L, 32, 48, 60], seen.Take(4).Select(report => report.DocumentsDone));
        Assert.Equal((6, 6, 60L), (seen[^1].Pass, seen[^1].Passes, seen[^1].DocumentCount));
        Assert.Equal(TimeSpan.Zero, seen[^1].Remaining);
        Assert.All(seen, report => Assert.True(report.DocumentsPerSecond > 0 && report.VisitsPerSecond > 0));
        Assert.Equal(1 / Math.Sqrt(2), seen[1].Rho);
    }

    private sealed class Reports(Action<LdaProgress> report) : IProgress<LdaProgress>
    {
        public void Report(LdaProgress value) => report(value);
    }
}
