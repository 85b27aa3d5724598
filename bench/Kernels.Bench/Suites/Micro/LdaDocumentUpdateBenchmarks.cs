using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Alternatives;
using Kernels.Lda;

namespace Kernels.Bench.Suites.Micro;

/// <summary>γ through ten iterations; an element is a value of E[log β] in an iteration.</summary>
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class LdaDocumentUpdateBenchmarks<T> : LdaDocumentSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Iterations = 10;
    private static readonly LdaEStepSettings s_settings = new() { MaxIterations = Iterations, Tolerance = 0 };

    internal override Workload WorkloadOf(string method) => base.WorkloadOf(method) with { Elements = (double)Iterations * Elements };

    internal override IEnumerable<T> Output() => Gamma;

    /// <summary>The loop of the books on exp E[log β].</summary>
    protected override void RunPlain()
    {
        for (int i = 0; i < Length; i++)
        {
            Values[i] = T.Exp(ExpectedLogBeta[i]);
        }

        Array.Fill(Gamma, Alpha[0] + (T.CreateTruncating(Counts.Sum()) / T.CreateTruncating(TopicCount)));
        Span<T> theta = ExpectedLogTheta;
        Span<T> sum = stackalloc T[TopicCount];
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            for (int k = 0; k < theta.Length; k++)
            {
                theta[k] = TextbookExpDigamma<T>.Evaluate(Gamma[k]);
            }

            sum.Clear();
            for (int word = 0; word < Words; word++)
            {
                ReadOnlySpan<T> row = Values.AsSpan(Row(word));
                T normalizer = T.Zero;
                for (int k = 0; k < row.Length; k++)
                {
                    normalizer += theta[k] * row[k];
                }

                T ratio = T.CreateTruncating(Counts[word]) / normalizer;
                for (int k = 0; k < row.Length; k++)
                {
                    sum[k] += ratio * row[k];
                }
            }

            for (int k = 0; k < theta.Length; k++)
            {
                Gamma[k] = Alpha[k] + (theta[k] * sum[k]);
            }
        }
    }

    protected override void RunOurs() => LdaDocument.Update<T>(ExpectedLogBeta, Counts, Alpha, s_settings, Gamma);
}
