using System;
using System.IO;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>The tool as a process that is killed, and goes on.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly TinyCorpus _corpus = new();

    public void Dispose() => _corpus.Dispose();

    /// <summary>Killed at twenty random moments, some of them while a checkpoint is being written; then to the end, to the bits of a run that nobody killed.</summary>
    [UnixFact]
    public void KilledTwentyTimesTheRunEndsWithTheSameBits() => EndsWithTheSameBits(20, "--method", "online", "--passes", "400", "--alpha", "auto");

    /// <summary>A structured run's draws, its compensated sums and its steps with a ρ a topic come back too.</summary>
    [UnixFact]
    public void SoDoesAStructuredRun() => EndsWithTheSameBits(6, "--method", "structured", "--gradient", "corrected", "--passes", "12", "--alpha", "auto", "--shuffle");

    private void EndsWithTheSameBits(int mostKills, params string[] method)
    {
        string[] training = [_corpus.WriteTenTopics(), "--format", "lines", "--topics", "6", "--batch-size", "8", .. method];
        string undisturbed = _corpus.At("undisturbed");
        ToolRun whole = ToolRun.Of(["lda", "train", .. training, "--quiet", "--output", undisturbed]);
        Assert.True(whole.ExitCode == 0, whole.Error);

        string killed = _corpus.At("killed");
        KilledRun.ToItsEnd(["lda", "train", .. training, "--checkpoint-every", "7", "--quiet", "--force", "--output", killed], killed, kills: mostKills);
        Assert.Equal(File.ReadAllBytes(Path.Combine(undisturbed, "lambda.npy")), File.ReadAllBytes(Path.Combine(killed, "lambda.npy")));
    }

    [Fact]
    public void AStoppedRunKeepsItsCheckpointBesideTheModelAndGoesOn()
    {
        string folder = Stopped();
        Assert.True(File.Exists(Path.Combine(folder, "model.json")));
        Assert.True(File.Exists(Path.Combine(folder, "checkpoint")));
        ToolRun resumed = ToolRun.Of("lda", "train", "--resume", folder, "--json");
        Assert.Equal(0, resumed.ExitCode);
        Assert.True(resumed.Json[0].GetProperty("resumedPass").GetInt32() >= 1);
        Assert.False(File.Exists(Path.Combine(folder, "checkpoint")));
        string same = _corpus.Train("same", "--method", "online", "--batch-size", "4", "--passes", "40");
        Assert.Equal(File.ReadAllBytes(Path.Combine(same, "lambda.npy")), File.ReadAllBytes(Path.Combine(folder, "lambda.npy")));
    }

    /// <summary>Stopped in its first pass, resumed and stopped there again: the checkpoint has moved on, and the third run ends with the bits of one.</summary>
    [Fact]
    public void ARunStoppedTwiceInItsFirstPassGoesOn()
    {
        string folder = _corpus.At("first");
        string[] training = ["--method", "online", "--batch-size", "4", "--passes", "2"];
        StopAfterTheFirstBatch(["lda", "train", _corpus.Lines, "--format", "lines", "--topics", "2", .. training, "--checkpoint-every", "1", "--json", "--output", folder]);
        Assert.Equal((1, 4), Place());
        StopAfterTheFirstBatch(["lda", "train", "--resume", folder, "--json"]);
        Assert.Equal((1, 8), Place());
        Assert.Equal(0, ToolRun.Of("lda", "topics", folder).ExitCode);
        ToolRun last = ToolRun.Of("lda", "train", "--resume", folder, "--json");
        Assert.Equal(0, last.ExitCode);
        Assert.Equal((1, 8), (last.Json[0].GetProperty("resumedPass").GetInt32(), last.Json[0].GetProperty("resumedDocument").GetInt32()));
        string same = _corpus.Train("same", training);
        Assert.Equal(File.ReadAllBytes(Path.Combine(same, "lambda.npy")), File.ReadAllBytes(Path.Combine(folder, "lambda.npy")));

        (int Pass, int Document) Place()
        {
            Kernels.Inference.LdaCheckpoint checkpoint = Kernels.Inference.LdaCheckpoint.Open(Path.Combine(folder, "checkpoint"));
            return (checkpoint.Pass, checkpoint.DocumentsDone);
        }

        // Its second line of JSON is said within the first mini-batch, after which it is kept, and stops.
        static void StopAfterTheFirstBatch(string[] args)
        {
            using StoppingWriter output = new((_, lines) => lines == 2);
            using StringWriter error = new();
            Assert.Equal(130, Tool.Run(args, new ToolConsole(output, error, Interactive: false, output.Stop)));
        }
    }

    /// <summary>Killed between the two renames of its folder: the checkpoint lies in the folder set aside, which is named, and nothing writes over it unasked.</summary>
    [Fact]
    public void AFolderSetAsideByAKilledRunIsNamed()
    {
        string folder = Stopped();
        string aside = _corpus.At($".run.{Guid.NewGuid():N}.old");
        Directory.Move(folder, aside);
        ToolRun.Refused($"option --resume: found no folder {folder}, but {aside}", "lda", "train", "--resume", folder);
        ToolRun.Refused($"left the old one in {aside}; rename that folder", "lda", "topics", folder);
        ToolRun.Refused($"option --output: found no folder {folder}, but {aside}", "lda", "train", _corpus.Lines, "--format", "lines", "--topics", "2", "--output", folder);
        Assert.True(File.Exists(Path.Combine(aside, "checkpoint")));
        Directory.Move(aside, folder);
        Assert.Equal(0, ToolRun.Of("lda", "train", "--resume", folder).ExitCode);
    }

    [Fact]
    public void ACorpusThatMovedIsGivenAgainAndAnotherIsRefused()
    {
        string folder = Stopped();
        string moved = _corpus.At("moved.txt");
        File.Move(_corpus.Lines, moved);
        ToolRun.Refused("found nothing there, expected the corpus that the run was trained on", "lda", "train", "--resume", folder);
        ToolRun.Refused("DocumentCount = 200", "lda", "train", "--resume", folder, _corpus.WriteTenTopics());
        Assert.Equal(0, ToolRun.Of("lda", "train", "--resume", folder, moved).ExitCode);
        ToolRun.Refused("found a finished model", "lda", "train", "--resume", folder);
    }

    [Fact]
    public void WhatIsNoCheckpointIsRefused()
    {
        string folder = Stopped();
        ToolRun.Refused("found a checkpoint in", "lda", "train", _corpus.Lines, "--topics", "2", "--output", folder);
        string file = Path.Combine(folder, "checkpoint");
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(file, bytes);
        ToolRun.Refused("so the checkpoint is damaged", "lda", "train", "--resume", folder);
        File.WriteAllText(file, "not one");
        ToolRun.Refused("not a checkpoint of this library", "lda", "train", "--resume", folder);
        ToolRun.Refused("found no checkpoint in", "lda", "train", "--resume", _corpus.Folder);
        ToolRun.Refused("option --topics: found with --resume", "lda", "train", "--resume", folder, "--topics", "3");
        ToolRun.Refused("option --force: found with --resume", "lda", "train", "--resume", folder, "--force");
        ToolRun.Refused("is not empty", "lda", "train", _corpus.Lines, "--topics", "2", "--output", folder);
        ToolRun.Refused("option --checkpoint-every: found \"5x\"", "lda", "train", _corpus.Lines, "--topics", "2", "--output", folder, "--checkpoint-every", "5x");
        ToolRun.Refused("option --checkpoint-every: found \"0\"", "lda", "train", _corpus.Lines, "--topics", "2", "--output", folder, "--checkpoint-every", "0");
    }

    /// <summary>A file of another program that happens to have the name.</summary>
    [Fact]
    public void AnothersFileOfTheSameNameIsNotTaken()
    {
        string folder = _corpus.At("other");
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, "checkpoint");
        File.WriteAllText(file, "model_checkpoint_path: \"model.ckpt\"\n");
        ToolRun.Refused("found no model.json in", "lda", "train", _corpus.Lines, "--format", "lines", "--topics", "2", "--output", folder, "--force");
        Assert.True(File.Exists(file));
    }

    /// <summary>What a run leaves that is killed while it writes its first checkpoint.</summary>
    [Fact]
    public void AnUnfinishedFirstCheckpointCanBeReplaced()
    {
        string folder = _corpus.At("begun");
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "checkpoint.new"), []);
        _corpus.Train("begun", "--force");
        Assert.False(File.Exists(Path.Combine(folder, "checkpoint.new")));
    }

    /// <summary>The folder of a run that was stopped after some passes.</summary>
    private string Stopped()
    {
        string folder = _corpus.At("run");
        using StringWriter output = new();
        using StoppingWriter error = new((_, lines) => lines == 5);
        string[] args = ["lda", "train", _corpus.Lines, "--format", "lines", "--topics", "2", "--method", "online", "--batch-size", "4", "--passes", "40", "--checkpoint-every", "3", "--output", folder];
        Assert.Equal(130, Tool.Run(args, new ToolConsole(output, error, Interactive: false, error.Stop)));
        return folder;
    }
}
