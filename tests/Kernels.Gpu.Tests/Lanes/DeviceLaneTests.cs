using System;
using System.Linq;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Lanes;
using Kernels.Tests;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>Every operation of the devices' lanes gives the bits of the processor's lane of one number: on the simulator, or a GPU, and as PTX text.</summary>
[Collection(SharedDevice.Collection)]
public sealed class DeviceLaneTests(SharedDevice shared)
{
    private delegate void Apply<T>(
        AcceleratorStream stream, Index1D threads, ArrayView<T> a, ArrayView<T> b, ArrayView<T> c, int variants, int places, ArrayView<T> destination)
        where T : unmanaged;

    public static TheoryData<string> Names() => LaneOperationTable.Names();

    /// <summary>A new operation has to have a test here, and so a form that compiles for devices.</summary>
    [Fact]
    public void EveryOperationHasATest()
    {
        Assert.Equal(LaneOperationTable.Operations.Order(StringComparer.Ordinal), LaneOperationTable.Tested.Order(StringComparer.Ordinal));
        Assert.Equal(["FromInteger(Int32)", "Widen(TSelf)"], LaneOperationTable.OfDevices.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AnOperationHasTheProcessorsBits(string name)
    {
        Compare<float>(name);
        Compare<double>(name);
    }

    [Fact]
    public void ANumberIsWidenedExactlyAndAWholeOneRoundedToNearest()
    {
        Widened<float>();
        Widened<double>();
    }

    private void Compare<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OfAttribute trial = LaneOperationTable.Trial(name);
        T[] values = [.. Inputs.Hostile<T>(), .. Inputs.Signed<T>(40, 31), .. Inputs.Patterns<T>(100, 32)];

        // Every value beside itself, its neighbours and strangers.
        int[] shifts = [0, 1, 2, 57, 131];
        T[] a = [.. shifts.SelectMany(_ => values)];
        T[] b = [.. shifts.SelectMany(shift => Enumerable.Range(0, values.Length).Select(i => values[(i + shift) % values.Length]))];
        T[] c = [.. shifts.SelectMany(shift => Enumerable.Range(0, values.Length).Select(i => values[((i * 7) + shift + 3) % values.Length]))];
        int threads = a.Length * trial.Variants;
        T[] ones = [.. Enumerable.Repeat(T.One, threads * trial.Places)];
        T[] expected = [.. ones];
        Type operation = LaneOperationTable.Operation(name, typeof(T));
        ((Expectation<T>)Activator.CreateInstance(typeof(Expectation<,>).MakeGenericType(typeof(T), operation))!).Fill(a, b, c, trial, expected);

        T[] onPtx = [.. ones];
        Type kernels = DeviceKernel.Of<T>(typeof(LaneKernels<,>));
        Ptx.Run(DeviceKernel.Threads(kernels, "Apply", operation), (threads + 31) / 32, 32, threads, a, b, c, trial.Variants, trial.Places, onPtx);
        AssertSame(expected, onPtx, "in PTX");

        Accelerator accelerator = shared.Device.Accelerator;
        using MemoryBuffer1D<T, Stride1D.Dense> first = shared.Upload(a), second = shared.Upload(b), third = shared.Upload(c), results = shared.Upload(ones);
        DeviceKernel.Load<Apply<T>>(accelerator, kernels, "Apply", operation)(
            accelerator.DefaultStream, threads, first.View, second.View, third.View, trial.Variants, trial.Places, results.View);
        accelerator.DefaultStream.Synchronize();
        AssertSame(expected, results.GetAsArray1D(), "on the device");

        void AssertSame(T[] expected, T[] actual, string where)
        {
            for (int i = 0; i < expected.Length; i++)
            {
                bool same = trial.IsNumber ? Bits.Same(expected[i], actual[i]) : Pattern(expected[i]) == Pattern(actual[i]);
                int k = i / (trial.Variants * trial.Places);
                Assert.True(same, $"{name}, result {i % (trial.Variants * trial.Places)} of ({a[k]:R}, {b[k]:R}, {c[k]:R}) {where}: {actual[i]:R}, expected {expected[i]:R}");
            }
        }
    }

    private void Widened<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Inputs.Hostile<T>();
        int[] integers = [0, 1, -1, 16777216, 16777217, 16777219, -16777217, int.MaxValue, int.MinValue];
        double[] wide = Array.ConvertAll(x, double.CreateTruncating);
        T[] rounded = Array.ConvertAll(integers, T.CreateTruncating);

        Type kernels = DeviceKernel.Of<T>(typeof(LaneKernels<,>));
        double[] wideOnPtx = new double[x.Length];
        T[] roundedOnPtx = new T[integers.Length];
        Ptx.Run(DeviceKernel.Threads(kernels, "Widen"), (x.Length + 31) / 32, 32, x.Length, x, wideOnPtx);
        Ptx.Run(DeviceKernel.Threads(kernels, "FromInteger"), 1, 32, integers.Length, integers, roundedOnPtx);
        Values.AssertSameBits(wide, wideOnPtx, i => $"{x[i]:R} in double");
        Values.AssertSameBits(rounded, roundedOnPtx, i => $"{integers[i]}");

        Accelerator accelerator = shared.Device.Accelerator;
        using MemoryBuffer1D<T, Stride1D.Dense> source = shared.Upload(x), results = shared.Upload(new T[integers.Length]);
        using MemoryBuffer1D<double, Stride1D.Dense> wideResults = shared.Upload(new double[x.Length]);
        using MemoryBuffer1D<int, Stride1D.Dense> whole = shared.Upload(integers);
        DeviceKernel.Load<Action<AcceleratorStream, Index1D, ArrayView<T>, ArrayView<double>>>(accelerator, kernels, "Widen")(
            accelerator.DefaultStream, x.Length, source.View, wideResults.View);
        DeviceKernel.Load<Action<AcceleratorStream, Index1D, ArrayView<int>, ArrayView<T>>>(accelerator, kernels, "FromInteger")(
            accelerator.DefaultStream, integers.Length, whole.View, results.View);
        accelerator.DefaultStream.Synchronize();
        Values.AssertSameBits(wide, wideResults.GetAsArray1D(), i => $"{x[i]:R} in double");
        Values.AssertSameBits(rounded, results.GetAsArray1D(), i => $"{integers[i]}");
    }

    /// <summary>Every bit, those of a NaN too.</summary>
    private static long Pattern<T>(T value) => value switch
    {
        double number => BitConverter.DoubleToInt64Bits(number),
        float number => BitConverter.SingleToInt32Bits(number),
        _ => throw new NotSupportedException(typeof(T).Name),
    };

    /// <summary>What an operation gives on the processor.</summary>
    internal abstract class Expectation<T>
    {
        public abstract void Fill(T[] a, T[] b, T[] c, OfAttribute trial, T[] destination);
    }

    private sealed class Expectation<T, TOperation> : Expectation<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : ILaneOperation<T>
    {
        public override void Fill(T[] a, T[] b, T[] c, OfAttribute trial, T[] destination)
        {
            for (int i = 0; i < a.Length * trial.Variants; i++)
            {
                int element = i / trial.Variants;
                TOperation.Apply<Scalar<T>>(in a[element], in b[element], in c[element], i % trial.Variants, ref destination[trial.Places * i]);
            }
        }
    }
}
