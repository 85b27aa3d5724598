using System;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace Kernels.Gpu.Tests;

[Collection(SharedDevice.Collection)]
public sealed class SpecialFunctionTests(SharedDevice shared)
{
    public static TheoryData<string> Names => ["Exp", "Log", "Digamma", "Trigamma", "LogGamma", "StirlingRemainder", "ExpDigamma"];

    [Theory]
    [MemberData(nameof(Names))]
    public void FloatHasTheProcessorsBits(string name) => Compare<float>(name);

    [Theory]
    [MemberData(nameof(Names))]
    public void DoubleHasTheProcessorsBits(string name) => Compare<double>(name);

    [Fact]
    public void AKernelIsLaunchedAgainInPlaceAndLeavesItsResultOnTheDevice()
    {
        GpuSpecialFunctions<double> functions = new(shared.Device);
        using MemoryBuffer1D<double, Stride1D.Dense> buffer = shared.Upload([1.0, 2, 3]);
        AcceleratorStream stream = shared.Device.Accelerator.DefaultStream;
        functions.Exp(stream, buffer.View, buffer.View);
        functions.Exp(stream, buffer.View, buffer.View);
        stream.Synchronize();
        double[] expected = [1, 2, 3];
        SpecialFunctions.Exp<double>(expected, expected);
        SpecialFunctions.Exp<double>(expected, expected);
        Assert.Equal(expected, buffer.GetAsArray1D());
    }

    [Fact]
    public void AShortDestinationIsRefused()
    {
        GpuSpecialFunctions<float> functions = new(shared.Device);
        using MemoryBuffer1D<float, Stride1D.Dense> x = shared.Upload(new float[4]);
        ArgumentException exception = Assert.Throws<ArgumentException>(() =>
            functions.Log(shared.Device.Accelerator.DefaultStream, x.View, x.View.SubView(0, 3)));
        Assert.StartsWith("The destination holds 3 values; expected at least 4.", exception.Message, StringComparison.Ordinal);
    }

    private void Compare<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Values.WholeLine<T>();
        T[] expected = new T[x.Length];
        (Map(name) ?? throw new ArgumentException(name))(x, expected);
        GpuSpecialFunctions<T> functions = new(shared.Device);
        using MemoryBuffer1D<T, Stride1D.Dense> source = shared.Upload(x);
        T[] actual = shared.Run<T>(x.Length, (stream, destination) => Launch(functions, name)(stream, source.View, destination));
        Values.AssertSameBits(expected, actual, i => $"{name}({x[i]:R})");

        static Processor<T>? Map(string name) => name switch
        {
            "Exp" => SpecialFunctions.Exp,
            "Log" => SpecialFunctions.Log,
            "Digamma" => SpecialFunctions.Digamma,
            "Trigamma" => SpecialFunctions.Trigamma,
            "LogGamma" => SpecialFunctions.LogGamma,
            "StirlingRemainder" => SpecialFunctions.StirlingRemainder,
            "ExpDigamma" => SpecialFunctions.ExpDigamma,
            _ => null,
        };

        static Action<AcceleratorStream, ArrayView<T>, ArrayView<T>> Launch(GpuSpecialFunctions<T> functions, string name) => name switch
        {
            "Exp" => functions.Exp,
            "Log" => functions.Log,
            "Digamma" => functions.Digamma,
            "Trigamma" => functions.Trigamma,
            "LogGamma" => functions.LogGamma,
            "StirlingRemainder" => functions.StirlingRemainder,
            _ => functions.ExpDigamma,
        };
    }

    private delegate void Processor<T>(ReadOnlySpan<T> x, Span<T> destination);
}
