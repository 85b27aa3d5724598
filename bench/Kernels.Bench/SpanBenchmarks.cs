using System;
using System.Collections.Generic;
using System.Numerics;
using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace Kernels.Bench;

/// <summary>What every suite shares: lengths and arguments.</summary>
[MemoryDiagnoser]
[Config(typeof(ElementConfig))]
public abstract class SpanBenchmarks
{
    internal static bool OnlySmallest { get; set; }

    public static IEnumerable<int> Lengths => OnlySmallest ? [16] : [16, 256, 4096, 65_536, 4_194_304];

    [ParamsSource(nameof(Lengths))]
    public int Length { get; set; }

    /// <summary>Values read or written for each of <see cref="Length"/> elements.</summary>
    internal virtual int ValuesAnElement => 2;

    protected static T[] Arguments<T>(int length)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(1);
        var x = new T[length];
        for (int i = 0; i < length; i++)
        {
            x[i] = T.CreateChecked(i % 3 == 0 ? 0.05 + random.NextDouble() : 1 + (20 * random.NextDouble()));
        }

        return x;
    }
}

/// <summary>The columns every suite has.</summary>
internal sealed class ElementConfig : ManualConfig
{
    public ElementConfig() => AddColumn(ElementColumn.Nanoseconds, ElementColumn.GigabytesPerSecond);
}

/// <summary>A plain loop, the obvious library call, ours.</summary>
public abstract class SpanBenchmarks<T> : SpanBenchmarks
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _x = [];
    private T[] _result = [];

    [GlobalSetup]
    public void Setup()
    {
        _x = Arguments<T>(Length);
        _result = new T[Length];
    }

    [Benchmark(Baseline = true)]
    public void PlainLoop()
    {
        for (int i = 0; i < _x.Length; i++)
        {
            _result[i] = Plain(_x[i]);
        }
    }

    [Benchmark]
    public void Library() => Library(_x, _result);

    [Benchmark]
    public void Ours() => Ours(_x, _result);

    protected abstract T Plain(T x);

    protected virtual void Library(ReadOnlySpan<T> x, Span<T> destination)
    {
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = Plain(x[i]);
        }
    }

    protected abstract void Ours(ReadOnlySpan<T> x, Span<T> destination);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class ExpBenchmarks<T> : SpanBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override T Plain(T x) => T.Exp(x);

    protected override void Library(ReadOnlySpan<T> x, Span<T> destination) => TensorPrimitives.Exp(x, destination);

    protected override void Ours(ReadOnlySpan<T> x, Span<T> destination) => SpecialFunctions.Exp(x, destination);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class LogBenchmarks<T> : SpanBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override T Plain(T x) => T.Log(x);

    protected override void Library(ReadOnlySpan<T> x, Span<T> destination) => TensorPrimitives.Log(x, destination);

    protected override void Ours(ReadOnlySpan<T> x, Span<T> destination) => SpecialFunctions.Log(x, destination);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class DigammaBenchmarks<T> : SpanBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override T Plain(T x) => T.CreateTruncating(MathNet.Numerics.SpecialFunctions.DiGamma(double.CreateTruncating(x)));

    protected override void Ours(ReadOnlySpan<T> x, Span<T> destination) => SpecialFunctions.Digamma(x, destination);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class LogGammaBenchmarks<T> : SpanBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override T Plain(T x) => T.CreateTruncating(MathNet.Numerics.SpecialFunctions.GammaLn(double.CreateTruncating(x)));

    protected override void Ours(ReadOnlySpan<T> x, Span<T> destination) => SpecialFunctions.LogGamma(x, destination);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class ExpDigammaBenchmarks<T> : SpanBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override T Plain(T x) => T.Exp(T.CreateTruncating(MathNet.Numerics.SpecialFunctions.DiGamma(double.CreateTruncating(x))));

    protected override void Ours(ReadOnlySpan<T> x, Span<T> destination) => SpecialFunctions.ExpDigamma(x, destination);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class TrigammaBenchmarks<T> : SpanBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override T Plain(T x)
    {
        // Up by ψ′(x) = ψ′(x + 1) + 1/x² to where Stirling's series holds; no library at hand has the function.
        double value = double.CreateTruncating(x);
        double sum = 0;
        for (; value < 14; value++)
        {
            sum += 1 / (value * value);
        }

        double u = 1 / (value * value);
        double series = (1.0 / 6) - (u * ((1.0 / 30) - (u * ((1.0 / 42) - (u * ((1.0 / 30) - (u * 5 / 66)))))));
        return T.CreateTruncating(sum + (1 / value) + (u / 2) + (u / value * series));
    }

    protected override void Ours(ReadOnlySpan<T> x, Span<T> destination) => SpecialFunctions.Trigamma(x, destination);
}
