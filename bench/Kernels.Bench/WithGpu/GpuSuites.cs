using System;
using System.Collections.Generic;
using System.Linq;
using BenchmarkDotNet.Attributes;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Bench.Inputs;
using Kernels.Bench.Suites.Running;
using Kernels.Gpu;
using Kernels.Lda;

namespace Kernels.Bench.Suites;

/// <summary>Which device the GPU's suites run on.</summary>
internal static class GpuSuites
{
    /// <summary>Why they are not offered; null where they are.</summary>
    public static string? Reason => IsSimulated || GpuDevice.Find().Count > 0 ? null : "no GPU found";

    /// <summary>A dry run tries the code without a GPU.</summary>
    private static bool IsSimulated => DryRun.IsOn || Environment.GetEnvironmentVariable("KERNELS_GPU") == "simulator";

    public static GpuDevice Open() => IsSimulated ? GpuDevice.OpenSimulator() : GpuDevice.Open();
}

/// <summary>Kernels on a GPU in float, values there already; the device's own copy is the baseline.</summary>
[BenchmarkCategory(Categories.Gpu)]
public class GpuSpanBenchmarks : Suite
{
    private const int RowLength = 128;

    private GpuDevice? _device;
    private GpuSpecialFunctions<float>? _functions;
    private GpuProbability<float>? _probability;
    private MemoryBuffer1D<float, Stride1D.Dense>? _x;
    private MemoryBuffer1D<float, Stride1D.Dense>? _y;

    public static IEnumerable<int> Lengths => DryRun.IsOn ? [256] : [65_536, 4_194_304, 268_435_456];

    [ParamsSource(nameof(Lengths))]
    public int Length { get; set; }

    private AcceleratorStream Stream => _device!.Accelerator.DefaultStream;

    [Benchmark(Baseline = true)]
    public void Copy()
    {
        _y!.View.BaseView.CopyFrom(Stream, _x!.View.BaseView);
        Stream.Synchronize();
    }

    [Benchmark]
    public void Exp()
    {
        _functions!.Exp(Stream, _x!.View, _y!.View);
        Stream.Synchronize();
    }

    [Benchmark]
    public void Digamma()
    {
        _functions!.Digamma(Stream, _x!.View, _y!.View);
        Stream.Synchronize();
    }

    [Benchmark]
    public void ExpDigamma()
    {
        _functions!.ExpDigamma(Stream, _x!.View, _y!.View);
        Stream.Synchronize();
    }

    /// <summary>Rows of 128.</summary>
    [Benchmark]
    public void LogSumExpRows()
    {
        _probability!.LogSumExpRows(Stream, _x!.View, RowLength, _y!.View);
        Stream.Synchronize();
    }

    internal override Workload WorkloadOf(string method) => new(Length, (method == nameof(LogSumExpRows) ? 1.0 : 2.0) * Length * sizeof(float));

    protected override void Prepare()
    {
        _device = GpuSuites.Open();
        _functions = new GpuSpecialFunctions<float>(_device);
        _probability = new GpuProbability<float>(_device);
        _x = _device.Accelerator.Allocate1D(LdaArguments.Parameters<float>(Length));
        _y = _device.Accelerator.Allocate1D<float>(Length);
    }

    protected override void Dispose(bool disposing)
    {
        _x?.Dispose();
        _y?.Dispose();
        _device?.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>The E-step over a block on a GPU in float, with the documents' way there and the results' way back.</summary>
[BenchmarkCategory(Categories.Gpu)]
public class GpuEStepBenchmarks : Suite
{
    private const int Iterations = 10;
    private static readonly LdaEStepSettings s_settings = new() { MaxIterations = Iterations, Tolerance = 0, AccumulateStatistics = true };

    private GpuDevice? _device;
    private GpuLdaDevice<float>? _lda;
    private LdaTopics? _topics;
    private (long[] Offsets, int[] Ids, float[] Counts) _documents;
    private float[] _alpha = [];
    private float[] _gamma = [];

    public static IEnumerable<int> TopicCounts => DryRun.IsOn ? [20] : [20, 100, 500];

    public static IEnumerable<int> DocumentLengths => DryRun.IsOn ? [10] : [10, 100, 1000];

    [ParamsSource(nameof(TopicCounts))]
    public int K { get; set; }

    /// <summary>Distinct words of a document.</summary>
    [ParamsSource(nameof(DocumentLengths))]
    public int Words { get; set; }

    private int Documents => DryRun.IsOn ? 4 : 2_000_000 / Words;

    private double Visits => (double)Documents * Words * Iterations;

    [Benchmark]
    public long EStep() => _lda!.EStep(
        _topics!, new LdaDocuments(_documents.Offsets, _documents.Ids, _documents.Counts), _alpha, s_settings, _gamma, []).Visits;

    internal override Workload WorkloadOf(string method) => new(Visits: Visits, Operations: 4.0 * K * Visits);

    protected override void Prepare()
    {
        _device = GpuSuites.Open();
        _lda = new GpuLdaDevice<float>(_device);
        _topics = SyntheticLda.Topics(_lda, K, TopicForm.Dense);
        _documents = SyntheticLda.Documents(Documents, Words, K);
        _alpha = [.. Enumerable.Repeat((float)SyntheticLda.Alpha(TopicForm.Dense), K)];
        _gamma = new float[Documents * K];
        long visits = EStep();
        if (visits != Visits)
        {
            throw new InvalidOperationException($"The E-step made {visits} visits; the column counts {Visits}.");
        }
    }

    protected override void Dispose(bool disposing)
    {
        _topics?.Dispose();
        _lda?.Dispose();
        _device?.Dispose();
        base.Dispose(disposing);
    }
}
