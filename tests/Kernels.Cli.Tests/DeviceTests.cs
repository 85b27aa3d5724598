using System;
using System.IO;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>The GPU that is or is not there, in a build that does or does not support one.</summary>
public sealed class DeviceTests(TinyCorpus corpus) : IClassFixture<TinyCorpus>
{
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
        Assert.False(Directory.Exists(output));
    }

    private static string Gpu() => ToolRun.Of("info", "--json").Json[0].GetProperty("gpu").GetString()!;
}
