using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Alternatives;
using Kernels.Bench.Inputs;
using Kernels.Bench.Suites.Running;
using Kernels.Corpora;
using Kernels.Inference;
using Kernels.Lda;

namespace Kernels.Bench.Suites.EndToEnd;

/// <summary>A model infers one document, as an application has it do: 100 topics, the model's own schedule, the mean is the latency.</summary>
[BenchmarkCategory(Categories.EndToEnd)]
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class OneDocumentBenchmarks<T> : Suite
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private LdaModel? _model;
    private int[] _ids = [];
    private float[] _counts = [];
    private float[] _theta = [];

    public static IEnumerable<int> DocumentLengths => DryRun.IsOn ? [10] : [10, 100, 1000];

    /// <summary>Distinct words.</summary>
    [ParamsSource(nameof(DocumentLengths))]
    public int Words { get; set; }

    internal override IReadOnlyList<string> WithoutAllocation => [nameof(Infer)];

    private static int TopicCount => DryRun.IsOn ? 20 : 100;

    [Benchmark]
    public void Infer() => _model!.Infer(_ids, _counts, _theta);

    internal override Workload WorkloadOf(string method) => default;

    /// <summary>The shares of a γ that has come to rest.</summary>
    internal override IEnumerable<string> Differences()
    {
        double[] lambda = new double[SyntheticLda.Vocabulary * TopicCount], gamma = new double[TopicCount], statistics = new double[lambda.Length];
        for (int word = 0; word < SyntheticLda.Vocabulary; word++)
        {
            _model!.ReadTopicWeights(word, lambda.AsSpan(word * TopicCount, TopicCount));
        }

        PlainLda.EStep(
            PlainLda.ExpectedBeta(lambda, TopicCount), [0, _ids.Length], _ids, _counts, SyntheticLda.Alpha(TopicForm.Sparse), _model!.Inference.MaxIterations, TopicCount, gamma, statistics);
        double sum = gamma.Sum();
        Array.Clear(_theta);
        Infer();

        // The model stops where γ moves by less than its tolerance.
        Agreement agreement = new(1e-3, 10 * _model.Inference.Tolerance);
        return new[] { agreement.Difference($"{GetType()}.{nameof(Infer)}", [.. gamma.Select(value => value / sum)], [.. _theta.Select(value => (double)value)]) }.OfType<string>();
    }

    /// <summary>Learns a model from synthetic documents: three passes are enough for topics as peaked as they are.</summary>
    protected override void Prepare()
    {
        var builder = new SparseCorpusBuilder(SyntheticLda.Vocabulary);
        (long[] offsets, int[] ids, float[] counts) = SyntheticLda.Documents(DryRun.IsOn ? 20 : 1000, 100, TopicCount);
        for (int document = 0; document + 1 < offsets.Length; document++)
        {
            Range pairs = (int)offsets[document]..(int)offsets[document + 1];
            builder.AddDocument(ids.AsSpan(pairs), counts.AsSpan(pairs));
        }

        using CpuLdaDevice<T> device = new(threads: 1);
        LdaOptions options = new() { TopicCount = TopicCount, Alpha = [SyntheticLda.Alpha(TopicForm.Sparse)], Eta = [LdaArguments.Prior], Passes = 3, BoundEvery = 0 };
        _model = new LdaTrainer<T>(options, device).Fit(builder.Build(), out _);
        (_, _ids, _counts) = SyntheticLda.Documents(1, Words, TopicCount);
        _theta = new float[TopicCount];
        Infer();
    }

    protected override void Dispose(bool disposing)
    {
        _model?.Dispose();
        base.Dispose(disposing);
    }
}
