using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Suites.Inputs;
using Kernels.Lda;

namespace Kernels.Bench.Suites.Micro;

/// <summary>A document as rows of E[log β], K values a word: K is <see cref="LdaArguments.TopicsOf"/> the length.</summary>
public abstract class LdaDocumentSuite<T> : MicroSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal override double ValuesAnElement => 1;

    protected int TopicCount => LdaArguments.TopicsOf(Length);

    protected int Words => Length / TopicCount;

    protected T[] ExpectedLogBeta { get; private set; } = [];

    protected float[] Counts { get; private set; } = [];

    protected T[] Alpha { get; private set; } = [];

    protected T[] Gamma { get; private set; } = [];

    protected T[] ExpectedLogTheta { get; private set; } = [];

    /// <summary>As many values as <see cref="ExpectedLogBeta"/>.</summary>
    protected T[] Values { get; private set; } = [];

    protected T[] WordResults { get; private set; } = [];

    protected override void Prepare()
    {
        ExpectedLogBeta = LdaArguments.ExpectedLogBeta<T>(Length);
        Counts = LdaArguments.Counts(Words);
        Alpha = [.. Enumerable.Repeat(T.CreateTruncating(0.1), TopicCount)];
        Gamma = LdaArguments.Parameters<T>(TopicCount);
        ExpectedLogTheta = new T[TopicCount];
        Values = new T[Length];
        WordResults = new T[Words];
    }

    protected Range Row(int word) => (word * TopicCount)..((word + 1) * TopicCount);

    protected void FillExpectedLogTheta<TDigamma>()
        where TDigamma : struct, IScalarFunction<T> =>
        PlainExpectedLog<T, TDigamma>.Evaluate(Gamma, [], ExpectedLogTheta, out _);
}

/// <summary>γ through ten iterations; an element is a value of E[log β] in an iteration.</summary>
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class LdaDocumentUpdateBenchmarks<T> : LdaDocumentSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Iterations = 10;
    private static readonly LdaEStepSettings s_settings = new() { MaxIterations = Iterations, Tolerance = 0 };

    internal override Work WorkOf(string method) => base.WorkOf(method) with { Elements = (double)Iterations * Elements };

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

/// <summary>statistics += n φ: they grow from call to call, which costs nothing.</summary>
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class LdaDocumentStatisticsBenchmarks<T> : LdaDocumentSuite<T>
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
