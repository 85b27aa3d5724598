using System.Numerics;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Alternatives;
using Kernels.Bench.Inputs;

namespace Kernels.Bench.Suites.Micro;

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class LogSumExpBenchmarks<T> : RowSuite<T, PlainLogSumExp<T>, TensorLogSumExp<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override bool WritesValues => false;

    protected override void RunOurs() => Results[0] = Probability.LogSumExp<T>(Arguments);

    protected override T[] MakeArguments() => LdaArguments.LogProbabilities<T>(Length);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class LogSumExpRowsBenchmarks<T> : RowSuite<T, PlainLogSumExp<T>, TensorLogSumExp<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override bool InRows => true;

    protected override bool WritesValues => false;

    protected override void RunOurs() => Probability.LogSumExpRows<T>(Arguments, RowLength, Results);

    protected override T[] MakeArguments() => LdaArguments.LogProbabilities<T>(Length);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class SoftmaxBenchmarks<T> : RowSuite<T, PlainSoftmax<T>, TensorSoftmax<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void RunOurs() => Results[0] = Probability.Softmax<T>(Arguments, Values);

    protected override T[] MakeArguments() => LdaArguments.LogProbabilities<T>(Length);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class SoftmaxRowsBenchmarks<T> : RowSuite<T, PlainSoftmax<T>, TensorSoftmax<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override bool InRows => true;

    protected override void RunOurs() => Probability.SoftmaxRows<T>(Arguments, RowLength, Values, Results);

    protected override T[] MakeArguments() => LdaArguments.LogProbabilities<T>(Length);
}

/// <summary>Of E[ln θ] + E[ln β], which is far from normalised.</summary>
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class ResponsibilitiesBenchmarks<T> : RowSuite<T, PlainSoftmax<T>, TensorShiftedSoftmax<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override bool InRows => true;

    protected override void RunOurs() => Probability.Responsibilities<T>(Arguments, RowLength, Values, Results);

    protected override T[] MakeArguments() => LdaArguments.LogJoint<T>(Length);
}
