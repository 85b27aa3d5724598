using System;
using System.Numerics;
using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Alternatives;

namespace Kernels.Bench.Suites.Micro;

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class ActivationsRectifierBenchmarks<T> : ActivationSuite<T, PlainRectifier<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Benchmark]
    public void Library() => TensorPrimitives.Max(Arguments, T.Zero, Results);

    protected override void RunOurs() => Activations.Rectifier<T>(Arguments, Results);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class ActivationsSigmoidBenchmarks<T> : ActivationSuite<T, PlainSigmoid<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Benchmark]
    public void Library() => TensorPrimitives.Sigmoid(Arguments, Results);

    protected override void RunOurs() => Activations.Sigmoid<T>(Arguments, Results);
}

/// <summary>The library has no softplus: its exponential and its ln(1 + x), which overflow where x does.</summary>
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class ActivationsSoftplusBenchmarks<T> : ActivationSuite<T, PlainSoftplus<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Benchmark]
    public void Library()
    {
        TensorPrimitives.Exp(Arguments, Results);
        TensorPrimitives.LogP1(Results, Results);
    }

    protected override void RunOurs() => Activations.Softplus<T>(Arguments, Results);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class ActivationsHyperbolicTangentBenchmarks<T> : ActivationSuite<T, RuntimeHyperbolicTangent<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Benchmark]
    public void Library() => TensorPrimitives.Tanh(Arguments, Results);

    protected override void RunOurs() => Activations.HyperbolicTangent<T>(Arguments, Results);
}

/// <summary>The library would compare, and then multiply, by hand.</summary>
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class ActivationsRectifierGradientBenchmarks<T> : ActivationGradientSuite<T, PlainRectifierSlope<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void RunOurs() => Activations.RectifierGradient<T>(Arguments, Gradient, Results);

    protected override void Activate(Span<T> sums) => Activations.Rectifier<T>(sums, sums);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class ActivationsSigmoidGradientBenchmarks<T> : ActivationGradientSuite<T, PlainSigmoidSlope<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Benchmark]
    public void Library()
    {
        TensorPrimitives.Subtract(T.One, Arguments, Results);
        TensorPrimitives.Multiply(Results, Arguments, Results);
        TensorPrimitives.Multiply(Results, Gradient, Results);
    }

    protected override void RunOurs() => Activations.SigmoidGradient<T>(Arguments, Gradient, Results);

    protected override void Activate(Span<T> sums) => Activations.Sigmoid<T>(sums, sums);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class ActivationsSoftplusGradientBenchmarks<T> : ActivationGradientSuite<T, PlainSoftplusSlope<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Benchmark]
    public void Library()
    {
        TensorPrimitives.Negate(Arguments, Results);
        TensorPrimitives.ExpM1(Results, Results);
        TensorPrimitives.Multiply(Results, Gradient, Results);
        TensorPrimitives.Negate(Results, Results);
    }

    protected override void RunOurs() => Activations.SoftplusGradient<T>(Arguments, Gradient, Results);

    protected override void Activate(Span<T> sums) => Activations.Softplus<T>(sums, sums);
}

[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class ActivationsHyperbolicTangentGradientBenchmarks<T> : ActivationGradientSuite<T, PlainHyperbolicTangentSlope<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Benchmark]
    public void Library()
    {
        TensorPrimitives.Multiply(Arguments, Arguments, Results);
        TensorPrimitives.Subtract(T.One, Results, Results);
        TensorPrimitives.Multiply(Results, Gradient, Results);
    }

    protected override void RunOurs() => Activations.HyperbolicTangentGradient<T>(Arguments, Gradient, Results);

    protected override void Activate(Span<T> sums) => Activations.HyperbolicTangent<T>(sums, sums);
}
