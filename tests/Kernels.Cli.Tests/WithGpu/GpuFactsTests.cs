using System;
using Kernels.Cli.Composition;
using Kernels.Gpu;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>What <c>kernels info</c> says of GPUs that are there, are not, or cannot be used.</summary>
public sealed class GpuFactsTests
{
    [Fact]
    public void GpusAreNamed() => Assert.Equal("supported; found A, 80 GiB; B, 80 GiB", GpuSupport.Describe(["A, 80 GiB", "B, 80 GiB"], "an NVIDIA GPU", []));

    [Fact]
    public void WhereThereIsNoneItSaysWhatIsExpected() => Assert.Equal("supported; none found, expected an NVIDIA GPU", GpuSupport.Describe([], "an NVIDIA GPU", []));

    [Theory]
    [InlineData(false, "supported; none found, expected an NVIDIA GPU; not supported: Arc, Radeon (OpenCL only, whose rounding is not the processor's)")]
    [InlineData(true, "supported; found A; not supported: Arc, Radeon (OpenCL only, whose rounding is not the processor's)")]
    public void GpusOfOthersAreNamedAsNotSupported(bool hasCuda, string expected) =>
        Assert.Equal(expected, GpuSupport.Describe(hasCuda ? ["A"] : [], "an NVIDIA GPU", ["Arc", "Radeon"]));

    /// <summary>Whatever this machine has: the search ends, and no GPU is in both lists.</summary>
    [Fact]
    public void NoGpuIsFoundAndNotSupported()
    {
        foreach (string name in GpuDevice.FindUnsupported())
        {
            Assert.DoesNotContain(GpuDevice.Find(), found => found.StartsWith(name, StringComparison.Ordinal));
        }
    }
}
