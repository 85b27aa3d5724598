using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Kernels.Bench.Suites.Micro;
using Perfolizer.Horology;

namespace Kernels.Bench.Suites.Running;

/// <summary>Runs the suites in processes of their own, a job a width. <c>suites [--widths LIST] [--job NAME] [options of BenchmarkDotNet]</c></summary>
internal static class SuiteCommand
{
    /// <summary>Options after which BenchmarkDotNet prints something and runs nothing.</summary>
    private static readonly string[] s_asking = ["--help", "-h", "--version", "--info", "--list"];

    /// <summary>Options that pick benchmarks; without one BenchmarkDotNet asks the person at the terminal.</summary>
    private static readonly string[] s_picking = ["--filter", "-f", "--anyCategories", "--allCategories", "--attribute"];

    /// <summary>A machine that is busy otherwise takes longer than BenchmarkDotNet's two minutes.</summary>
    private static readonly TimeSpan s_buildTimeout = TimeSpan.FromMinutes(15);

    /// <summary>Among the build's output, not in the checkout's top level.</summary>
    public static string ArtifactsPath { get; } = Path.Combine(".artifacts", "benchmarks");

    /// <summary>0 when every benchmark that was picked gave a result.</summary>
    public static int Run(string[] args)
    {
        List<string> rest = [.. args];
        string? asked = Take(rest, "--widths");
        string[] widths = asked switch { null or "all" => LaneJobs.Offered, "native" => [LaneJobs.Offered[0]], _ => asked.Split(',') };
        ManualConfig config = ManualConfig.Create(DefaultConfig.Instance).WithArtifactsPath(ArtifactsPath).WithBuildTimeout(s_buildTimeout)
            .AddJob(LaneJobs.Of(BasisOf(Take(rest, "--job") ?? Take(rest, "-j")), widths))
            .AddFilter(new SimpleFilter(benchmark => IsOffered(benchmark, widths, asked is not null)))
            .WithOrderer(new ParameterOrder())
            .HideColumns(Column.EnvironmentVariables);
        bool runs = !rest.Intersect(s_asking).Any();
        if (runs && Console.IsInputRedirected && !rest.Intersect(s_picking, StringComparer.OrdinalIgnoreCase).Any())
        {
            throw new ArgumentException($"Nothing says which suites to run; expected one of {string.Join(", ", s_picking)}.");
        }

        Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(Suite).Assembly).Run([.. rest], config)];
        if (runs && summaries.Length == 0 && GpuSuites.Reason is { } reason)
        {
            Console.Error.WriteLine($"The GPU's suites are left out here: {reason}.");
        }

        return runs ? Failures.Report(summaries) : 0;
    }

    /// <summary>
    /// Ours runs at every width; what the width does not touch (plain loops, library calls) at the first one only, and so do the larger suites unless widths were asked for.
    /// GPU suites run where there is a GPU.
    /// </summary>
    private static bool IsOffered(BenchmarkCase benchmark, string[] widths, bool wereAsked)
    {
        bool isFirst = benchmark.Job.Id == LaneJobs.Of(Job.Default, [widths[0]])[0].Id;
        string[] categories = benchmark.Descriptor.Categories;
        return categories.Contains(Categories.Gpu) ? isFirst && GpuSuites.Reason is null
            : categories.Contains(Categories.Micro) ? isFirst || benchmark.Descriptor.WorkloadMethod.Name == nameof(MicroSuite<double>.Ours)
            : isFirst || wereAsked;
    }

    /// <summary>
    /// Unless another job is named: short, because there are many. A case is 3 + 8 iterations of a tenth of a second, after a pilot in which the runtime compiles for the last time;
    /// with the start of its process that is two seconds and a half.
    /// </summary>
    private static Job BasisOf(string? name) => name?.ToUpperInvariant() switch
    {
        null => Job.Default.WithLaunchCount(1).WithWarmupCount(3).WithIterationCount(8).WithIterationTime(TimeInterval.FromMilliseconds(100)),
        "DEFAULT" => Job.Default,
        "DRY" => Job.Dry,
        "SHORT" => Job.ShortRun,
        "MEDIUM" => Job.MediumRun,
        "LONG" => Job.LongRun,
        "VERYLONG" => Job.VeryLongRun,
        _ => throw new ArgumentException($"The job is \"{name}\"; expected default, dry, short, medium, long or verylong."),
    };

    /// <summary>The value of an option of ours, which BenchmarkDotNet does not get to see.</summary>
    private static string? Take(List<string> args, string option)
    {
        int joined = args.FindIndex(argument => argument.StartsWith(option + "=", StringComparison.Ordinal));
        if (joined >= 0)
        {
            string text = args[joined][(option.Length + 1)..];
            args.RemoveAt(joined);
            return text;
        }

        int at = args.IndexOf(option);
        if (at < 0)
        {
            return null;
        }

        string value = at + 1 < args.Count ? args[at + 1] : throw new ArgumentException($"{option} has no value.");
        args.RemoveRange(at, 2);
        return value;
    }
}
