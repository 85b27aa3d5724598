using System;
using System.Collections.Generic;
using System.Numerics;
using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Inputs;
using Kernels.Lanes;
using Kernels.Lda;

namespace Kernels.Bench.Suites.Micro;

/// <summary>The two products of an iteration of the E-step on a document's tile B (words × K): Bθ, the counts over it, and Bᵀ of that.</summary>
/// <remarks>K is <see cref="LdaArguments.TopicsOf"/> the length. What long documents' sums cost to keep their rounding errors is left out.</remarks>
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class EStepProductBenchmarks<T> : MicroSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Words are padded to a multiple of this, as the E-step pads them.</summary>
    private const int WordGroup = 16;

    /// <summary>The E-step's, too: rows that stay in the first-level cache between the two products.</summary>
    private const int BytesAtOnce = 28 * 1024;

    private NativeBuffer<T>? _tile;
    private NativeBuffer<T>? _theta;
    private NativeBuffer<T>? _sum;
    private NativeBuffer<T>? _counts;
    private NativeBuffer<T>? _normalizers;
    private NativeBuffer<T>? _ratios;

    /// <summary>The tile is read once.</summary>
    internal override double ValuesAnElement => 1;

    private int TopicCount => LdaArguments.TopicsOf(Length);

    private int Words => Length / TopicCount;

    private Span<T> Theta => _theta!.Span(0, TopicCount);

    private Span<T> Sum => _sum!.Span(0, TopicCount);

    [Benchmark]
    public void Library()
    {
        Sum.Clear();
        for (int word = 0; word < Words; word++)
        {
            Span<T> row = _tile!.Span((long)word * TopicCount, TopicCount);
            T ratio = Count(word) / TensorPrimitives.Dot<T>(row, Theta);
            TensorPrimitives.MultiplyAdd(row, ratio, Sum, Sum);
        }
    }

    internal override Workload WorkloadOf(string method) => base.WorkloadOf(method) with { Operations = 4.0 * Elements };

    internal override IEnumerable<T> Output() => Sum.ToArray();

    protected override void RunPlain()
    {
        Span<T> theta = Theta;
        Span<T> sum = Sum;
        sum.Clear();
        for (int word = 0; word < Words; word++)
        {
            Span<T> row = _tile!.Span((long)word * TopicCount, TopicCount);
            T normalizer = T.Zero;
            for (int k = 0; k < row.Length; k++)
            {
                normalizer += row[k] * theta[k];
            }

            T ratio = Count(word) / normalizer;
            for (int k = 0; k < row.Length; k++)
            {
                sum[k] += ratio * row[k];
            }
        }
    }

    protected override void RunOurs()
    {
        var products = new Products(this);
        BlockDispatch.Run<T, Products>(ref products);
    }

    protected override void Prepare()
    {
        int padded = (Words + WordGroup - 1) / WordGroup * WordGroup;
        (_tile, _theta, _sum) = (new NativeBuffer<T>((long)padded * TopicCount), new NativeBuffer<T>(TopicCount), new NativeBuffer<T>(TopicCount));
        (_counts, _normalizers, _ratios) = (new NativeBuffer<T>(padded), new NativeBuffer<T>(padded), new NativeBuffer<T>(padded));

        // Scaled to at most 1, far above what the E-step flushes: every topic is active.
        Dirichlet.ExpExpectedLog<T>(Array.ConvertAll(LdaArguments.Parameters<T>(TopicCount), value => value + T.One), Theta);
        for (int word = 0; word < Words; word++)
        {
            Span<T> row = _tile.Span((long)word * TopicCount, TopicCount);
            Dirichlet.ExpExpectedLog<T>(Array.ConvertAll(LdaArguments.Parameters<T>(TopicCount, seed: 2 + word), value => value + T.One), row);
            _counts.Span(word, 1)[0] = T.One + T.CreateTruncating(word % 3);
        }
    }

    protected override void Dispose(bool disposing)
    {
        foreach (NativeBuffer<T>? buffer in new[] { _tile, _theta, _sum, _counts, _normalizers, _ratios })
        {
            buffer?.Dispose();
        }

        base.Dispose(disposing);
    }

    private T Count(int word) => _counts!.Span(word, 1)[0];

    private readonly unsafe struct Products(EStepProductBenchmarks<T> suite) : IBlockAction<T>
    {
        public void Invoke<TBlock>()
            where TBlock : struct, ILanes<TBlock, T>
        {
            int stride = suite.TopicCount;
            int words = (int)suite._counts!.Length;
            int rowsAtOnce = Math.Max(WordGroup, BytesAtOnce / (stride * sizeof(T)) / WordGroup * WordGroup);
            T limit = T.CreateTruncating(LdaPrecision<T>.RescueLimit(stride));
            suite.Sum.Clear();
            for (int first = 0; first < words; first += rowsAtOnce)
            {
                int count = Math.Min(rowsAtOnce, words - first);
                T* rows = suite._tile!.Pointer + ((long)first * stride);
                T* normalizers = suite._normalizers!.Pointer + first;
                T* ratios = suite._ratios!.Pointer + first;
                RowKernels<TBlock, T>.Dot(rows, stride, count, suite._theta!.Pointer, normalizers);
                RowKernels<TBlock, T>.Ratios(suite._counts.Pointer + first, normalizers, count, limit, ratios);
                RowKernels<TBlock, T>.AddWeighted(rows, stride, null, count, ratios, suite._sum!.Pointer);
            }
        }
    }
}
