using System;
using System.Diagnostics;
using Kernels.Tests;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>What keeps tests from waiting for ever.</summary>
public sealed class WatchedProcessTests
{
    [UnixFact]
    public void A_process_ends_with_its_time_and_what_it_started_with_it()
    {
        ProcessStartInfo start = new("sh", ["-c", "sleep 600 & sleep 600"]) { RedirectStandardOutput = true };
        Stopwatch clock = Stopwatch.StartNew();
        using Process process = WatchedProcess.Start(start, TimeSpan.FromMilliseconds(100));
        Assert.Empty(process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        Assert.NotEqual(0, process.ExitCode);
        Assert.InRange(clock.Elapsed, TimeSpan.FromMilliseconds(90), TimeSpan.FromMinutes(5));
    }
}
