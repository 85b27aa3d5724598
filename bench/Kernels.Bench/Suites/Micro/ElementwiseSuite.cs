using System;
using System.Collections.Generic;
using System.Numerics;
using Kernels.Bench.Alternatives;
using Kernels.Bench.Inputs;

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
