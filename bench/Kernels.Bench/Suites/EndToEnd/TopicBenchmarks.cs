using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Inputs;
using Kernels.Bench.Suites.Running;
using Kernels.Lda;

namespace Kernels.Bench.Suites.EndToEnd;

/// <summary>What is done to the topics once a pass or batch: 8,000 words.</summary>
[BenchmarkCategory(Categories.EndToEnd)]
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class TopicBenchmarks<T> : Suite
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly long[] s_noOffsets = [0];
    private static readonly LdaEStepSettings s_settings = new() { MaxIterations = 1, Tolerance = 0 };

    private CpuLdaDevice<T>? _device;
    private LdaTopics? _topics;
    private T[] _alpha = [];
    private T[] _row = [];
    private T[] _eta = [];

    public static IEnumerable<int> TopicCounts => DryRun.IsOn ? [20] : [20, 100, 500, 1000];

    public static IEnumerable<int> ThreadCounts => EStepBenchmarks<T>.ThreadCounts;

    [ParamsSource(nameof(TopicCounts))]
    public int K { get; set; }

    [ParamsSource(nameof(ThreadCounts))]
    public int Threads { get; set; }

    /// <summary>λ ← (1 − ρ)·λ + ρ·(η + statistics), statistics cleared, and the expected logarithms of the new λ. ρ is so small that λ stays what it is.</summary>
    [Benchmark]
    public void LambdaStep() => _device!.LambdaStep(_topics!, _eta, rho: 1e-9, scale: 1);

    /// <summary>exp E[log β] of λ: the refresh alone, brought about by an E-step over no documents after one word's λ was written.</summary>
    [Benchmark]
    public void ExpectedLogRefresh()
    {
        _device!.WriteLambda(_topics!, 0, _row);
        _device.EStep(_topics!, new LdaDocuments(s_noOffsets, [], []), _alpha, s_settings, [], []);
    }

    /// <summary>The step reads and writes λ and the statistics and writes the factors; the refresh reads λ and writes the factors.</summary>
    internal override Workload WorkloadOf(string method)
    {
        double elements = (double)SyntheticLda.Vocabulary * K;
        return new(elements, (method == nameof(LambdaStep) ? 5 : 2) * elements * Unsafe.SizeOf<T>());
    }

    protected override void Prepare()
    {
        _device = new CpuLdaDevice<T>(Threads);
        _topics = SyntheticLda.Topics(_device, K, TopicForm.Sparse);
        _eta = [T.CreateTruncating(LdaArguments.Prior)];
        _alpha = new T[K];
        Array.Fill(_alpha, T.CreateTruncating(SyntheticLda.Alpha(TopicForm.Sparse)));
        _row = new T[K];
        _device.ReadLambda(_topics, 0, _row);
    }

    protected override void Dispose(bool disposing)
    {
        _topics?.Dispose();
        _device?.Dispose();
        base.Dispose(disposing);
    }
}
