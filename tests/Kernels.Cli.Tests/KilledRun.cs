using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>A training as a process that is killed at random moments, some of them while a checkpoint is being written, and each time goes on.</summary>
internal static class KilledRun
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Kills it so many times, or until it ends, and then lets it end.</summary>
    /// <param name="begin">The command line that begins the run, with checkpoints.</param>
    /// <param name="folder">Its output folder.</param>
    /// <param name="kills">The most kills; the run must live long enough for half of them.</param>
    public static void ToItsEnd(string[] begin, string folder, int kills)
    {
        string checkpoint = Path.Combine(folder, "checkpoint");
        Random random = new(20);
        int killed = 0;
        while (true)
        {
            using Process process = Start(File.Exists(checkpoint) ? [begin[0], "train", "--resume", folder, "--quiet"] : begin);
            if (process.WaitForExit(killed < kills ? TimeSpan.FromMilliseconds(250 + random.Next(500)) : s_patience))
            {
                Assert.Equal(0, process.ExitCode);
                break;
            }

            Assert.True(killed++ < kills, "It does not end.");
            process.Kill();
            Assert.True(process.WaitForExit(s_patience));
        }

        Assert.False(File.Exists(checkpoint));
        Assert.True(killed >= kills / 2, string.Create(CultureInfo.InvariantCulture, $"Only {killed} kills: the run is too short for this test."));
    }

    private static Process Start(string[] args) => Process.Start(new ProcessStartInfo("dotnet", [typeof(Tool).Assembly.Location, .. args]) { RedirectStandardOutput = true })!;
}
