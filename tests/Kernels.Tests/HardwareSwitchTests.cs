using System;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace Kernels.Tests;

/// <summary>A run that says which instructions are switched off must really be without them: a misspelt switch is silently ignored by the runtime.</summary>
[Trait("Category", "Laws")]
public sealed class HardwareSwitchTests
{
    private const string Variable = "KERNELS_EXPECT";

    [Fact]
    public void TheSwitchThisRunWasStartedWithTookEffect()
    {
        string? expected = Environment.GetEnvironmentVariable(Variable);
        switch (expected)
        {
            case null or "":
                break;
            case "avx512-off":
                Assert.False(Avx512F.IsSupported, "AVX-512 is still on.");
                break;
            case "avx2-off":
                Assert.False(Avx2.IsSupported, "AVX2 is still on.");
                Assert.False(Fma.IsSupported, "FMA is still on.");
                break;
            case "hwintrinsic-off":
                Assert.False(Vector128.IsHardwareAccelerated, "Vector128 is still accelerated.");
                Assert.False(X86Base.IsSupported, "X86Base is still on.");
                break;
            default:
                Assert.Fail($"{Variable} is \"{expected}\", expected avx512-off, avx2-off or hwintrinsic-off.");
                break;
        }
    }
}
