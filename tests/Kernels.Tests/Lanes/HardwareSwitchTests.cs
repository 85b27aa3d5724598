using System;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace Kernels.Tests;

/// <summary>A run that switches instructions off proves it: KERNELS_EXPECT says what should be missing.</summary>
[Trait("Category", "Laws")]
public class HardwareSwitchTests
{
    private const string Variable = "KERNELS_EXPECT";

    [Fact]
    public void What_was_switched_off_is_off()
    {
        string? expected = Environment.GetEnvironmentVariable(Variable);
        switch (expected)
        {
            case null or "":
                break;
            case "avx512-off":
                Assert.False(Avx512F.IsSupported, "DOTNET_EnableAVX512=0 did not take effect.");
                Assert.False(LaneWidth.IsSupported(512));
                break;
            case "avx2-off":
                Assert.False(Avx2.IsSupported, "DOTNET_EnableAVX2=0 did not take effect.");
                Assert.False(Fma.IsSupported, "DOTNET_EnableAVX2=0 left FMA.");
                Assert.False(LaneWidth.IsSupported(256));
                Assert.False(LaneWidth.IsSupported(512));
                break;
            case "hwintrinsic-off":
                Assert.False(Vector128.IsHardwareAccelerated, "DOTNET_EnableHWIntrinsic=0 did not take effect.");
                Assert.False(Avx2.IsSupported);
                Assert.False(LaneWidth.IsSupported(256));
                break;
            default:
                Assert.Fail($"{Variable} is \"{expected}\"; expected avx512-off, avx2-off or hwintrinsic-off, or nothing.");
                break;
        }
    }
}
