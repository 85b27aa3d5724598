using System;
using System.Numerics;
using Kernels.Formulas;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>The PTX itself, run by <see cref="PtxMachine"/>: the processor's bits for every kind of argument.</summary>
public sealed class PtxElementwiseTests
{
    private delegate void Processor<T>(ReadOnlySpan<T> x, Span<T> destination);

    [Fact]
    public void FloatHasTheProcessorsBits() => All<float>();

    [Fact]
    public void DoubleHasTheProcessorsBits() => All<double>();

    private static void All<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Compare<T>(typeof(Exponential<T>), SpecialFunctions.Exp);
        Compare<T>(typeof(Logarithm<T>), SpecialFunctions.Log);
        Compare<T>(typeof(DigammaFormula<T>), SpecialFunctions.Digamma);
        Compare<T>(typeof(TrigammaFormula<T>), SpecialFunctions.Trigamma);
        Compare<T>(typeof(LogGammaFormula<T>), SpecialFunctions.LogGamma);
        Compare<T>(typeof(ExpDigammaFormula<T>), SpecialFunctions.ExpDigamma);
    }

    private static void Compare<T>(Type formula, Processor<T> processor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Values.WholeLine<T>();
        T[] expected = new T[x.Length];
        processor(x, expected);
        PtxMachine machine = new(Ptx.Of(DeviceKernel.Threads(DeviceKernel.Of<T>(typeof(ElementwiseKernels<,>)), "Map", formula)));
        (ulong, long) source = machine.Upload(x);
        (ulong, long) destination = machine.Upload(new T[x.Length]);
        machine.Launch((x.Length + 31) / 32, 32, 0, x.Length, source, destination);
        Values.AssertSameBits(expected, machine.Read<T>(destination), i => $"{formula.Name}({x[i]:R})");
    }
}
