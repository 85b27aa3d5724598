using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Kernels.Bench.Suites.Running;

/// <summary>Every suite at its smallest size, once, in this process: does each still run, compute at every width what its plain loop computes, and allocate nothing?</summary>
internal static class DryRun
{
    /// <summary>Sizes are smallest, GPU suites run in the simulator.</summary>
    public static bool IsOn { get; private set; }

    /// <summary>0 when nothing threw, every suite gave results, and the checks hold.</summary>
    public static int Run() => Run(SuiteList.All, Console.Out, Console.Error);

    /// <summary>The same of some suites.</summary>
    public static int Run(IReadOnlyList<Type> suites, TextWriter output, TextWriter errors)
    {
        IsOn = true;
        try
        {
            return RunAll(suites, output, errors);
        }
        finally
        {
            IsOn = false;
        }
    }

    private static int RunAll(IReadOnlyList<Type> suites, TextWriter output, TextWriter errors)
    {
        var watch = Stopwatch.StartNew();
        int benchmarks = 0;
        List<string> failures = [];
        foreach (Type suite in suites)
        {
            var log = new AccumulationLogger();
            ManualConfig config = ManualConfig.CreateEmpty().AddLogger(log).WithOption(ConfigOptions.DisableLogFile, true)
                .WithArtifactsPath(SuiteCommand.ArtifactsPath).AddJob(Job.Dry.WithToolchain(InProcessEmitToolchain.Instance));
            Summary[] summaries = [BenchmarkRunner.Run(suite, config)];
            string[] failed = [.. Failures.Of(summaries)];
            if (failed.Length > 0)
            {
                errors.Write(log.GetLog());
            }

            benchmarks += summaries[0].Reports.Length;
            failures.AddRange(failed.Length > 0 ? failed : SuiteChecks.Of(suite));
        }

        failures.ForEach(errors.WriteLine);
        output.WriteLine($"{suites.Count} suites, {benchmarks} benchmarks, {failures.Count} failures, {watch.Elapsed.TotalSeconds:F0} s; nothing was measured");
        return failures.Count == 0 ? 0 : 1;
    }
}
