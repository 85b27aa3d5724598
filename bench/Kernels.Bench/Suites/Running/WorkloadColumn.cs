using System;
using System.Globalization;
using System.Linq;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Kernels.Bench.Suites.Running;

/// <summary>A figure from the mean time of a benchmark and its <see cref="Workload"/>; shown where a suite has work of its kind.</summary>
internal sealed class WorkloadColumn(string name, string legend, string format, Func<Workload, double> amount, Func<double, double, double> figure) : IColumn
{
    /// <summary>Each from an amount of work and nanoseconds.</summary>
    public static WorkloadColumn[] All { get; } =
    [
        new("ns/element", "mean time through the values worked on", "F3", work => work.Elements, (elements, nanoseconds) => nanoseconds / elements),
        new("GB/s", "arguments and results, each counted once (changed in place: twice), through the mean time", "F2", work => work.Bytes, PerNanosecond),
        new("GFLOP/s", "a multiply–add counts as two; of the E-step its dot products and weighted sums only: 4 operations a value and iteration", "F2", work => work.Operations, PerNanosecond),
        new("M visits/s", "million (word, document, iteration) visits", "F1", work => work.Visits, (visits, nanoseconds) => 1e3 * visits / nanoseconds),
        new("MB/s", "bytes of the file through the mean time", "F1", work => work.FileBytes, (bytes, nanoseconds) => 1e3 * bytes / nanoseconds),
    ];

    public string Id => "Kernels." + name;

    public string ColumnName => name;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => legend;

    public bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(benchmark => amount(WorkloadOf(benchmark)) > 0);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, SummaryStyle.Default);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
        summary[benchmarkCase]?.ResultStatistics is not { } statistics ? "?"
        : amount(WorkloadOf(benchmarkCase)) is var work and > 0 ? figure(work, statistics.Mean).ToString(format, CultureInfo.InvariantCulture)
        : "-";

    public override string ToString() => name;

    private static double PerNanosecond(double amount, double nanoseconds) => amount / nanoseconds;

    private static Workload WorkloadOf(BenchmarkCase benchmark)
    {
        using var suite = (Suite)Activator.CreateInstance(benchmark.Descriptor.Type)!;
        foreach (ParameterInstance parameter in benchmark.Parameters.Items)
        {
            benchmark.Descriptor.Type.GetProperty(parameter.Name)!.SetValue(suite, parameter.Value);
        }

        return suite.WorkloadOf(benchmark.Descriptor.WorkloadMethod.Name);
    }
}

/// <summary>The columns of every suite.</summary>
internal sealed class WorkloadColumns : ManualConfig
{
    public WorkloadColumns() => AddColumn(WorkloadColumn.All);
}
