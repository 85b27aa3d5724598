using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Alternatives;
using Kernels.Lda;

namespace Kernels.Bench.Suites.Micro;

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class LdaDocumentResponsibilitiesBenchmarks<T> : LdaDocumentSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal override double ValuesAnElement => 2;

    [Benchmark]
    public void Library()
    {
        FillExpectedLogTheta<MathNetDigamma<T>>();
        for (int word = 0; word < Words; word++)
        {
            Span<T> phi = Values.AsSpan(Row(word));
            TensorPrimitives.Add(ExpectedLogBeta.AsSpan(Row(word)), ExpectedLogTheta, phi);
            TensorShiftedSoftmax<T>.Evaluate(phi, [], phi, out _);
        }
    }

    internal override IEnumerable<T> Output() => Values;

    protected override void RunPlain()
    {
        FillExpectedLogTheta<TextbookDigamma<T>>();
        for (int word = 0; word < Words; word++)
        {
            Span<T> phi = Values.AsSpan(Row(word));
            ReadOnlySpan<T> row = ExpectedLogBeta.AsSpan(Row(word));
            for (int k = 0; k < row.Length; k++)
            {
                phi[k] = row[k] + ExpectedLogTheta[k];
            }

            PlainSoftmax<T>.Evaluate(phi, [], phi, out WordResults[word]);
        }
    }

    protected override void RunOurs() => LdaDocument.Responsibilities<T>(ExpectedLogBeta, Gamma, Values, WordResults);
}
