using System;
using System.Linq;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace Kernels.Gpu.Tests;

[Collection(SharedDevice.Collection)]
public sealed class ActivationTests(SharedDevice shared)
{
    private delegate void Map<T>(ReadOnlySpan<T> x, Span<T> destination);

    private delegate void Slope<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> gradient, Span<T> destination);

    [Fact]
    public void FloatHasTheProcessorsBits() => All<float>();

    [Fact]
    public void DoubleHasTheProcessorsBits() => All<double>();

    [Fact]
    public void LengthsThatDoNotFitAreRefused()
    {
        GpuActivations<float> activations = new(shared.Device);
        AcceleratorStream stream = shared.Device.Accelerator.DefaultStream;
        using MemoryBuffer1D<float, Stride1D.Dense> x = shared.Upload(new float[4]);
        ArrayView<float> whole = x.View, part = x.View.SubView(0, 3);
        Assert.StartsWith("The destination holds 3 values; expected at least 4.", Assert.Throws<ArgumentException>(() => activations.Softplus(stream, whole, part)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The buffer holds 3 values; expected 4", Assert.Throws<ArgumentException>(() => activations.SigmoidGradient(stream, whole, part, whole)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => activations.SigmoidGradient(stream, whole, whole, part));
        activations.Sigmoid(stream, ArrayView<float>.Empty, part);
        stream.Synchronize();
        Assert.Equal(new float[4], x.GetAsArray1D());
    }

    private void All<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        GpuActivations<T> activations = new(shared.Device);
        T[] x = Values.WholeLine<T>();
        T[] gradient = [.. x.Skip(100), .. x.Take(100)];
        Compare("Rectifier", Activations.Rectifier, activations.Rectifier, Activations.RectifierGradient, activations.RectifierGradient);
        Compare("Sigmoid", Activations.Sigmoid, activations.Sigmoid, Activations.SigmoidGradient, activations.SigmoidGradient);
        Compare("Softplus", Activations.Softplus, activations.Softplus, Activations.SoftplusGradient, activations.SoftplusGradient);
        Compare("HyperbolicTangent", Activations.HyperbolicTangent, activations.HyperbolicTangent, Activations.HyperbolicTangentGradient, activations.HyperbolicTangentGradient);

        void Compare(
            string name,
            Map<T> map,
            Action<AcceleratorStream, ArrayView<T>, ArrayView<T>> mapOnDevice,
            Slope<T> slope,
            Action<AcceleratorStream, ArrayView<T>, ArrayView<T>, ArrayView<T>> slopeOnDevice)
        {
            T[] values = new T[x.Length], back = new T[x.Length];
            map(x, values);
            slope(values, gradient, back);
            using MemoryBuffer1D<T, Stride1D.Dense> source = shared.Upload(x), above = shared.Upload(gradient);
            T[] actual = shared.Run<T>(x.Length, (stream, destination) => mapOnDevice(stream, source.View, destination));
            Values.AssertSameBits(values, actual, i => $"{name}({x[i]:R})");

            // In place, as a network goes back.
            T[] actualBack = shared.Run<T>(x.Length, (stream, destination) =>
            {
                mapOnDevice(stream, source.View, destination);
                slopeOnDevice(stream, destination, above.View, destination);
            });
            Values.AssertSameBits(back, actualBack, i => $"{name}'s gradient at {x[i]:R}");
        }
    }
}
