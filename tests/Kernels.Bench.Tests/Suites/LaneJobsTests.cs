using System;
using System.Linq;
using BenchmarkDotNet.Jobs;
using Kernels.Bench.Suites.Running;
using Xunit;

namespace Kernels.Bench.Tests.Suites;

/// <summary>A benchmark must not run at another width than the one its job is named after. This process' own width is the native one.</summary>
[Collection(Widths.Forced)]
public sealed class LaneJobsTests
{
    private static string Native => LaneWidth.Bits == 1 ? "scalar" : $"{LaneWidth.Bits} bits";

    [Fact]
    public void TheWidthInForcePasses() => LaneJobs.RequireNamedWidth(["benchmark", "--job", Native, "--benchmarkId", "0"]);

    [Fact]
    public void AnotherWidthIsRefused()
    {
        string other = LaneWidth.Bits == 128 ? "256 bits" : "128 bits";
        var error = Assert.Throws<InvalidOperationException>(() => LaneJobs.RequireNamedWidth(["benchmark", "--job", other]));
        Assert.Contains(other, error.Message, StringComparison.Ordinal);
        Assert.Contains($"{LaneWidth.Bits} bits", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ShortRun")]
    [InlineData("512")]
    [InlineData("")]
    public void AJobThatNamesNoWidthIsRefused(string job)
    {
        Assert.Throws<InvalidOperationException>(() => LaneJobs.RequireNamedWidth(["benchmark", "--job", job]));
        Assert.Throws<InvalidOperationException>(() => LaneJobs.RequireNamedWidth(["benchmark"]));
    }

    [Fact]
    public void TheNativeWidthIsOfferedFirstAndNoneThatIsWider()
    {
        Assert.Equal(Native, LaneJobs.Of(Job.Default, [LaneJobs.Offered[0]])[0].Id);
        Assert.Equal(LaneWidth.Bits == 512, LaneJobs.Offered.Contains("512"));
        Assert.Contains("128", LaneJobs.Offered);
        Assert.Contains("scalar", LaneJobs.Offered);
    }

    [Fact]
    public void EachJobForcesItsWidthByOurOwnVariable()
    {
        Job[] jobs = LaneJobs.Of(Job.Default, LaneJobs.Offered);
        Assert.Equal(LaneJobs.Offered, jobs.Select(job => job.Environment.EnvironmentVariables.Single(variable => variable.Key == LaneWidth.EnvironmentVariable).Value));
        Assert.Equal(jobs.Length, jobs.Select(job => job.Id).Distinct().Count());
        Assert.DoesNotContain(-1, jobs.Select(LaneJobs.OrderOf));
    }

    [Theory]
    [InlineData("1024")]
    [InlineData("avx2")]
    public void AWidthThatIsNotThereIsRefused(string width)
    {
        var error = Assert.Throws<ArgumentException>(() => LaneJobs.Of(Job.Default, [width]));
        Assert.Contains(width, error.Message, StringComparison.Ordinal);
    }
}
