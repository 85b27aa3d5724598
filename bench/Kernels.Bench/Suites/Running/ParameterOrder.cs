using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Kernels.Bench.Suites.Micro;

namespace Kernels.Bench.Suites.Running;

/// <summary>Rows of equal parameters stand together whatever their job: the plain loop, which runs once, is the baseline of ours at every width.</summary>
internal sealed class ParameterOrder : IOrderer
{
    private readonly DefaultOrderer _order = new();

    public bool SeparateLogicalGroups => true;

    public IEnumerable<BenchmarkCase> GetExecutionOrder(ImmutableArray<BenchmarkCase> benchmarksCase, IEnumerable<BenchmarkLogicalGroupRule>? order = null) =>
        _order.GetExecutionOrder(benchmarksCase, order);

    /// <summary>The baseline first, ours last, the widest lanes before narrower ones.</summary>
    public IEnumerable<BenchmarkCase> GetSummaryOrder(ImmutableArray<BenchmarkCase> benchmarksCases, Summary summary) => _order.GetExecutionOrder(benchmarksCases)
        .GroupBy(benchmark => GetLogicalGroupKey(benchmarksCases, benchmark)).SelectMany(group => group
            .OrderByDescending(benchmark => benchmark.Descriptor.Baseline)
            .ThenBy(benchmark => benchmark.Descriptor.WorkloadMethod.Name == nameof(MicroSuite<double>.Ours))
            .ThenBy(benchmark => benchmark.Descriptor.MethodIndex)
            .ThenBy(benchmark => LaneJobs.OrderOf(benchmark.Job)));

    public string? GetHighlightGroupKey(BenchmarkCase benchmarkCase) => null;

    public string GetLogicalGroupKey(ImmutableArray<BenchmarkCase> allBenchmarksCases, BenchmarkCase benchmarkCase) =>
        $"{benchmarkCase.Descriptor.Type} {benchmarkCase.Parameters.DisplayInfo}";

    public IEnumerable<IGrouping<string, BenchmarkCase>> GetLogicalGroupOrder(
        IEnumerable<IGrouping<string, BenchmarkCase>> logicalGroups, IEnumerable<BenchmarkLogicalGroupRule>? order = null) => logicalGroups;
}
