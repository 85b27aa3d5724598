using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using Kernels.Lda;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;
using static Kernels.Inference.Tests.RestartsOnDisk;

namespace Kernels.Inference.Tests;

/// <summary>Several starts that are stopped anywhere, within a run or between two, end with the bits of undisturbed ones.</summary>
public sealed class LdaRestartsCheckpointTests : IDisposable
{
    private readonly RestartsOnDisk _disk = new();

    public static TheoryData<string> Kinds => ["batch", "online", "learnt", "carried", "shuffled", "structured", "corrected"];

    public void Dispose() => _disk.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void StoppedAtAnyReportTheyEndWithTheSameBits(string kind)
    {
        StoppedAnywhere<float>(kind, new CpuLdaDevice<float>(2), new CpuLdaDevice<float>(1));
        StoppedAnywhere<double>(kind, new CpuLdaDevice<double>(1), new CpuLdaDevice<double>(2));
    }

    /// <summary>Killed every few reports, each time going on.</summary>
    [Theory]
    [InlineData("batch", 3)]
    [InlineData("online", 5)]
    public void StoppedAgainAndAgainToo(string kind, int reports)
    {
        using var device = new CpuLdaDevice<double>(1);
        LdaOptions options = WithTheSecondBest(OptionsOf(kind), device, out LdaModel expected, out LdaFitResult whole);
        using LdaModel undisturbed = expected;
        int stops = 0;
        bool isStopped = StopAt(reports, killed: true, (progress, token) => _disk.Keeping(options, device).Fit(TestCorpus.Synthetic(), Runs, out _, progress, token));
        while (isStopped)
        {
            Assert.True(++stops < 100, "It does not go on.");
            isStopped = StopAt(reports, killed: stops % 2 == 0, (progress, token) =>
            {
                LdaCheckpoint checkpoint = LdaCheckpoint.Open(_disk.Checkpoint);
                LdaModel model = _disk.Keeping(checkpoint.Options, device).Resume(checkpoint, TestCorpus.Synthetic(), out LdaFitResult result, progress, token);
                if (!result.Cancelled)
                {
                    AssertSame(undisturbed, whole, model, result);
                }

                return model;
            });
        }

        Assert.True(stops > Runs, $"Only {stops} stops.");
    }

    /// <summary>Cancelled when a run has ended, the next one is still to begin, and does from its seed; killed there, the end of the run is repeated and told again.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void StoppedBetweenTwoRuns(bool killed)
    {
        using var device = new CpuLdaDevice<double>(2);
        LdaOptions options = WithTheSecondBest(OptionsOf("online"), device, out LdaModel expected, out LdaFitResult whole);
        using LdaModel undisturbed = expected;
        using var stop = new CancellationTokenSource();
        int told = 0;
        LdaRestarts<double> runs = _disk.Keeping(options, device, ended: (_, _) =>
        {
            if (++told == 2)
            {
                if (killed)
                {
                    throw new KilledException();
                }

                stop.Cancel();
            }
        });
        if (killed)
        {
            Assert.Throws<KilledException>(() => runs.Fit(TestCorpus.Synthetic(), Runs, out _, cancellation: stop.Token));
        }
        else
        {
            using LdaModel cut = runs.Fit(TestCorpus.Synthetic(), Runs, out LdaFitResult sofar, cancellation: stop.Token);
            Assert.True(sofar.Cancelled);
            Assert.Equal(2, sofar.Restarts!.Count);
        }

        LdaCheckpoint checkpoint = LdaCheckpoint.Open(_disk.Checkpoint);
        Assert.Equal(killed ? (2, 3, 48) : (3, 1, 0), (checkpoint.Restart, checkpoint.Pass, checkpoint.DocumentsDone));
        var ended = new List<long>();
        using LdaModel model = _disk.Keeping(checkpoint.Options, device, ended: (run, _) => ended.Add(run.Seed)).Resume(checkpoint, TestCorpus.Synthetic(), out LdaFitResult result);
        Assert.Equal(killed ? [options.Seed + 1, options.Seed + 2] : [options.Seed + 2], ended);
        AssertSame(undisturbed, whole, model, result);
    }

    /// <summary>No update is due within these runs: only their ends are kept, and what the checkpoint was told.</summary>
    [Fact]
    public void TheEndOfARunIsKeptWhateverIsDue()
    {
        using var device = new CpuLdaDevice<float>(1);
        LdaOptions options = WithTheSecondBest(OptionsOf("batch"), device, out LdaModel expected, out LdaFitResult whole);
        using LdaModel undisturbed = expected;
        Assert.True(StopAt(2, killed: true, (progress, token) => _disk.Keeping(options, device, every: 1000).Fit(TestCorpus.Synthetic(), Runs, out _, progress, token)));
        Assert.False(LdaCheckpoint.Exists(_disk.Checkpoint));
        Assert.True(StopAt(9, killed: true, (progress, token) => _disk.Keeping(options, device, every: 1000).Fit(TestCorpus.Synthetic(), Runs, out _, progress, token)));
        LdaCheckpoint checkpoint = LdaCheckpoint.Open(_disk.Checkpoint);
        Assert.Equal((2, Runs, 1, 0, 1000, "where it was"), (checkpoint.Restart, checkpoint.Restarts, checkpoint.Pass, checkpoint.DocumentsDone, checkpoint.EveryUpdates, checkpoint.Note));
        Assert.Equal(options.Seed, checkpoint.Options.Seed);
        using LdaModel model = _disk.Resume(device, out LdaFitResult result);
        AssertSame(undisturbed, whole, model, result);
    }

    /// <summary>Cancelled before it goes on at all, it gives what there is, and the checkpoint stays.</summary>
    [Fact]
    public void CancelledAtOnceTheBestSoFarIsThere()
    {
        using var device = new CpuLdaDevice<double>(1);
        LdaOptions options = OptionsOf("batch");
        StopAt(9, killed: true, (progress, token) => _disk.Keeping(options, device).Fit(TestCorpus.Synthetic(), Runs, out _, progress, token));
        byte[] before = System.IO.File.ReadAllBytes(_disk.Checkpoint);
        LdaCheckpoint checkpoint = LdaCheckpoint.Open(_disk.Checkpoint);
        Assert.Equal(2, checkpoint.Restart);
        using LdaModel model = _disk.Keeping(checkpoint.Options, device).Resume(checkpoint, TestCorpus.Synthetic(), out LdaFitResult result, cancellation: new CancellationToken(canceled: true));
        using LdaModel first = new LdaTrainer<double>(options, device).Fit(TestCorpus.Synthetic(), out _);
        Assert.True(result.Cancelled);
        Assert.Equal([false, true], result.Restarts!.Select(run => run.Cancelled));
        Assert.Equal(Lambda(first), Lambda(model));
        Assert.Equal(before, System.IO.File.ReadAllBytes(_disk.Checkpoint));
    }

    /// <summary>The first and the third of four fail; stopped within the last, they are remembered.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    public void FailedRunsAreRemembered(int reports)
    {
        LdaOptions options = OptionsOf("batch");
        using var failing = new FailingDevice(new ReferenceLdaDevice<double>(), failing: [0, 2]);
        using LdaModel undisturbed = new LdaRestarts<double>(options, failing).Fit(TestCorpus.Synthetic(), 4, out LdaFitResult whole);
        Assert.Equal([true, false, true, false], whole.Restarts!.Select(run => run.Failure is not null));

        using var first = new FailingDevice(new ReferenceLdaDevice<double>(), failing: [0, 2]);
        Assert.True(StopAt(reports, killed: true, (progress, token) => _disk.Keeping(options, first).Fit(TestCorpus.Synthetic(), 4, out _, progress, token)));
        LdaCheckpoint checkpoint = LdaCheckpoint.Open(_disk.Checkpoint);
        Assert.Equal(reports == 3 ? 2 : 4, checkpoint.Restart);
        Assert.Equal(reports == 3 ? 0 : 1, _disk.Bests.Length);
        using var second = new FailingDevice(new ReferenceLdaDevice<double>(), failing: reports == 3 ? [1] : []);
        using LdaModel model = _disk.Resume(second, out LdaFitResult result);
        AssertSame(undisturbed, whole, model, result);
    }

    /// <summary>Two fail, it is stopped, and the third fails: the first failure of all is thrown, with what shows it.</summary>
    [Fact]
    public void WhereAllFailTheFirstFailureIsThrownAfterAStopToo()
    {
        LdaOptions options = OptionsOf("online");
        LdaFailure? first = null;
        using var stop = new CancellationTokenSource();
        int told = 0;
        using var failing = new FailingDevice(new ReferenceLdaDevice<double>(), failing: [0, 1]);
        LdaRestarts<double> runs = _disk.Keeping(options, failing, ended: (_, failure) =>
        {
            first ??= failure;
            if (++told == 2)
            {
                stop.Cancel();
            }
        });
        Assert.Throws<OperationCanceledException>(() => runs.Fit(TestCorpus.Synthetic(), Runs, out _, cancellation: stop.Token));
        using var last = new FailingDevice(new ReferenceLdaDevice<double>(), failing: [0]);
        LdaFailure thrown = Assert.Throws<LdaNumericalException>(() => _disk.Resume(last, out _)).Failure;
        Assert.NotEmpty(first!.Lambda);
        Assert.Equal(first.Lambda, thrown.Lambda);
        Assert.Equal((first.Document, first.Pass, first.Step, first.Found), (thrown.Document, thrown.Pass, thrown.Step, thrown.Found));
    }

    private void StoppedAnywhere<T>(string kind, ILdaDevice<T> first, ILdaDevice<T> second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using ILdaDevice<T> one = first, two = second;
        LdaOptions options = WithTheSecondBest(OptionsOf(kind), one, out LdaModel expected, out LdaFitResult whole);
        using LdaModel undisturbed = expected;
        var restarts = new HashSet<int>();
        int report = 1;
        while (true)
        {
            LdaCheckpoint.Delete(_disk.Checkpoint);
            Assert.Empty(_disk.Bests);
            bool killed = report % 2 == 0;
            if (!StopAt(report, killed, (progress, token) => _disk.Keeping(options, one).Fit(TestCorpus.Synthetic(), Runs, out _, progress, token)))
            {
                break;
            }

            report++;
            if (!LdaCheckpoint.Exists(_disk.Checkpoint))
            {
                Assert.True(report <= 3, "Stopped after the first update there is a checkpoint.");
                continue;
            }

            restarts.Add(LdaCheckpoint.Open(_disk.Checkpoint).Restart);
            Assert.Equal(LdaCheckpoint.Open(_disk.Checkpoint).Restart > 1 ? 1 : 0, _disk.Bests.Length);
            using LdaModel resumed = _disk.Resume(two, out LdaFitResult result);
            AssertSame(undisturbed, whole, resumed, result);
            Assert.Single(_disk.Bests);
        }

        Assert.Equal(Runs, restarts.Count);
        Assert.True(report > 3 * Runs, $"Only {report} reports.");
    }
}
