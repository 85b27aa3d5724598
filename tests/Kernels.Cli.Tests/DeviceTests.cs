using System;
using System.IO;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>The GPU that is or is not there, in a build that does or does not support one.</summary>
[Collection(Collection)]
public sealed class DeviceTests(TinyCorpus corpus) : IClassFixture<TinyCorpus>
{
    /// <summary>What sets the environment variable KERNELS_GPU, which is the whole process's.</summary>
    public const string Collection = "device";

    [Fact]
    public void InfoSaysWhetherThisBuildSupportsAGpuAndHowToGetOne()
    {
        string gpu = Gpu();
        Assert.True(
            gpu.StartsWith("supported; found", StringComparison.Ordinal)
            || gpu.StartsWith("supported; none found, expected an NVIDIA GPU", StringComparison.Ordinal)
            || (gpu.StartsWith("no support in this build", StringComparison.Ordinal) && gpu.Contains("WithGpu=true", StringComparison.Ordinal)),
            gpu);
    }

    [Fact]
    public void WithoutAGpuItIsRefusedInOneLine()
    {
        if (Gpu().StartsWith("supported; found", StringComparison.Ordinal))
        {
            return;
        }

        string output = corpus.At("out");
        ToolRun run = ToolRun.Of("lda", "train", corpus.Lines, "--topics", "2", "--device", "gpu", "--output", output);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        string only = Assert.Single(run.ErrorLines);
        Assert.StartsWith("kernels: option --device: found ", only, StringComparison.Ordinal);
        Assert.Contains("expected", only, StringComparison.Ordinal);
        Assert.True(only.EndsWith("; --device cpu needs none", StringComparison.Ordinal) || only.Contains("WithGpu=true", StringComparison.Ordinal), only);
        Assert.False(Directory.Exists(output));
    }

    /// <summary>Only where this build has GPU support: ILGPU's simulator stands in for the GPU.</summary>
    [Fact]
    public void TrainInferAndScoreRunOnTheDevice()
    {
        if (Gpu().StartsWith("no support", StringComparison.Ordinal))
        {
            return;
        }

        string model = corpus.At("gpu-model"), reference = corpus.At("cpu-model"), theta = corpus.At("theta.csv");
        try
        {
            Environment.SetEnvironmentVariable("KERNELS_GPU", "simulator");
            Assert.Contains("simulator", Gpu(), StringComparison.Ordinal);
            ToolRun train = ToolRun.Of("lda", "train", corpus.Lines, "--topics", "2", "--passes", "2", "--device", "gpu", "--output", model);
            Assert.True(train.ExitCode == 0, train.Error);
            Assert.Contains("GPU, simulator", train.Error, StringComparison.Ordinal);
            Assert.Equal(0, ToolRun.Of("lda", "train", corpus.Lines, "--topics", "2", "--passes", "2", "--output", reference).ExitCode);
            Assert.Equal(0, ToolRun.Of("lda", "infer", model, corpus.Lines, "--device", "gpu", "--output", theta).ExitCode);
            Assert.True(File.Exists(theta));
            Assert.Equal(
                ToolRun.Of("lda", "score", reference, corpus.Lines).Output,
                ToolRun.Of("lda", "score", model, corpus.Lines, "--device", "gpu").Output);

            Environment.SetEnvironmentVariable("KERNELS_GPU", "toaster");
            ToolRun unknown = ToolRun.Of("info");
            Assert.Equal(2, unknown.ExitCode);
            Assert.Equal("kernels: KERNELS_GPU: found \"toaster\", expected simulator or nothing", Assert.Single(unknown.ErrorLines));
        }
        finally
        {
            Environment.SetEnvironmentVariable("KERNELS_GPU", null);
        }
    }

    private static string Gpu() => ToolRun.Of("info", "--json").Json[0].GetProperty("gpu").GetString()!;
}
