using System;
using System.Collections.Generic;
using System.Numerics;
using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Alternatives;
using Kernels.Bench.Inputs;
using Kernels.Lda;

namespace Kernels.Bench.Suites.Micro;

/// <summary>λ and statistics of words in rows of K topics: K is <see cref="LdaArguments.TopicsOf"/> the length.</summary>
public abstract class LdaLambdaSuite<T> : MicroSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected static T Eta { get; } = T.CreateTruncating(LdaArguments.Prior);

    protected int TopicCount => LdaArguments.TopicsOf(Length);

    protected T[] Lambda { get; private set; } = [];

    protected T[] Statistics { get; private set; } = [];

    protected override void Prepare()
    {
        Lambda = LdaArguments.Parameters<T>(Length);
        Statistics = LdaArguments.Parameters<T>(Length, seed: 2);
    }
}

/// <summary>λ ← (1 − ρ)·λ + ρ·(η + scale·statistics); from call to call λ comes nearer to where it stays.</summary>
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class LdaLambdaStepBenchmarks<T> : LdaLambdaSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Rho = 0.125;
    private const double Scale = 4;
    private static readonly T s_keep = T.CreateTruncating(1 - Rho);
    private static readonly T s_take = T.CreateTruncating(Rho * Scale);
    private static readonly T s_prior = T.CreateTruncating(Rho) * Eta;

    /// <summary>λ read and written, statistics read.</summary>
    internal override double ValuesAnElement => 3;

    [Benchmark]
    public void Library()
    {
        TensorPrimitives.Multiply(Lambda, s_keep, Lambda);
        TensorPrimitives.Add(Lambda, s_prior, Lambda);
        TensorPrimitives.MultiplyAdd(Statistics, s_take, Lambda, Lambda);
    }

    internal override IEnumerable<T> Output() => Lambda;

    protected override void RunPlain() => PlainLda.Step<T>(Lambda, Statistics, Eta, Rho, Scale);

    protected override void RunOurs() => LdaLambda.Step(Lambda, Statistics, TopicCount, [Eta], Rho, Scale);
}

/// <summary>The topics' part of the bound.</summary>
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class LdaLambdaBoundBenchmarks<T> : LdaLambdaSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private double[] _sums = [];
    private double _bound;

    internal override IEnumerable<T> Output() => [T.CreateTruncating(_bound)];

    protected override void Prepare()
    {
        base.Prepare();
        _sums = new double[TopicCount];
    }

    protected override void RunPlain()
    {
        double eta = double.CreateTruncating(Eta);
        double[] sums = _sums;
        Array.Clear(sums);
        for (int i = 0; i < Length; i++)
        {
            sums[i % TopicCount] += double.CreateTruncating(Lambda[i]);
        }

        double bound = TopicCount * TextbookLogGamma<double>.Evaluate(eta * (Length / TopicCount));
        for (int k = 0; k < TopicCount; k++)
        {
            bound -= TextbookLogGamma<double>.Evaluate(sums[k]);
            sums[k] = TextbookDigamma<double>.Evaluate(sums[k]);
        }

        double logGammaEta = TextbookLogGamma<double>.Evaluate(eta);
        for (int i = 0; i < Length; i++)
        {
            double lambda = double.CreateTruncating(Lambda[i]);
            double expectedLog = TextbookDigamma<double>.Evaluate(lambda) - sums[i % TopicCount];
            bound += ((eta - lambda + double.CreateTruncating(Statistics[i])) * expectedLog) + TextbookLogGamma<double>.Evaluate(lambda) - logGammaEta;
        }

        _bound = bound;
    }

    protected override void RunOurs()
    {
        LdaTopicBound bound = LdaLambda.Bound(Lambda, Statistics, TopicCount, [Eta]);
        _bound = bound.TopicPrior + bound.Likelihood + bound.TopicEntropy;
    }
}
