using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Alternatives;
using Kernels.Bench.Inputs;
using Kernels.Bench.Suites.Running;
using Kernels.Lda;

namespace Kernels.Bench.Suites.EndToEnd;

/// <summary>The E-step over a block of documents, ten iterations each, with statistics.</summary>
/// <remarks>
/// All combinations of the parameters are few enough, 144, because each call is short: 20 million values of tiles, about 20 to 40 ms on one core whatever K and the documents'
/// length are, but no more than 16 blocks of documents. More iterations or documents would repeat the same work.
/// </remarks>
[BenchmarkCategory(Categories.EndToEnd)]
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class EStepBenchmarks<T> : Suite
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Iterations = 10;
    private const int TileValues = 20_000_000;
    private static readonly LdaEStepSettings s_settings = new() { MaxIterations = Iterations, Tolerance = 0, AccumulateStatistics = true };

    private ILdaDevice<T>? _device;
    private LdaTopics? _topics;
    private (long[] Offsets, int[] Ids, float[] Counts) _documents;
    private T[] _alpha = [];
    private T[] _gamma = [];

    public static IEnumerable<int> TopicCounts => DryRun.IsOn ? [20] : [20, 50, 100, 200, 500, 1000];

    public static IEnumerable<int> DocumentLengths => DryRun.IsOn ? [10] : [10, 100, 1000];

    /// <summary>Two threads where there are two cores.</summary>
    public static IEnumerable<int> ThreadCounts => Environment.ProcessorCount > 1 ? [1, 2] : [1];

    [ParamsSource(nameof(TopicCounts))]
    public int K { get; set; }

    /// <summary>Distinct words of a document.</summary>
    [ParamsSource(nameof(DocumentLengths))]
    public int Words { get; set; }

    [ParamsAllValues]
    public TopicForm Topics { get; set; }

    [ParamsSource(nameof(ThreadCounts))]
    public int Threads { get; set; }

    private int Documents => DryRun.IsOn ? 8 : Math.Clamp(TileValues / K / Words, 16, 16 * CpuLdaDevice<T>.DocumentsAtOnce);

    private double Visits => (double)Documents * Words * Iterations;

    [Benchmark]
    public long EStep() => Run().Visits;

    /// <summary>Operations are counted only where all topics stay active.</summary>
    internal override Workload WorkloadOf(string method) => new(Visits: Visits, Operations: Topics == TopicForm.Dense ? 4.0 * K * Visits : 0);

    /// <summary>γ, and λ after a batch step, which is η and the statistics.</summary>
    internal override IEnumerable<string> Differences()
    {
        // What was gathered so far goes with a first step, which changes λ.
        _device!.LambdaStep(_topics!, [T.One], rho: 1, scale: 1);
        double[] before = DeviceLambda.Read(_device, _topics!);
        Run();
        double[] gamma = new double[_gamma.Length], statistics = new double[before.Length];
        double[] beta = PlainLda.ExpectedBeta(before, K);
        PlainLda.EStep(beta, _documents.Offsets, _documents.Ids, _documents.Counts, SyntheticLda.Alpha(Topics), Iterations, K, gamma, statistics);
        _device.LambdaStep(_topics!, [T.One], rho: 1, scale: 1);
        string?[] differences =
        [
            DeviceLambda.Agreement<T>().Difference($"{GetType()}.{nameof(EStep)}, γ,", gamma, [.. _gamma.Select(double.CreateTruncating)]),
            DeviceLambda.Agreement<T>().Difference($"{GetType()}.{nameof(EStep)}, λ of the statistics,", [.. statistics.Select(value => value + 1)], DeviceLambda.Read(_device, _topics!)),
        ];
        return differences.OfType<string>();
    }

    /// <summary>What runs it.</summary>
    internal virtual ILdaDevice<T> NewDevice(int threads) => new CpuLdaDevice<T>(threads);

    protected override void Prepare()
    {
        _device = NewDevice(Threads);
        _topics = SyntheticLda.Topics(_device, K, Topics);
        _documents = SyntheticLda.Documents(Documents, Words, K);
        _alpha = [.. Enumerable.Repeat(T.CreateTruncating(SyntheticLda.Alpha(Topics)), K)];
        _gamma = new T[Documents * K];
        LdaEStepResult result = Run();
        if (result.Visits != Visits)
        {
            throw new InvalidOperationException($"The E-step made {result.Visits} visits; the column counts {Visits}.");
        }

        // A topic that was closed up is left at α exactly.
        double active = _gamma.Count(value => value > _alpha[0]) / (double)_gamma.Length;
        if (active < 1 != (Topics == TopicForm.Sparse))
        {
            throw new InvalidOperationException($"{active:P0} of the topics are active; expected all of them of dense topics, and not all of sparse ones.");
        }
    }

    protected override void Dispose(bool disposing)
    {
        _topics?.Dispose();
        _device?.Dispose();
        base.Dispose(disposing);
    }

    private LdaEStepResult Run() =>
        _device!.EStep(_topics!, new LdaDocuments(_documents.Offsets, _documents.Ids, _documents.Counts), _alpha, s_settings, _gamma, []);
}
