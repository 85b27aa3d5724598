using System;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;

namespace Kernels.Tests;

/// <summary>Processes that tests start: none outlives its time nor the tests, so that nothing waits for ever for what one would have written.</summary>
internal static class WatchedProcess
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);
    private static readonly ConcurrentDictionary<int, Process> s_running = new();

    static WatchedProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (Process process in s_running.Values)
        {
            Kill(process);
        }
    };

    /// <summary>Starts a process, which hears Ctrl-C even where the tests do not, and kills it with all it started once its time is over.</summary>
    /// <param name="start">What to start.</param>
    /// <param name="longest">Its time; five minutes where it is not given.</param>
    public static Process Start(ProcessStartInfo start, TimeSpan? longest = null)
    {
        if (IgnoresInterrupts())
        {
            // Inherited from whoever started the tests in the background, and not taken back by the runtime.
            (start.FileName, string program) = ("env", start.FileName);
            start.ArgumentList.Insert(0, program);
            start.ArgumentList.Insert(0, "--default-signal=INT");
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        int id = process.Id;
        Process own;
        try
        {
            own = Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            // It has ended already.
            return process;
        }

        s_running[id] = own;
        Thread watch = new(() =>
        {
            if (!own.WaitForExit(longest ?? s_longest))
            {
                Kill(own);
            }

            s_running.TryRemove(id, out _);
            own.Dispose();
        })
        { IsBackground = true, Name = $"watches {start.FileName}" };
        watch.Start();
        return process;
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended in between.
        }
    }

    private static bool IgnoresInterrupts()
    {
        const string Status = "/proc/self/status", Ignored = "SigIgn:";
        const ulong Interrupt = 1ul << 1;
        return OperatingSystem.IsLinux() && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal)) is string line
            && (ulong.Parse(line.AsSpan(Ignored.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Interrupt) != 0;
    }
}
