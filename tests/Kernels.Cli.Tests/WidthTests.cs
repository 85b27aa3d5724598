using System;
using System.Diagnostics;
using System.IO;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>A model is the same to the bit for every width of lanes that this machine has.</summary>
[Trait("Category", "Laws")]
public sealed class WidthTests(TinyCorpus corpus) : IClassFixture<TinyCorpus>
{
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
        byte[] chosen = File.ReadAllBytes(Path.Combine(corpus.Train($"chosen-{width}-{precision}", "--precision", precision), "lambda.npy"));
        string model = corpus.At($"forced-{width}-{precision}");
        (int exitCode, string error) = TrainWith(width, precision, model);
        if (exitCode == 2 && error.Contains("this processor lacks", StringComparison.Ordinal))
        {
            // Nothing to compare: the tool refuses a width that is not there, and says so.
            return;
        }

        Assert.True(exitCode == 0, error);
        Assert.Equal(chosen, File.ReadAllBytes(Path.Combine(model, "lambda.npy")));
    }

    [Fact]
    public void AnUnknownWidthIsRefused()
    {
        (int exitCode, string error) = TrainWith("1024", "float", corpus.At("never"));
        Assert.Equal(2, exitCode);
        Assert.Contains("KERNELS_LANES is \"1024\"", error, StringComparison.Ordinal);
    }

    private (int ExitCode, string Error) TrainWith(string width, string precision, string model)
    {
        ProcessStartInfo start = new("dotnet", [
            typeof(Tool).Assembly.Location, "lda", "train", corpus.Lines, "--format", "lines", "--topics", "2", "--precision", precision, "--output", model, "--quiet"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["KERNELS_LANES"] = width;
        using Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
