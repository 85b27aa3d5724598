using System.Numerics;
using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Alternatives;
using Kernels.Bench.Inputs;

namespace Kernels.Bench.Suites.Micro;

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

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class StirlingRemainderBenchmarks<T> : ElementwiseSuite<T, TextbookStirlingRemainder<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void RunOurs() => SpecialFunctions.StirlingRemainder<T>(Arguments, Results);
}
