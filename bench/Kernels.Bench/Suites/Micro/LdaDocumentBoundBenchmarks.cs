using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Alternatives;
using Kernels.Lda;

namespace Kernels.Bench.Suites.Micro;

/// <summary>The document's part of the bound at a given γ.</summary>
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class LdaDocumentBoundBenchmarks<T> : LdaDocumentSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private double _bound;

    internal override IEnumerable<T> Output() => [T.CreateTruncating(_bound)];

    protected override void RunPlain()
    {
        FillExpectedLogTheta<TextbookDigamma<T>>();
        double bound = 0, gammas = 0, alphas = 0;
        for (int k = 0; k < TopicCount; k++)
        {
            bound += double.CreateTruncating(((Alpha[k] - Gamma[k]) * ExpectedLogTheta[k]) + TextbookLogGamma<T>.Evaluate(Gamma[k]) - TextbookLogGamma<T>.Evaluate(Alpha[k]));
            gammas += double.CreateTruncating(Gamma[k]);
            alphas += double.CreateTruncating(Alpha[k]);
        }

        bound += TextbookLogGamma<double>.Evaluate(alphas) - TextbookLogGamma<double>.Evaluate(gammas);
        for (int word = 0; word < Words; word++)
        {
            Span<T> joint = Values.AsSpan(Row(word));
            ReadOnlySpan<T> row = ExpectedLogBeta.AsSpan(Row(word));
            for (int k = 0; k < row.Length; k++)
            {
                joint[k] = row[k] + ExpectedLogTheta[k];
            }

            PlainLogSumExp<T>.Evaluate(joint, [], [], out T normalizer);
            bound += Counts[word] * double.CreateTruncating(normalizer);
        }

        _bound = bound;
    }

    protected override void RunOurs() => _bound = LdaDocument.Bound<T>(ExpectedLogBeta, Counts, Alpha, Gamma).DocumentBound;
}
