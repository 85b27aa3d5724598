using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Alternatives;
using Kernels.Lda;

namespace Kernels.Bench.Suites.Micro;

/// <summary>statistics += n φ: they grow from call to call, which costs nothing.</summary>
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class LdaDocumentAddStatisticsBenchmarks<T> : LdaDocumentSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _phi = [];

    internal override double ValuesAnElement => 3;

    [Benchmark]
    public void Library()
    {
        FillExpectedLogTheta<MathNetDigamma<T>>();
        for (int word = 0; word < Words; word++)
        {
            Span<T> statistics = Values.AsSpan(Row(word));
            TensorPrimitives.Add(ExpectedLogBeta.AsSpan(Row(word)), ExpectedLogTheta, _phi);
            TensorShiftedSoftmax<T>.Evaluate(_phi, [], _phi, out _);
            TensorPrimitives.MultiplyAdd(_phi, T.CreateTruncating(Counts[word]), statistics, statistics);
        }
    }

    internal override IEnumerable<T> Output() => Values;

    protected override void Prepare()
    {
        base.Prepare();
        _phi = new T[TopicCount];
    }

    protected override void RunPlain()
    {
        FillExpectedLogTheta<TextbookDigamma<T>>();
        for (int word = 0; word < Words; word++)
        {
            Span<T> statistics = Values.AsSpan(Row(word));
            ReadOnlySpan<T> row = ExpectedLogBeta.AsSpan(Row(word));
            for (int k = 0; k < row.Length; k++)
            {
                _phi[k] = row[k] + ExpectedLogTheta[k];
            }

            PlainSoftmax<T>.Evaluate(_phi, [], _phi, out _);
            for (int k = 0; k < row.Length; k++)
            {
                statistics[k] += T.CreateTruncating(Counts[word]) * _phi[k];
            }
        }
    }

    protected override void RunOurs() => LdaDocument.AddStatistics<T>(ExpectedLogBeta, Counts, Gamma, Values);
}
