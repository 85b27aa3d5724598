using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Intrinsics.X86;
using BenchmarkDotNet.Jobs;

namespace Kernels.Bench.Suites.Running;

/// <summary>A job for each width of lanes that this machine has, forced by our own environment variable, so that FMA stays on.</summary>
internal static class LaneJobs
{
    private static readonly (int Bits, string Value, string Job)[] s_widths =
        [(512, "512", "512 bits"), (256, "256", "256 bits"), (128, "128", "128 bits"), (1, "scalar", "scalar")];

    /// <summary>The widths offered, as they are asked for, the native one first.</summary>
    public static string[] Offered { get; } = [.. s_widths.Where(width => LaneWidth.IsSupported(width.Bits))
        .OrderByDescending(width => width.Bits == LaneWidth.Choose(null).Bits).ThenByDescending(width => width.Bits).Select(width => width.Value)];

    /// <summary>The jobs of some widths.</summary>
    /// <exception cref="ArgumentException">A width is unknown or not there.</exception>
    public static Job[] Of(Job basis, IReadOnlyCollection<string> widths)
    {
        foreach (string width in widths.Where(width => !Offered.Contains(width)))
        {
            throw new ArgumentException($"--widths asks for \"{width}\"; this machine has {string.Join(", ", Offered)}.");
        }

        return [.. widths.Select(width => basis.WithId(s_widths.First(known => known.Value == width).Job).WithEnvironmentVariable(LaneWidth.EnvironmentVariable, width))];
    }

    /// <summary>0 for the widest.</summary>
    public static int OrderOf(Job job) => Array.FindIndex(s_widths, width => width.Job == job.Id);

    /// <summary>Stops a benchmark whose lanes are not as wide as its job's name says, or that runs without fused multiply–adds. In a dry run nothing is measured and any width will do.</summary>
    /// <param name="commandLine">Of a process that BenchmarkDotNet started: it names the job.</param>
    /// <exception cref="InvalidOperationException">The width, or the job, is another one.</exception>
    public static void RequireNamedWidth(string[] commandLine)
    {
        if (DryRun.IsOn)
        {
            return;
        }

        int at = Array.IndexOf(commandLine, "--job");
        string job = at >= 0 && at + 1 < commandLine.Length ? commandLine[at + 1] : "none";
        int expected = s_widths.FirstOrDefault(width => width.Job == job).Bits;
        if (expected == 0)
        {
            throw new InvalidOperationException($"The job is \"{job}\"; expected one named after a width: {string.Join(", ", s_widths.Select(width => width.Job))}.");
        }

        if (LaneWidth.Bits != expected)
        {
            throw new InvalidOperationException($"The job is \"{job}\", but the lanes are of {LaneWidth.Bits} bits: {LaneWidth.Reason}");
        }

        if (X86Base.IsSupported && !Fma.IsSupported)
        {
            throw new InvalidOperationException("Fused multiply-adds are switched off: what is measured without them says nothing about any width.");
        }
    }
}
