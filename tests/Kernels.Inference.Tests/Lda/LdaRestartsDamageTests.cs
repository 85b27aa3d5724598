using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Kernels.Lda;
using Xunit;
using static Kernels.Inference.Tests.RestartsOnDisk;

namespace Kernels.Inference.Tests;

/// <summary>Checkpoints of several starts that are damaged, cannot be written, or are not what they are taken for.</summary>
public sealed class LdaRestartsDamageTests : IDisposable
{
    /// <summary>A report within the second of the runs.</summary>
    private const int WithinTheSecond = 9;

    private readonly RestartsOnDisk _disk = new();
    private readonly CpuLdaDevice<double> _device = new(1);

    private string Fresh => _disk.Checkpoint + ".new";

    private string FreshBest => _disk.Checkpoint + ".best.new";

    public void Dispose()
    {
        _device.Dispose();
        _disk.Dispose();
    }

    [Fact]
    public void AnyByteOfTheBestModelThatChangesIsFound()
    {
        Stop();
        string best = Assert.Single(_disk.Bests);
        byte[] whole = File.ReadAllBytes(best);
        var random = new Random(3);
        for (int trial = 0; trial < 200; trial++)
        {
            byte[] damaged = [.. whole];
            int at = trial < 40 ? trial : random.Next(whole.Length);
            damaged[at] ^= (byte)(1 << random.Next(8));
            Refused(damaged, best);
        }

        for (int length = 0; length < whole.Length; length += 1 + (length / 7))
        {
            Refused(whole[..length], best);
        }

        Refused([.. whole, 0], best);
        File.Delete(best);
        Assert.Contains($"{best}: not found; expected the best model so far, of seed 3", Assert.Throws<InvalidDataException>(() => LdaCheckpoint.Open(_disk.Checkpoint)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(best, whole);
        Assert.Equal(2, LdaCheckpoint.Open(_disk.Checkpoint).Restart);
    }

    [Fact]
    public void AnotherBestModelIsRefused()
    {
        Stop(OptionsOf("batch") with { Seed = 77 });
        byte[] another = File.ReadAllBytes(Assert.Single(_disk.Bests));
        LdaCheckpoint.Delete(_disk.Checkpoint);
        Stop();
        string best = Assert.Single(_disk.Bests);
        Refused(another, best, "so this best model is another's");
        Refused(File.ReadAllBytes(_disk.Checkpoint), best, "not a best model of this library");
    }

    /// <summary>Whole checkpoints with the right checksum of runs that cannot be.</summary>
    [Theory]
    [InlineData("no run to come")]
    [InlineData("another seed")]
    [InlineData("one cut off")]
    [InlineData("no best model")]
    [InlineData("a best model elsewhere")]
    [InlineData("a best model of a run that failed")]
    [InlineData("no failure of a run that failed")]
    public void RunsThatCannotBeAreRefused(string wrong)
    {
        Stop();
        LdaCheckpointState state = LdaCheckpoint.Open(_disk.Checkpoint).State;
        LdaRestartsState runs = state.Restarts!;
        LdaRestart first = runs.Ended[0];
        LdaRestart failed = first with { Bound = null, Failure = "NaN" };
        Write(runs);
        Assert.Equal(2, LdaCheckpoint.Open(_disk.Checkpoint).Restart);
        Write(wrong switch
        {
            "no run to come" => runs with { Count = 1 },
            "another seed" => runs with { Ended = [first with { Seed = 8 }] },
            "one cut off" => runs with { Ended = [first with { Cancelled = true }] },
            "no best model" => runs with { Best = null },
            "a best model elsewhere" => runs with { Best = "xxh64:../elsewhere/0000" },
            "a best model of a run that failed" => runs with { Ended = [failed] },
            _ => runs with { Ended = [failed], Best = null },
        });
        string message = Assert.Throws<InvalidDataException>(() => LdaCheckpoint.Open(_disk.Checkpoint)).Message;
        Assert.StartsWith($"{_disk.Checkpoint}: ", message, StringComparison.Ordinal);
        Assert.Contains("ended runs of", message, StringComparison.Ordinal);

        // A run that is to begin has no topics yet.
        LdaCheckpoint.Write(_disk.Checkpoint, state with { Restarts = runs, Pass = 1, FirstDocument = 0 }, stream => stream.WriteByte(7));
        Assert.Contains("follow its arrays", Assert.Throws<InvalidDataException>(() => _disk.Resume(_device, out _)).Message, StringComparison.Ordinal);

        void Write(LdaRestartsState changed) => LdaCheckpoint.Write(_disk.Checkpoint, state with { Restarts = changed }, _ => { });
    }

    /// <summary>
    /// A folder where the file would go stands for a disk that takes nothing, from the end of one of the runs on. The checkpoint that is there finds the best model that it
    /// refers to, although a better one may have been written since, and the runs go on.
    /// </summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    public void ADiskThatIsFullKeepsTheOldCheckpointAndTheRuns(bool ofTheBest, int last)
    {
        LdaOptions options = WithTheSecondBest(OptionsOf("batch"), _device, out LdaModel expected, out LdaFitResult whole);
        using LdaModel undisturbed = expected;
        var failures = new List<Exception>();
        byte[] before = [];
        string[] bests = [];
        LdaRestarts<double> runs = _disk.Keeping(options, _device, failed: failures.Add, ended: (run, _) =>
        {
            if (run.Seed == options.Seed + last)
            {
                before = File.ReadAllBytes(_disk.Checkpoint);
                bests = _disk.Bests;
                Directory.CreateDirectory(ofTheBest ? FreshBest : Fresh);
            }
        });
        using (LdaModel model = runs.Fit(TestCorpus.Synthetic(), Runs, out LdaFitResult result))
        {
            AssertSame(undisturbed, whole, model, result);
        }

        // Of each run after it two passes, and the ends of all but the last.
        Assert.Equal(3 * (Runs - 1 - last), failures.Count);
        Assert.Equal(last, bests.Length);
        Assert.Equal(before, File.ReadAllBytes(_disk.Checkpoint));
        Directory.Delete(ofTheBest ? FreshBest : Fresh);
        Assert.Equal(last + (ofTheBest ? 0 : last == 0 ? 2 : 1), _disk.Bests.Length);
        Assert.Subset(_disk.Bests.ToHashSet(), bests.ToHashSet());
        Assert.Equal(last + 1, LdaCheckpoint.Open(_disk.Checkpoint).Restart);
        using LdaModel resumed = _disk.Resume(_device, out LdaFitResult again);
        AssertSame(undisturbed, whole, resumed, again);
        Assert.Single(_disk.Bests);
    }

    /// <summary>Once the disk takes something again, the best model is written after all, and the checkpoint moves on.</summary>
    [Fact]
    public void WhatTheDiskDidNotTakeIsWrittenLater()
    {
        LdaOptions options = WithTheSecondBest(OptionsOf("batch"), _device, out LdaModel expected, out LdaFitResult whole);
        using LdaModel undisturbed = expected;
        int failures = 0;
        LdaRestarts<double> runs = _disk.Keeping(options, _device, failed: _ => failures++, ended: (run, _) =>
        {
            if (run.Seed == options.Seed)
            {
                Directory.CreateDirectory(FreshBest);
            }
            else if (run.Seed == options.Seed + 2)
            {
                throw new KilledException();
            }
        });
        var progress = new Reports(report =>
        {
            if (report.Restart == 3 && Directory.Exists(FreshBest))
            {
                Directory.Delete(FreshBest);
            }
        });
        Assert.Throws<KilledException>(() => runs.Fit(TestCorpus.Synthetic(), Runs, out _, progress));
        Assert.Equal(4, failures);
        LdaCheckpoint checkpoint = LdaCheckpoint.Open(_disk.Checkpoint);
        Assert.Equal((3, 3), (checkpoint.Restart, checkpoint.Pass));
        using LdaModel model = _disk.Resume(_device, out LdaFitResult result);
        AssertSame(undisturbed, whole, model, result);
    }

    [Fact]
    public void WithNobodyToTellAFullDiskEndsTheRuns()
    {
        LdaRestarts<double> runs = _disk.Keeping(OptionsOf("batch"), _device, every: 1000);
        Directory.CreateDirectory(FreshBest);
        Assert.ThrowsAny<Exception>(() => runs.Fit(TestCorpus.Synthetic(), Runs, out _));
        Assert.False(File.Exists(_disk.Checkpoint));
    }

    [Fact]
    public void WhatWouldNotGoOnToTheSameBitsIsRefused()
    {
        Stop();
        LdaCheckpoint several = LdaCheckpoint.Open(_disk.Checkpoint);
        Assert.Contains("run 2 of 3", Assert.Throws<ArgumentException>(() => new LdaTrainer<double>(several.Options, _device).Resume(several, TestCorpus.Synthetic(), out _)).Message, StringComparison.Ordinal);
        AssertRefused(several.Options with { InnerTolerance = 1e-9 }, "InnerTolerance is");
        AssertRefused(several.Options with { Passes = several.Options.Passes + 1 }, "passes; expected");
        using var single = new CpuLdaDevice<float>(1);
        Assert.Contains("float", Assert.Throws<ArgumentException>(() => new LdaRestarts<float>(several.Options, single).Resume(several, TestCorpus.Synthetic(), out _)).Message, StringComparison.Ordinal);
        Assert.Contains("DocumentCount = 2", Assert.Throws<InvalidDataException>(() => Runs(_device).Resume(several, TestCorpus.OfWords(40, [1, 2], [3]), out _)).Message, StringComparison.Ordinal);
        using var plain = new ReferenceLdaDevice<double>();
        Assert.Contains("ReferenceLdaDevice", Assert.Throws<InvalidDataException>(() => Runs(plain).Resume(several, TestCorpus.Synthetic(), out _)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new LdaRestarts<double>(several.Options, _device) { Checkpointing = new Checkpointing(_disk.Checkpoint) });

        var trainer = new LdaTrainer<double>(OptionsOf("batch"), _device) { Checkpointing = new Checkpointing(_disk.Checkpoint) { EveryUpdates = 1 } };
        trainer.Fit(TestCorpus.Synthetic(), out _).Dispose();
        LdaCheckpoint alone = LdaCheckpoint.Open(_disk.Checkpoint);
        Assert.Equal((1, (int?)null), (alone.Restart, alone.Restarts));
        Assert.Empty(_disk.Bests);
        Assert.Contains("single run", Assert.Throws<ArgumentException>(() => new LdaRestarts<double>(alone.Options, _device).Resume(alone, TestCorpus.Synthetic(), out _)).Message, StringComparison.Ordinal);

        LdaRestarts<double> Runs(ILdaDevice<double> device) => new(several.Options, device);

        void AssertRefused(LdaOptions options, string message) => Assert.Contains(
            message, Assert.Throws<ArgumentException>(() => new LdaRestarts<double>(options, _device).Resume(several, TestCorpus.Synthetic(), out _)).Message, StringComparison.Ordinal);
    }

    /// <summary>What is not ours stays.</summary>
    [Fact]
    public void DeletingTakesTheBestModelAlong()
    {
        Stop();
        string best = Assert.Single(_disk.Bests);
        string foreign = _disk.Checkpoint + ".best-0123456789abcdef", list = _disk.Checkpoint + ".best-list.txt";
        File.WriteAllText(foreign, "another program's");
        File.Copy(best, list);
        File.Copy(best, FreshBest);
        File.Delete(_disk.Checkpoint);
        Assert.True(LdaCheckpoint.Exists(_disk.Checkpoint));
        LdaCheckpoint.Delete(_disk.Checkpoint);
        Assert.Equal([foreign, list], _disk.Bests.Order(StringComparer.Ordinal));
        Assert.False(LdaCheckpoint.Exists(_disk.Checkpoint));

        // Killed before the first byte.
        File.WriteAllBytes(FreshBest, []);
        Assert.True(LdaCheckpoint.Exists(_disk.Checkpoint));
    }

    private void Stop(LdaOptions? options = null) => Assert.True(StopAt(
        WithinTheSecond, killed: true, (progress, token) => _disk.Keeping(options ?? OptionsOf("batch"), _device).Fit(TestCorpus.Synthetic(), Runs, out _, progress, token)));

    private void Refused(byte[] content, string best, string why = "")
    {
        File.WriteAllBytes(best, content);
        string message = Assert.Throws<InvalidDataException>(() => LdaCheckpoint.Open(_disk.Checkpoint)).Message;
        Assert.StartsWith(best, message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
    }

    private sealed class Reports(Action<LdaProgress> report) : IProgress<LdaProgress>
    {
        public void Report(LdaProgress value) => report(value);
    }
}
