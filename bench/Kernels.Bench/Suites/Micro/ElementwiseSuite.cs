using System;
using System.Collections.Generic;
using System.Numerics;
using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Suites.Inputs;

namespace Kernels.Bench.Suites.Micro;

/// <summary>A function of each number, of arguments as γ and λ are.</summary>
public abstract class ElementwiseSuite<T, TPlain> : MicroSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TPlain : struct, IScalarFunction<T>
{
    protected T[] Arguments { get; private set; } = [];

    protected T[] Results { get; private set; } = [];

    internal override IEnumerable<T> Output() => Results;

    protected override void RunPlain() => Loop<TPlain>();

    protected override void Prepare()
    {
        Arguments = MakeArguments();
        Results = new T[Length];
    }

    protected virtual T[] MakeArguments() => LdaArguments.Parameters<T>(Length);

    protected void Loop<TFunction>()
        where TFunction : struct, IScalarFunction<T>
    {
        T[] x = Arguments;
        T[] results = Results;
        for (int i = 0; i < x.Length; i++)
        {
            results[i] = TFunction.Evaluate(x[i]);
        }
    }
}

/// <summary>Of log-probabilities.</summary>
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class ExpBenchmarks<T> : ElementwiseSuite<T, RuntimeExp<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Benchmark]
    public void Library() => TensorPrimitives.Exp(Arguments, Results);

    protected override void RunOurs() => SpecialFunctions.Exp<T>(Arguments, Results);

    protected override T[] MakeArguments() => LdaArguments.LogProbabilities<T>(Length);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class LogBenchmarks<T> : ElementwiseSuite<T, RuntimeLog<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Benchmark]
    public void Library() => TensorPrimitives.Log(Arguments, Results);

    protected override void RunOurs() => SpecialFunctions.Log<T>(Arguments, Results);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class DigammaBenchmarks<T> : ElementwiseSuite<T, TextbookDigamma<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Benchmark]
    public void Library() => Loop<MathNetDigamma<T>>();

    protected override void RunOurs() => SpecialFunctions.Digamma<T>(Arguments, Results);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class ExpDigammaBenchmarks<T> : ElementwiseSuite<T, TextbookExpDigamma<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Benchmark]
    public void Library() => Loop<MathNetExpDigamma<T>>();

    protected override void RunOurs() => SpecialFunctions.ExpDigamma<T>(Arguments, Results);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class TrigammaBenchmarks<T> : ElementwiseSuite<T, TextbookTrigamma<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void RunOurs() => SpecialFunctions.Trigamma<T>(Arguments, Results);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class LogGammaBenchmarks<T> : ElementwiseSuite<T, TextbookLogGamma<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Benchmark]
    public void Library() => Loop<MathNetLogGamma<T>>();

    protected override void RunOurs() => SpecialFunctions.LogGamma<T>(Arguments, Results);
}
