using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;
using Kernels.Tests;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>A training as a process that is killed at random moments after it has kept itself anew, some of them while a checkpoint is being written, and each time goes on.</summary>
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
            DateTime before = File.GetLastWriteTimeUtc(checkpoint);
            using Process process = Start(File.Exists(checkpoint) ? [begin[0], "train", "--resume", folder, "--quiet"] : begin);
            if (killed == kills ? process.WaitForExit(s_patience) : EndsSoonAfter(process, () => File.GetLastWriteTimeUtc(checkpoint) != before, random.Next(250)))
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

    /// <summary>Whether a process ends before so many milliseconds are over since something happened: on a busy machine it may take long to begin.</summary>
    private static bool EndsSoonAfter(Process process, Func<bool> happened, int milliseconds)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (!happened() && !process.HasExited)
        {
            Assert.True(clock.Elapsed < s_patience, "It keeps no checkpoint.");
            Thread.Sleep(2);
        }

        return process.WaitForExit(milliseconds);
    }

    private static Process Start(string[] args) => WatchedProcess.Start(new ProcessStartInfo("dotnet", [typeof(Tool).Assembly.Location, .. args]) { RedirectStandardOutput = true });
}
