using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Alternatives;
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
    private const int Documents = 64;
    private const int Words = 100;
    private const int Iterations = 5;
    private const double Rho = 0.05;
    private const double Scale = 20;

    private static readonly long[] s_noOffsets = [0];
    private static readonly LdaEStepSettings s_settings = new() { MaxIterations = Iterations, Tolerance = 0, AccumulateStatistics = true };

    private ILdaDevice<T>? _device;
    private LdaTopics? _topics;
    private (long[] Offsets, int[] Ids, float[] Counts) _allWords;
    private (long[] Offsets, int[] Ids, float[] Counts) _batch;
    private T[] _alpha = [];
    private T[] _gamma = [];
    private T[] _lambda = [];
    private T[] _eta = [];

    public static IEnumerable<int> TopicCounts => DryRun.IsOn ? [20] : [20, 100, 500, 1000];

    public static IEnumerable<int> ThreadCounts => EStepBenchmarks<T>.ThreadCounts;

    [ParamsSource(nameof(TopicCounts))]
    public int K { get; set; }

    [ParamsSource(nameof(ThreadCounts))]
    public int Threads { get; set; }

    /// <summary>Before each call of <see cref="LambdaStep"/>: it takes λ and the statistics with it.</summary>
    [IterationSetup(Target = nameof(LambdaStep))]
    public void Refill()
    {
        _device!.WriteLambda(_topics!, 0, _lambda);
        EStep(_allWords);
    }

    /// <summary>The batch step: λ ← η + scale·statistics, statistics cleared, and the expected logarithms of the new λ.</summary>
    [Benchmark]
    public void LambdaStep() => _device!.LambdaStep(_topics!, _eta, rho: 1, Scale);

    /// <summary>What online training does with a mini-batch: E-step, then λ ← (1 − ρ)·λ + ρ·(η + scale·statistics) of the words it touched.</summary>
    [Benchmark]
    public void OnlineStep()
    {
        EStep(_batch);
        _device!.LambdaStep(_topics!, _eta, Rho, Scale);
    }

    /// <summary>exp E[log β] of λ: the refresh alone, brought about by an E-step over no documents after one word's λ was written.</summary>
    [Benchmark]
    public void ExpectedLogRefresh()
    {
        _device!.WriteLambda(_topics!, 0, _lambda.AsSpan(0, K));
        _device.EStep(_topics!, new LdaDocuments(s_noOffsets, [], []), _alpha, s_settings with { AccumulateStatistics = false }, [], []);
    }

    /// <summary>
    /// The batch step reads the statistics and, once the topics' sums are known, λ; it writes λ, its factors and the 0 of the statistics. The refresh reads λ twice and writes the factors.
    /// The online step is counted in visits.
    /// </summary>
    internal override Workload WorkloadOf(string method)
    {
        double elements = (double)SyntheticLda.Vocabulary * K;
        return method == nameof(OnlineStep)
            ? new(Visits: (double)Documents * Words * Iterations)
            : new(elements, (method == nameof(LambdaStep) ? 5 : 3) * elements * Unsafe.SizeOf<T>());
    }

    /// <summary>λ after a batch step, and after an online step from there.</summary>
    internal override IEnumerable<string> Differences()
    {
        double[] lambda = Array.ConvertAll(_lambda, double.CreateTruncating);
        Refill();
        LambdaStep();
        PlainStep(lambda, _allWords, rho: 1);
        if (DeviceLambda.Agreement<T>().Difference($"{GetType()}.{nameof(LambdaStep)}", lambda, DeviceLambda.Read(_device!, _topics!)) is { } batch)
        {
            yield return batch;
        }

        OnlineStep();
        PlainStep(lambda, _batch, Rho);
        if (DeviceLambda.Agreement<T>().Difference($"{GetType()}.{nameof(OnlineStep)}", lambda, DeviceLambda.Read(_device!, _topics!)) is { } online)
        {
            yield return online;
        }
    }

    /// <summary>What runs it.</summary>
    internal virtual ILdaDevice<T> NewDevice(int threads) => new CpuLdaDevice<T>(threads);

    protected override void Prepare()
    {
        _device = NewDevice(Threads);
        _topics = SyntheticLda.Topics(_device, K, TopicForm.Sparse);
        _allWords = SyntheticLda.AllWords(Documents);
        _batch = SyntheticLda.Documents(Documents, Words, K);
        _eta = [T.CreateTruncating(LdaArguments.Prior)];
        _alpha = new T[K];
        Array.Fill(_alpha, T.CreateTruncating(SyntheticLda.Alpha(TopicForm.Sparse)));
        _gamma = new T[Documents * K];
        _lambda = new T[SyntheticLda.Vocabulary * K];
        _device.ReadLambda(_topics, 0, _lambda);
    }

    protected override void Dispose(bool disposing)
    {
        _topics?.Dispose();
        _device?.Dispose();
        base.Dispose(disposing);
    }

    private void EStep((long[] Offsets, int[] Ids, float[] Counts) documents) =>
        _device!.EStep(_topics!, new LdaDocuments(documents.Offsets, documents.Ids, documents.Counts), _alpha, s_settings, _gamma, []);

    private void PlainStep(double[] lambda, (long[] Offsets, int[] Ids, float[] Counts) documents, double rho)
    {
        double[] statistics = new double[lambda.Length], gamma = new double[_gamma.Length];
        PlainLda.EStep(
            PlainLda.ExpectedBeta(lambda, K), documents.Offsets, documents.Ids, documents.Counts, SyntheticLda.Alpha(TopicForm.Sparse), Iterations, K, gamma, statistics);
        PlainLda.Step<double>(lambda, statistics, LdaArguments.Prior, rho, Scale);
    }
}
