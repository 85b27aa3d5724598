using System;
using System.Numerics;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Alternatives;
using Kernels.Bench.Inputs;

namespace Kernels.Bench.Suites.Micro;

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class ExpectedLogBenchmarks<T> : RowSuite<T, PlainExpectedLog<T, TextbookDigamma<T>>, PlainExpectedLog<T, MathNetDigamma<T>>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void RunOurs() => Dirichlet.ExpectedLog<T>(Arguments, Values);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class ExpectedLogRowsBenchmarks<T> : RowSuite<T, PlainExpectedLog<T, TextbookDigamma<T>>, PlainExpectedLog<T, MathNetDigamma<T>>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override bool InRows => true;

    protected override void RunOurs() => Dirichlet.ExpectedLogRows<T>(Arguments, RowLength, Values);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class ExpExpectedLogBenchmarks<T> : RowSuite<T, PlainExpExpectedLog<T, TextbookDigamma<T>>, PlainExpExpectedLog<T, MathNetDigamma<T>>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void RunOurs() => Dirichlet.ExpExpectedLog<T>(Arguments, Values);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class ExpExpectedLogRowsBenchmarks<T> : RowSuite<T, PlainExpExpectedLog<T, TextbookDigamma<T>>, PlainExpExpectedLog<T, MathNetDigamma<T>>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override bool InRows => true;

    protected override void RunOurs() => Dirichlet.ExpExpectedLogRows<T>(Arguments, RowLength, Values);
}

/// <summary>The divergence of γ from a symmetric prior.</summary>
public abstract class DivergenceSuite<T>
    : RowSuite<T, PlainKullbackLeibler<T, TextbookDigamma<T>, TextbookLogGamma<T>>, PlainKullbackLeibler<T, MathNetDigamma<T>, MathNetLogGamma<T>>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal override double ValuesAnElement => 2;

    protected override bool WritesValues => false;

    protected override T[] MakeSecond()
    {
        var prior = new T[Length];
        Array.Fill(prior, T.CreateTruncating(10 * LdaArguments.Prior));
        return prior;
    }
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class KullbackLeiblerBenchmarks<T> : DivergenceSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void RunOurs() => Results[0] = Dirichlet.KullbackLeibler<T>(Arguments, Second);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class KullbackLeiblerRowsBenchmarks<T> : DivergenceSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override bool InRows => true;

    protected override void RunOurs() => Dirichlet.KullbackLeiblerRows<T>(Arguments, Second, RowLength, Results);
}
