using System;
using System.Numerics;
using Kernels.Bench.Alternatives;
using Kernels.Bench.Inputs;

namespace Kernels.Bench.Suites.Micro;

/// <summary>An activation of the sums of a layer: normal numbers of deviation 2.</summary>
public abstract class ActivationSuite<T, TPlain> : ElementwiseSuite<T, TPlain>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TPlain : struct, IScalarFunction<T>
{
    protected override T[] MakeArguments() => NeuralArguments.Sums<T>(Length);
}

/// <summary>The way back through an activation: its values, and derivatives by them.</summary>
public abstract class ActivationGradientSuite<T, TPlain> : ActivationSuite<T, TPlain>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TPlain : struct, IScalarFunction<T>
{
    /// <summary>Two arguments and a result.</summary>
    internal override double ValuesAnElement => 3;

    protected T[] Gradient { get; private set; } = [];

    /// <summary>The derivative from the value, times the gradient.</summary>
    protected override void RunPlain()
    {
        (T[] values, T[] gradient, T[] results) = (Arguments, Gradient, Results);
        for (int i = 0; i < values.Length; i++)
        {
            results[i] = gradient[i] * TPlain.Evaluate(values[i]);
        }
    }

    protected override void Prepare()
    {
        base.Prepare();
        Gradient = NeuralArguments.Sums<T>(Length, seed: 2);
        Activate(Arguments);
    }

    /// <summary>Puts sums through the activation.</summary>
    protected abstract void Activate(Span<T> sums);
}
