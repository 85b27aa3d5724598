using System;
using System.Diagnostics;
using System.IO;
using Kernels.Tests;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>A model is the same to the bit for every width of lanes that this machine has.</summary>
[Trait("Category", "Laws")]
public sealed class WidthTests(TinyCorpus corpus) : IClassFixture<TinyCorpus>
{
    private readonly string _text = corpus.WriteTenTopics();

    [Theory]
    [InlineData("scalar", "float")]
    [InlineData("128", "float")]
    [InlineData("256", "float")]
    [InlineData("512", "float")]
    [InlineData("scalar", "double")]
    [InlineData("128", "double")]
    [InlineData("256", "double")]
    [InlineData("512", "double")]
    public void AForcedWidthGivesTheSameModel(string width, string precision)
    {
        string chosen = corpus.At($"chosen-{width}-{precision}");
        ToolRun run = ToolRun.Of(CommandLine(precision, chosen));
        Assert.True(run.ExitCode == 0, run.Error);
        string forced = corpus.At($"forced-{width}-{precision}");
        (int exitCode, string error) = TrainWith(width, precision, forced);
        if (exitCode == 2 && error.Contains("this processor lacks", StringComparison.Ordinal))
        {
            // Nothing to compare: the tool refuses a width that is not there, and says so.
            return;
        }

        Assert.True(exitCode == 0, error);
        Assert.Equal(File.ReadAllBytes(Path.Combine(chosen, "lambda.npy")), File.ReadAllBytes(Path.Combine(forced, "lambda.npy")));
    }

    [Fact]
    public void AnUnknownWidthIsRefused()
    {
        (int exitCode, string error) = TrainWith("1024", "float", corpus.At("never"));
        Assert.Equal(2, exitCode);
        Assert.Contains("KERNELS_LANES is \"1024\"", error, StringComparison.Ordinal);
    }

    private string[] CommandLine(string precision, string model) =>
        ["lda", "train", _text, "--format", "lines", "--topics", "10", "--passes", "3", "--precision", precision, "--output", model, "--quiet"];

    private (int ExitCode, string Error) TrainWith(string width, string precision, string model)
    {
        ProcessStartInfo start = new("dotnet", [typeof(Tool).Assembly.Location, .. CommandLine(precision, model)])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["KERNELS_LANES"] = width;
        using Process process = WatchedProcess.Start(start);
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
