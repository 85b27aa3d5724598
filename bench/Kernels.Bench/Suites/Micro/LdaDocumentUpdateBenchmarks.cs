using System;
using System.Collections.Generic;
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

    /// <summary>The loop of the books on exp E[log β], each word's over the largest of its row: in float nothing else is left of words that are rare everywhere.</summary>
    protected override void RunPlain()
    {
        for (int word = 0; word < Words; word++)
        {
            ReadOnlySpan<T> row = ExpectedLogBeta.AsSpan(Row(word));
            T largest = row[0];
            foreach (T value in row)
            {
                largest = T.Max(largest, value);
            }

            Span<T> factors = Values.AsSpan(Row(word));
            for (int k = 0; k < row.Length; k++)
            {
                factors[k] = T.Exp(row[k] - largest);
            }
        }

        PlainLda.Update<T>(Values, Counts, Alpha, Iterations, ExpectedLogTheta, Gamma);
    }

    protected override void RunOurs() => LdaDocument.Update<T>(ExpectedLogBeta, Counts, Alpha, s_settings, Gamma);
}
