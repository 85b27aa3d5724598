using System;
using System.Numerics;
using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;

namespace Kernels.Bench;

/// <summary>A kernel that sums: plain loops, the obvious library call, ours, and ours on rows of 20.</summary>
public abstract class ReductionBenchmarks<T> : SpanBenchmarks
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowLength = 20;
    private T[] _x = [];
    private T[] _values = [];
    private T[] _results = [];

    [GlobalSetup]
    public void Setup()
    {
        _x = Arguments<T>(Length);
        _values = new T[Length];
        _results = new T[(Length / RowLength) + 1];
        Prepare(Length);
    }

    [Benchmark(Baseline = true)]
    public void PlainLoop() => Plain(_x, _values, _results);

    [Benchmark]
    public void Library() => Library(_x, _values, _results);

    [Benchmark]
    public void Ours() => Ours(_x, Length, _values, _results);

    /// <summary>The last few elements, less than a row, are left out.</summary>
    [Benchmark]
    public void OursInRows()
    {
        int rowLength = Math.Min(RowLength, Length);
        Ours(_x.AsSpan(0, Length / rowLength * rowLength), rowLength, _values, _results);
    }

    protected static T Digamma(T x) => T.CreateTruncating(MathNet.Numerics.SpecialFunctions.DiGamma(double.CreateTruncating(x)));

    protected static T LogGamma(T x) => T.CreateTruncating(MathNet.Numerics.SpecialFunctions.GammaLn(double.CreateTruncating(x)));

    /// <summary>Makes what a suite has of its own.</summary>
    protected virtual void Prepare(int length)
    {
    }

    protected abstract void Plain(ReadOnlySpan<T> x, Span<T> values, Span<T> results);

    protected virtual void Library(ReadOnlySpan<T> x, Span<T> values, Span<T> results) => Plain(x, values, results);

    protected abstract void Ours(ReadOnlySpan<T> x, int rowLength, Span<T> values, Span<T> results);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class LogSumExpBenchmarks<T> : ReductionBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal override int ValuesAnElement => 1;

    protected override void Plain(ReadOnlySpan<T> x, Span<T> values, Span<T> results)
    {
        T maximum = x[0];
        foreach (T value in x)
        {
            maximum = T.Max(maximum, value);
        }

        T sum = T.Zero;
        foreach (T value in x)
        {
            sum += T.Exp(value - maximum);
        }

        results[0] = maximum + T.Log(sum);
    }

    protected override void Library(ReadOnlySpan<T> x, Span<T> values, Span<T> results)
    {
        T maximum = TensorPrimitives.Max(x);
        TensorPrimitives.Subtract(x, maximum, values);
        TensorPrimitives.Exp(values, values);
        results[0] = maximum + T.Log(TensorPrimitives.Sum<T>(values));
    }

    protected override void Ours(ReadOnlySpan<T> x, int rowLength, Span<T> values, Span<T> results) => Probability.LogSumExpRows(x, rowLength, results);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class SoftmaxBenchmarks<T> : ReductionBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void Plain(ReadOnlySpan<T> x, Span<T> values, Span<T> results)
    {
        T maximum = x[0];
        foreach (T value in x)
        {
            maximum = T.Max(maximum, value);
        }

        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            values[i] = T.Exp(x[i] - maximum);
            sum += values[i];
        }

        for (int i = 0; i < x.Length; i++)
        {
            values[i] /= sum;
        }
    }

    protected override void Library(ReadOnlySpan<T> x, Span<T> values, Span<T> results) => TensorPrimitives.SoftMax(x, values);

    protected override void Ours(ReadOnlySpan<T> x, int rowLength, Span<T> values, Span<T> results) =>
        Probability.SoftmaxRows(x, rowLength, values, results);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class ExpectedLogBenchmarks<T> : ReductionBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void Plain(ReadOnlySpan<T> x, Span<T> values, Span<T> results)
    {
        T total = T.Zero;
        foreach (T value in x)
        {
            total += value;
        }

        T normalizer = Digamma(total);
        for (int i = 0; i < x.Length; i++)
        {
            values[i] = Digamma(x[i]) - normalizer;
        }
    }

    protected override void Ours(ReadOnlySpan<T> x, int rowLength, Span<T> values, Span<T> results) => Dirichlet.ExpectedLogRows(x, rowLength, values);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class ExpExpectedLogBenchmarks<T> : ReductionBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void Plain(ReadOnlySpan<T> x, Span<T> values, Span<T> results)
    {
        T total = T.Zero;
        foreach (T value in x)
        {
            total += value;
        }

        T normalizer = Digamma(total);
        for (int i = 0; i < x.Length; i++)
        {
            values[i] = T.Exp(Digamma(x[i]) - normalizer);
        }
    }

    protected override void Ours(ReadOnlySpan<T> x, int rowLength, Span<T> values, Span<T> results) => Dirichlet.ExpExpectedLogRows(x, rowLength, values);
}

/// <summary>The divergence from a symmetric Dirichlet distribution.</summary>
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class KullbackLeiblerBenchmarks<T> : ReductionBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _beta = [];

    protected override void Prepare(int length)
    {
        _beta = new T[length];
        Array.Fill(_beta, T.CreateChecked(0.1));
    }

    protected override void Plain(ReadOnlySpan<T> x, Span<T> values, Span<T> results)
    {
        T alphas = T.Zero;
        T betas = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            alphas += x[i];
            betas += _beta[i];
        }

        T normalizer = Digamma(alphas);
        T sum = LogGamma(alphas) - LogGamma(betas);
        for (int i = 0; i < x.Length; i++)
        {
            sum += LogGamma(_beta[i]) - LogGamma(x[i]) + ((x[i] - _beta[i]) * (Digamma(x[i]) - normalizer));
        }

        results[0] = sum;
    }

    protected override void Ours(ReadOnlySpan<T> x, int rowLength, Span<T> values, Span<T> results) =>
        Dirichlet.KullbackLeiblerRows(x, _beta.AsSpan(0, x.Length), rowLength, results);
}
