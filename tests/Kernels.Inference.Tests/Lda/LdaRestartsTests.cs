using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Kernels.Lda;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

/// <summary>Several random starts: which is kept, and what becomes of those that fail or are cut off.</summary>
public class LdaRestartsTests
{
    private const int Runs = 5;

    [Theory]
    [InlineData(LdaMethod.Batch)]
    [InlineData(LdaMethod.Online)]
    public void TheRunWithTheHighestBoundIsKept(LdaMethod method)
    {
        TestCorpus corpus = TestCorpus.Synthetic();
        LdaOptions options = Small(method) with { Passes = 3, Seed = 40 };
        var told = new List<LdaRestart>();
        using var device = new CpuLdaDevice<double>(2);
        using LdaModel best = new LdaRestarts<double>(options, device) { Ended = (restart, _) => told.Add(restart) }.Fit(corpus, Runs, out LdaFitResult result);

        // The same by hand: each seed alone.
        double[] bounds = new double[Runs];
        for (int i = 0; i < Runs; i++)
        {
            var alone = new LdaTrainer<double>(options with { Seed = 40 + i }, device) { FinalBound = true };
            using LdaModel model = alone.Fit(corpus, out LdaFitResult fit);
            bounds[i] = fit.Bound!.Total;
            if (method == LdaMethod.Online)
            {
                LdaInferenceSettings schedule = new(options.InnerIterations, options.InnerTolerance);
                AssertNear(LdaScores.Bound(model, corpus, schedule).Total, bounds[i], 1e-9);
            }
            else
            {
                Assert.Same(fit.History[^1].Bound, fit.Bound);
            }
        }

        int expected = Array.IndexOf(bounds, bounds.Max());
        Assert.True(bounds.Distinct().Count() > 1, "All starts end alike: the test shows nothing.");
        Assert.Equal(bounds, result.Restarts!.Select(restart => restart.Bound!.Value));
        Assert.Equal(Enumerable.Range(40, Runs).Select(seed => (long)seed), told.Select(restart => restart.Seed));
        Assert.Equal(expected, result.Restarts!.ToList().FindIndex(restart => restart.IsKept));
        Assert.Single(result.Restarts!, restart => restart.IsKept);
        Assert.Equal(40 + expected, best.Options.Seed);
        Assert.Same(result, best.Fit);
        using LdaModel same = new LdaTrainer<double>(options with { Seed = 40 + expected }, device).Fit(corpus, out _);
        Assert.Equal(Lambda(same), Lambda(best));
    }

    /// <summary>An online run has no bound unless it is asked for; one in batch without bounds neither.</summary>
    [Fact]
    public void TheBoundOfTheFinalTopicsIsComputedOnlyWhereItIsAskedFor()
    {
        foreach (LdaOptions options in new[] { Small(LdaMethod.Online), Small() with { BoundEvery = 0 } })
        {
            using LdaModel without = Trainer<double>(options).Fit(TestCorpus.Synthetic(), out LdaFitResult none);
            Assert.Null(none.Bound);
            var asked = new LdaTrainer<double>(options, new ReferenceLdaDevice<double>()) { FinalBound = true };
            using LdaModel with = asked.Fit(TestCorpus.Synthetic(), out LdaFitResult some);
            Assert.InRange(some.Bound!.Total / some.TokenCount, -20, 0);
            Assert.True(some.Bound.AssignmentEntropy > 0);
            Assert.Equal(Lambda(without), Lambda(with));
        }
    }

    [Fact]
    public void ARunThatFailsIsRecordedAndDoesNotLoseTheOthers()
    {
        var failures = new List<LdaFailure?>();
        using var device = new FailingDevice(new ReferenceLdaDevice<double>(), failing: [0, 2]);
        using LdaModel model = new LdaRestarts<double>(Small(), device) { Ended = (_, failure) => failures.Add(failure) }.Fit(TestCorpus.Synthetic(), 4, out LdaFitResult result);
        Assert.Equal([true, false, true, false], failures.Select(failure => failure is not null));
        Assert.Equal([true, false, true, false], result.Restarts!.Select(restart => restart.Failure?.Contains("γ = NaN", StringComparison.Ordinal) == true));
        Assert.All(Lambda(model), row => Assert.All(row, value => Assert.True(double.IsFinite(value))));
        Assert.Contains(model.Options.Seed, new long[] { 4, 6 });
    }

    [Fact]
    public void WhereAllFailTheFirstFailureIsThrown()
    {
        using var device = new FailingDevice(new ReferenceLdaDevice<double>(), failing: [0, 1]);
        Assert.Throws<LdaNumericalException>(() => new LdaRestarts<double>(Small(), device).Fit(TestCorpus.Synthetic(), 2, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LdaRestarts<double>(Small(), device).Fit(TestCorpus.Synthetic(), 0, out _));
    }

    /// <summary>A pass has three blocks here and a run six passes, so the second run is cut off; cut off at once, the first is all there is.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(30, 2)]
    public void CancellationKeepsTheBestSoFar(int reports, int runs)
    {
        using var source = new CancellationTokenSource();
        int left = reports;
        var progress = new Progress(_ =>
        {
            if (--left == 0)
            {
                source.Cancel();
            }
        });
        if (reports == 0)
        {
            source.Cancel();
        }

        using var device = new CpuLdaDevice<double>(2);
        LdaOptions options = Small() with { InnerIterations = 2 };
        using LdaModel model = new LdaRestarts<double>(options, device).Fit(TestCorpus.Synthetic(9000, 5), Runs, out LdaFitResult result, progress, source.Token);
        Assert.True(result.Cancelled);
        Assert.Equal(runs, result.Restarts!.Count);
        Assert.True(result.Restarts[^1].Cancelled);
        Assert.True(result.Restarts[0].IsKept);
        Assert.Equal(reports == 0 ? 0 : 6, result.History.Count);

        // Cut off were the restarts; the run that is kept, only if it was itself.
        Assert.Equal(reports == 0, model.Fit!.Cancelled);
        Assert.Equal(reports == 0, result.Restarts[0].Cancelled);
        Assert.Equal(result.Restarts, model.Fit.Restarts);
    }

    /// <summary>What failed was not all there was to be: whoever stopped it is told so, not that all failed.</summary>
    [Fact]
    public void CancelledAfterAFailureItIsCancelled()
    {
        using var source = new CancellationTokenSource();
        using var device = new FailingDevice(new ReferenceLdaDevice<double>(), failing: [0]);
        var restarts = new LdaRestarts<double>(Small(), device) { Ended = (_, _) => source.Cancel() };
        Assert.Throws<OperationCanceledException>(() => restarts.Fit(TestCorpus.Synthetic(), Runs, out _, cancellation: source.Token));

        // After the last there is nothing left to cancel.
        using var stopped = new CancellationTokenSource();
        using var failing = new FailingDevice(new ReferenceLdaDevice<double>(), failing: [0]);
        var one = new LdaRestarts<double>(Small(), failing) { Ended = (_, _) => stopped.Cancel() };
        Assert.Throws<LdaNumericalException>(() => one.Fit(TestCorpus.Synthetic(), 1, out _, cancellation: stopped.Token));
    }

    [Fact]
    public void ProgressCountsTheRunsAndItsSecondsGoOn()
    {
        var seen = new List<LdaProgress>();
        using LdaModel model = new LdaRestarts<double>(Small() with { Passes = 2 }, new ReferenceLdaDevice<double>(), ReferenceDevices.Instance)
            .Fit(TestCorpus.Synthetic(), 3, out _, new Progress(seen.Add));
        Assert.Equal([1, 2, 3], seen.Select(report => report.Restart).Distinct());
        Assert.All(seen, report => Assert.Equal(3, report.Restarts));
        Assert.Equal(seen.Select(report => report.Seconds).Order(), seen.Select(report => report.Seconds));
        Assert.Equal(TimeSpan.Zero, seen[^1].Remaining);
        Assert.True(seen[1].Remaining > TimeSpan.Zero);
    }

    private sealed class Progress(Action<LdaProgress> report) : IProgress<LdaProgress>
    {
        public void Report(LdaProgress value) => report(value);
    }
}
