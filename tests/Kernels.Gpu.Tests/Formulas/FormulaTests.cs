using System;
using System.Linq;
using System.Numerics;
using ILGPU.Backends.EntryPoints;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>One formula on every machine: the PTX of every function and derivative of the library, run by <see cref="PtxMachine"/>, has the processor's bits.</summary>
public sealed class FormulaTests
{
    public static TheoryData<string> Functions() => [.. FormulaTable.Functions];

    public static TheoryData<string> Slopes() => [.. FormulaTable.Slopes];

    /// <summary>Functions made for the tests of formulas that have other shapes.</summary>
    public static TheoryData<string> Others() => [.. typeof(OtherFormulas).GetNestedTypes().Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void AFunctionHasTheProcessorsBits(string name)
    {
        Function<float>(FormulaTable.Formula(name, typeof(float)));
        Function<double>(FormulaTable.Formula(name, typeof(double)));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void AFormulaOfAnotherShapeHasTheProcessorsBits(string name) => Function<double>(typeof(OtherFormulas).GetNestedType(name)!);

    [Theory]
    [MemberData(nameof(Slopes))]
    public void ADerivativeHasTheProcessorsBits(string name)
    {
        Slope<float>(FormulaTable.Formula(name, typeof(float)));
        Slope<double>(FormulaTable.Formula(name, typeof(double)));
    }

    private static void Function<T>(Type formula)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = [.. Values.WholeLine<T>(), .. Values.Open<T>(300, 5)];
        T[] expected = FormulaCase<T>.Of<FunctionCase<T>>(typeof(FunctionCase<,>), formula).Evaluate(x);
        T[] actual = new T[x.Length];
        EntryPointDescription entry = DeviceKernel.Threads(DeviceKernel.Of<T>(typeof(ElementwiseKernels<,>)), "Map", formula);
        Ptx.AssertPlain(Ptx.Of(entry));
        Ptx.Run(entry, (x.Length + 31) / 32, 32, x.Length, x, actual);
        Values.AssertSameBits(expected, actual, i => $"{formula.Name}({x[i]:R})");
    }

    private static void Slope<T>(Type slope)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = [.. Values.WholeLine<T>(), .. Values.Open<T>(300, 6)];
        T[] gradient = [.. values.Skip(values.Length / 3), .. values.Take(values.Length / 3)];
        T[] expected = FormulaCase<T>.Of<SlopeCase<T>>(typeof(SlopeCase<,>), slope).Apply(values, gradient);
        T[] actual = new T[values.Length];
        EntryPointDescription entry = DeviceKernel.Threads(DeviceKernel.Of<T>(typeof(ElementwiseKernels<,>)), "Slope", slope);
        Ptx.AssertPlain(Ptx.Of(entry));
        Ptx.Run(entry, (values.Length + 31) / 32, 32, values.Length, values, gradient, actual);
        Values.AssertSameBits(expected, actual, i => $"{slope.Name}({values[i]:R}, {gradient[i]:R})");
    }
}
