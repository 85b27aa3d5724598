using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Kernels.Inference;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>Training of autoencoders that is stopped, killed, moved, and goes on.</summary>
public sealed class VaeResumeTests : IDisposable
{
    private readonly TinyImages _images = new();

    private string Folder => _images.At("cut");

    private string Checkpoint => Path.Combine(Folder, "checkpoint");

    public void Dispose() => _images.Dispose();

    [UnixFact]
    public void KilledTenTimesTheRunEndsWithTheSameBits()
    {
        string[] training = [_images.Train, "--test", _images.Test, "--latent", "3", "--hidden", "64", "--batch-size", "16", "--epochs", "400"];
        ToolRun whole = ToolRun.Of(["vae", "train", .. training, "--quiet", "--output", _images.At("whole")]);
        Assert.True(whole.ExitCode == 0, whole.Error);
        KilledRun.ToItsEnd(["vae", "train", .. training, "--checkpoint-every", "7", "--quiet", "--force", "--output", Folder], Folder, kills: 10);
        AssertSame("whole");
    }

    /// <summary>Kept after a count of mini-batches, and after a time that is over with each.</summary>
    [Theory]
    [InlineData("4", 4, 0)]
    [InlineData("0.000001s", 0, 10)]
    public void AStoppedRunGoesOnToTheSameBits(string every, long updates, long ticks)
    {
        Assert.Equal(0, _images.Trains("whole", "--quiet").ExitCode);
        Stop("pass 2", "--checkpoint-every", every);
        Assert.True(File.Exists(Path.Combine(Folder, "model.json")));
        VaeCheckpoint checkpoint = VaeCheckpoint.Open(Checkpoint);
        Assert.Equal((updates, TimeSpan.FromTicks(ticks)), (checkpoint.EveryUpdates, checkpoint.EveryTime));
        Assert.Contains($"expected --resume {Folder} to go on with it, or --force", _images.Trains("cut").Error, StringComparison.Ordinal);
        ToolRun resumed = ToolRun.Of("vae", "train", "--resume", Folder);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains("goes on at pass 3, image 0", resumed.Error, StringComparison.Ordinal);
        AssertSame("whole");
        Assert.False(File.Exists(Checkpoint));
        ToolRun.Refused("nothing to go on with", "vae", "train", "--resume", Folder);
    }

    /// <summary>Twenty mini-batches into a pass of 38, where a terminal is told for the first time.</summary>
    [Fact]
    public void ARunStoppedWithinAPassGoesOnWhereItWas()
    {
        string[] Training(string output) => [.. _images.Training(output).Select(argument => argument == "32" ? "8" : argument)];
        Assert.Equal(0, ToolRun.Of([.. Training("whole"), "--quiet"]).ExitCode);
        using StoppingWriter error = new((line, _) => line.Contains(" of 300 images", StringComparison.Ordinal));
        Assert.Equal(130, Tool.Run([.. Training("cut"), "--checkpoint-every", "1h"], new ToolConsole(TextWriter.Null, error, Interactive: true, error.Stop)));
        VaeCheckpoint checkpoint = VaeCheckpoint.Open(Checkpoint);
        Assert.Equal((1, 160, TimeSpan.FromHours(1)), (checkpoint.Epoch, checkpoint.ImagesDone, checkpoint.EveryTime));
        Assert.Equal(0, ToolRun.Of("vae", "train", "--resume", Folder, "--quiet", "--threads", "2", "--checkpoint-every", "3").ExitCode);
        AssertSame("whole");
    }

    [Fact]
    public void ImagesThatMovedAreGivenAgainAndOthersAreRefused()
    {
        Assert.Equal(0, _images.Trains("whole", "--quiet").ExitCode);
        Stop("pass 1", "--checkpoint-every", "3");
        (string train, string test, string labels) = (_images.At("moved/train.gz"), _images.At("moved/test"), _images.At("moved/labels"));
        Directory.CreateDirectory(_images.At("moved"));
        File.Move(_images.Train, train);
        File.Move(_images.Test, test);
        File.Move(_images.Labels, labels);
        string[] resume = ["vae", "train", "--resume", Folder];
        ToolRun.Refused($"images {_images.Train}: found nothing there, expected the images that the run was trained on; give IMAGES beside --resume if they have moved", resume);
        ToolRun.Refused($"images {_images.Test}: found nothing there, expected the images that the run is scored on; give --test IMAGES beside --resume", [.. resume, train]);
        ToolRun.Refused($"labels {_images.Labels}: found nothing there, expected the labels of its report; give --labels FILE", [.. resume, train, "--test", test]);

        // As many, of the same size, and a pixel that is another.
        byte[] pixels = File.ReadAllBytes(test);
        pixels[^1] ^= 1;
        File.WriteAllBytes(_images.At("other"), pixels);
        ToolRun.Refused("was scored on 120 images of 6 × 5 with the hash", [.. resume, train, "--test", _images.At("other"), "--labels", labels]);
        ToolRun.Refused("was made on 300 images of 6 × 5 with the hash", [.. resume, test, "--test", test, "--labels", labels]);
        ToolRun.Refused("found 120 labels, expected 300", "vae", "train", "--resume", Folder, train, "--test", train, "--labels", labels);
        ToolRun.Refused("option --latent: found with --resume, expected without it", [.. resume, train, "--latent", "3"]);
        Assert.True(File.Exists(Checkpoint));
        ToolRun last = ToolRun.Of([.. resume, train, "--test", test, "--labels", labels]);
        Assert.True(last.ExitCode == 0, last.Error);
        AssertSame("whole");
        Assert.Contains(train, File.ReadAllText(Path.Combine(Folder, "images.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void TestImagesAreNotAddedToARunThatGoesOn()
    {
        using StoppingWriter error = new((line, _) => line.StartsWith("pass 1", StringComparison.Ordinal));
        string[] args = ["vae", "train", _images.Train, "--latent", "2", "--hidden", "8", "--checkpoint-every", "1", "--output", Folder];
        Assert.Equal(130, Tool.Run(args, new ToolConsole(TextWriter.Null, error, Interactive: false, error.Stop)));
        ToolRun.Refused("option --test: found with --resume of a run without test images", "vae", "train", "--resume", Folder, "--test", _images.Test);
    }

    [Fact]
    public void WhatIsNoCheckpointIsRefused()
    {
        Stop("pass 1", "--checkpoint-every", "3");
        byte[] bytes = File.ReadAllBytes(Checkpoint);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(Checkpoint, bytes);
        ToolRun.Refused("so the checkpoint is damaged", "vae", "train", "--resume", Folder);
        File.WriteAllText(Checkpoint, "not one");
        ToolRun.Refused("not a checkpoint of this library", "vae", "train", "--resume", Folder);
        ToolRun.Refused("found no checkpoint in", "vae", "train", "--resume", _images.At("nothing"));
        ToolRun.Refused("option --checkpoint-every: found \"5x\", expected a whole number above 0, or a time like 90s", "vae", "train", _images.Train, "--output", _images.At("x"), "--checkpoint-every", "5x");
        ToolRun.Refused("option --checkpoint-every: found \"0\"", "vae", "train", _images.Train, "--output", _images.At("x"), "--checkpoint-every", "0");
    }

    /// <summary>A command line that could not be carried out is no reason to lose a run that could go on.</summary>
    [Fact]
    public void ImagesThatCannotBeReadLeaveTheCheckpoint()
    {
        Stop("pass 1", "--checkpoint-every", "3");
        byte[] before = File.ReadAllBytes(Checkpoint);
        ToolRun.Refused("cannot be read", "vae", "train", _images.At("nothing.idx"), "--force", "--output", Folder);
        Assert.Equal(before, File.ReadAllBytes(Checkpoint));
    }

    [Fact]
    public void ARunStoppedInItsFirstPassKeepsTheModelThatWasThere()
    {
        Assert.Equal(0, _images.Trains("cut", "--quiet").ExitCode);
        byte[] before = File.ReadAllBytes(Path.Combine(Folder, "parameters.npy"));
        string said = Stop(" images", "--force", "--seed", "2");
        Assert.Contains($"stopped within the first pass; the model that was in {Folder} is kept", said, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(Folder, "parameters.npy")));
    }

    /// <summary>A learning rate so large that it ends in no numbers: said once, with the mini-batch and the pass, by a run and by one that goes on; what was kept before stays.</summary>
    [Fact]
    public void ARunThatDivergesSaysWhereAndKeepsItsCheckpoint()
    {
        ToolRun run = _images.Trains("cut", "--learning-rate", "1e30", "--checkpoint-every", "1", "--quiet");
        Diverged(run);
        byte[] kept = File.ReadAllBytes(Checkpoint);
        Assert.Equal((1, 32), (VaeCheckpoint.Open(Checkpoint).Epoch, VaeCheckpoint.Open(Checkpoint).ImagesDone));
        Diverged(ToolRun.Of("vae", "train", "--resume", Folder, "--quiet"));
        Assert.Equal(kept, File.ReadAllBytes(Checkpoint));
        Assert.False(File.Exists(Path.Combine(Folder, "model.json")));

        static void Diverged(ToolRun run)
        {
            Assert.Equal(1, run.ExitCode);
            Assert.Matches(@"^kernels: mini-batch 2 of pass 1 gave a \w+ of -?(NaN|∞); expected finite numbers, so the run was stopped: .* smaller learning rate than 1E\+30 may do$", Assert.Single(run.ErrorLines));
        }
    }

    /// <summary>A folder where the new file would go stands for a disk that takes nothing.</summary>
    [Fact]
    public void ADiskThatIsFullKeepsTheOldCheckpointAndTheRun()
    {
        Stop("pass 1", "--checkpoint-every", "3");
        byte[] before = File.ReadAllBytes(Checkpoint);
        Directory.CreateDirectory(Checkpoint + ".new");
        List<byte[]> seen = [];
        using StoppingWriter error = new((line, _) =>
        {
            if (line.StartsWith("pass", StringComparison.Ordinal))
            {
                seen.Add(File.ReadAllBytes(Checkpoint));
            }

            return false;
        });
        Assert.Equal(0, Tool.Run(["vae", "train", "--resume", Folder], new ToolConsole(TextWriter.Null, error, Interactive: false, error.Stop)));
        Assert.True(error.ToString().Split('\n').Count(line => line.StartsWith("kernels: a checkpoint could not be written, the one before stays: ", StringComparison.Ordinal)) > 2);
        Assert.Equal([before, before], seen);
        Assert.True(File.Exists(Path.Combine(Folder, "model.json")));
    }

    private void AssertSame(string other) =>
        Assert.Equal(File.ReadAllBytes(_images.At($"{other}/parameters.npy")), File.ReadAllBytes(Path.Combine(Folder, "parameters.npy")));

    /// <summary>Stops the run of <see cref="TinyImages.Trains"/> at the first line of progress that holds a text; what it said.</summary>
    private string Stop(string text, params string[] more)
    {
        using StoppingWriter error = new((line, _) => line.Contains(text, StringComparison.Ordinal));
        Assert.Equal(130, Tool.Run([.. _images.Training("cut"), .. more], new ToolConsole(TextWriter.Null, error, Interactive: false, error.Stop)));
        return error.ToString();
    }
}
