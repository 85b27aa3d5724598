using System;
using System.Collections.Generic;
using System.Linq;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Validators;

namespace Kernels.Bench.Suites.Running;

/// <summary>What went wrong in a run. BenchmarkDotNet itself returns as if nothing had.</summary>
internal static class Failures
{
    /// <summary>Benchmarks that could not be run, that threw, or that gave no result.</summary>
    public static IEnumerable<string> Of(IReadOnlyCollection<Summary> summaries)
    {
        if (summaries.Count == 0)
        {
            yield return "No benchmark was run; expected at least one.";
        }

        foreach (Summary summary in summaries)
        {
            foreach (ValidationError error in summary.ValidationErrors.Where(error => error.IsCritical))
            {
                yield return $"{summary.Title}: {error.Message}";
            }

            foreach (BenchmarkReport report in summary.Reports.Where(report => !report.Success || report.ResultStatistics is null))
            {
                yield return $"{report.BenchmarkCase.DisplayInfo}: no result; it threw, or was not built.";
            }

            int missing = summary.BenchmarksCases.Length - summary.Reports.Length;
            if (missing > 0)
            {
                yield return $"{summary.Title}: {missing} of {summary.BenchmarksCases.Length} benchmarks were not run.";
            }
        }
    }

    /// <summary>Prints them, and returns an exit code.</summary>
    public static int Report(IReadOnlyCollection<Summary> summaries)
    {
        string[] failures = [.. Of(summaries)];
        Array.ForEach(failures, Console.Error.WriteLine);
        return failures.Length == 0 ? 0 : 1;
    }
}
