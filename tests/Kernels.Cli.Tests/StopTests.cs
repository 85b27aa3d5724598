using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Kernels.Tests;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>The tool as a real process that somebody stops.</summary>
public sealed class StopTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private readonly TinyCorpus _corpus = new();

    public void Dispose() => _corpus.Dispose();

    [UnixFact]
    public void TerminatedTrainingSavesWhatItLearntAndSaysSo() => Stopped("TERM");

    [UnixFact]
    public void InterruptedTrainingSavesWhatItLearntAndSaysSo() => Stopped("INT");

    [UnixFact]
    public void KilledTrainingLeavesTheOldModelWhole()
    {
        string model = _corpus.Train();
        (string Name, byte[] Bytes)[] before = Contents(model);

        using Process process = StartEndlessTraining(model, "--force");
        Signal("KILL", process);
        Assert.True(process.WaitForExit(s_patience));

        Assert.Equal(before, Contents(model), (one, other) => one.Name == other.Name && one.Bytes.AsSpan().SequenceEqual(other.Bytes));
        Assert.Equal(0, ToolRun.Of("lda", "topics", model).ExitCode);
    }

    [Fact]
    public void ARunStoppedBeforeItLearntAnythingWritesNothing()
    {
        using StringWriter output = new();
        using StringWriter error = new();
        string[] args = ["lda", "train", _corpus.Lines, "--format", "lines", "--topics", "2", "--output", _corpus.At("model")];
        Assert.Equal(130, Tool.Run(args, new ToolConsole(output, error, Interactive: false, new CancellationToken(canceled: true))));
        Assert.Contains("stopped", error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_corpus.At("model")));
    }

    /// <summary>A part of a first pass is no reason to lose the model that --force would have replaced.</summary>
    [Fact]
    public void ARunStoppedInItsFirstPassKeepsTheModelThatWasThere()
    {
        string model = _corpus.Train();
        (string Name, byte[] Bytes)[] before = Contents(model);
        using StringWriter output = new();
        using StoppingWriter error = new((_, _) => true);
        string[] args = ["lda", "train", _corpus.Lines, "--format", "lines", "--topics", "2", "--output", model, "--force"];
        Assert.Equal(130, Tool.Run(args, new ToolConsole(output, error, Interactive: false, error.Stop)));
        Assert.Contains($"stopped within the first pass; the model that was in {model} is kept", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, Contents(model), (one, other) => one.Name == other.Name && one.Bytes.AsSpan().SequenceEqual(other.Bytes));
    }

    /// <summary>Ctrl-C stops the program that writes to us as well: input cut off by it is not a bad file.</summary>
    [Fact]
    public void ABadFileOfAStoppedRunIsAStoppedRun()
    {
        using StringWriter output = new();
        using StringWriter error = new();
        Assert.Equal(130, Tool.Run(["lda", "topics", "nowhere"], new ToolConsole(output, error, Interactive: false, new CancellationToken(canceled: true))));
        Assert.Equal("kernels: stopped; nothing was written", error.ToString().Trim());
    }

    /// <summary>Standard input that keeps coming until the pipe is full of it, so that the tool must have begun to read, and then waits.</summary>
    [UnixFact]
    public void ReadingStopsAtTheFirstSignalAndNothingIsWritten()
    {
        ProcessStartInfo start = new("dotnet", [typeof(Tool).Assembly.Location, "lda", "train", "-", "--format", "ldac", "--topics", "2", "--output", _corpus.At("model")])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        using Process process = WatchedProcess.Start(start);
        for (int line = 0; line < 200_000; line++)
        {
            process.StandardInput.Write("2 3:4 5:6\n");
        }

        Signal("INT", process);
        bool ended = process.WaitForExit(s_patience);
        process.Kill();
        Assert.True(ended, "It goes on reading.");
        string error = process.StandardError.ReadToEnd();
        Assert.Equal(130, process.ExitCode);
        Assert.Equal("kernels: stopped; nothing was written", error.Trim());
        Assert.False(Directory.Exists(_corpus.At("model")));
    }

    private void Stopped(string signal)
    {
        string model = _corpus.At("stopped");
        using Process process = StartEndlessTraining(model);
        Signal(signal, process);
        string rest = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(s_patience));

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("kernels: stopped after", rest, StringComparison.Ordinal);
        Assert.Contains("what was learnt so far is saved in", rest, StringComparison.Ordinal);
        ToolRun topics = ToolRun.Of("lda", "topics", model);
        Assert.Equal(2, topics.OutputLines.Length);
    }

    /// <summary>Starts the tool and waits until it has finished a pass.</summary>
    private Process StartEndlessTraining(string model, params string[] more)
    {
        ProcessStartInfo start = new("dotnet", [
            typeof(Tool).Assembly.Location, "lda", "train", _corpus.Lines, "--format", "lines", "--topics", "2", "--passes", "1000000000", "--output", model, .. more])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        Process process = WatchedProcess.Start(start);
        process.BeginOutputReadLine();
        while (process.StandardError.ReadLine() is string line)
        {
            if (line.StartsWith("pass 1 of", StringComparison.Ordinal))
            {
                return process;
            }
        }

        process.WaitForExit(s_patience);
        throw new InvalidOperationException($"The tool ended with {process.ExitCode} before its first pass.");
    }

    private static void Signal(string name, Process process)
    {
        using Process kill = Process.Start("kill", ["-" + name, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private static (string Name, byte[] Bytes)[] Contents(string folder) =>
        [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)))];
}
