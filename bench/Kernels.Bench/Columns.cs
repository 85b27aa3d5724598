using System;
using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Kernels.Bench;

/// <summary>A figure an element, from the mean time of a benchmark and its parameter <c>Length</c>.</summary>
internal sealed class ElementColumn(string name, string legend, Func<double, BenchmarkCase, string> format) : IColumn
{
    /// <summary>Nanoseconds an element.</summary>
    public static ElementColumn Nanoseconds { get; } =
        new("ns/element", "mean time through Length", (nanoseconds, _) => nanoseconds.ToString("F3", CultureInfo.InvariantCulture));

    /// <summary>Arguments and results that pass the processor in a second, each counted once.</summary>
    public static ElementColumn GigabytesPerSecond { get; } = new(
        "GB/s",
        "arguments and results, each counted once, through the mean time",
        (nanoseconds, benchmark) => (BytesOf(benchmark) / nanoseconds).ToString("F2", CultureInfo.InvariantCulture));

    public string Id => "Kernels." + name;

    public string ColumnName => name;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => legend;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, SummaryStyle.Default);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
        summary[benchmarkCase]?.ResultStatistics is { } statistics && benchmarkCase.Parameters["Length"] is int length
            ? format(statistics.Mean / length, benchmarkCase)
            : "?";

    public override string ToString() => name;

    private static int BytesOf(BenchmarkCase benchmark)
    {
        Type type = benchmark.Descriptor.Type;
        int size = type.GenericTypeArguments is [var element] && element == typeof(float) ? sizeof(float) : sizeof(double);
        return size * (Activator.CreateInstance(type) is SpanBenchmarks suite ? suite.ValuesAnElement : 2);
    }
}
