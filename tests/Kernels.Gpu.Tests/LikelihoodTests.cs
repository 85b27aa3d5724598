using System;
using System.Linq;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>Losses of rows and their derivatives: the processor's bits on the device and in PTX, with and without the derivatives.</summary>
[Collection(SharedDevice.Collection)]
public sealed class LikelihoodTests(SharedDevice shared)
{
    private delegate void Processor<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> targets, int rowLength, Span<T> losses, Span<T> gradient);

    [Theory]
    [InlineData(1, 5)]
    [InlineData(7, 3)]
    [InlineData(16, 9)]
    [InlineData(37, 2)]
    [InlineData(1100, 1)]
    public void RowsHaveTheProcessorsBits(int rowLength, int rows)
    {
        All<float>(rowLength, rows, 3);
        All<double>(rowLength, rows, 3);
    }

    /// <summary>Rows in which one value is NaN, infinite, huge or nearly 0; the other rows do not notice.</summary>
    [Fact]
    public void RowsOfHostileValuesHaveTheProcessorsBits()
    {
        All<float>(19, 11, 1e4, hostile: true);
        All<double>(19, 11, 1e4, hostile: true);
    }

    [Fact]
    public void LengthsThatDoNotFitAreRefused()
    {
        GpuLikelihood<float> likelihood = new(shared.Device);
        AcceleratorStream stream = shared.Device.Accelerator.DefaultStream;
        using MemoryBuffer1D<float, Stride1D.Dense> memory = shared.Upload(new float[12]);
        ArrayView<float> six = memory.View.SubView(0, 6), twelve = memory.View, none = ArrayView<float>.Empty, two = memory.View.SubView(0, 2);
        Assert.Throws<ArgumentException>(() => likelihood.BernoulliLogits(stream, six, six, 4, two, none));
        Assert.Throws<ArgumentException>(() => likelihood.BernoulliLogits(stream, twelve, six, 3, two, none));
        Assert.Throws<ArgumentException>(() => likelihood.BernoulliLogits(stream, six, six, 2, two, none));
        Assert.Throws<ArgumentException>(() => likelihood.BernoulliLogits(stream, six, six, 3, two, two));
        Assert.Throws<ArgumentException>(() => likelihood.GaussianLogVariances(stream, six, six, 3, two, none));
        Assert.Throws<ArgumentException>(() => likelihood.GaussianLogVariances(stream, twelve, six, 3, two, six));
        Assert.Throws<ArgumentException>(() => likelihood.BernoulliLogits(stream, six, six, 0, two, none));
        likelihood.BernoulliLogits(stream, none, none, 3, none, none);
        stream.Synchronize();
        Assert.Equal(new float[12], memory.GetAsArray1D());
    }

    private void All<T>(int rowLength, int rows, double spread, bool hostile = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        GpuLikelihood<T> likelihood = new(shared.Device);
        Random random = new(rowLength);
        T[] Numbers(int count, double size) => [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(((random.NextDouble() * 2) - 1) * size))];
        T[] parameters = Numbers(2 * rows * rowLength, spread), targets = [.. Numbers(rows * rowLength, 1).Select(T.Abs)];
        if (hostile)
        {
            T[] values = [T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.BitDecrement(T.PositiveInfinity), T.BitIncrement(T.NegativeInfinity), T.Epsilon, T.NegativeZero];
            for (int i = 0; i < values.Length; i++)
            {
                parameters[(i * rowLength) + i] = values[i];
                targets[(i * rowLength) + (2 * i)] = values[^(i + 1)];
            }
        }

        Compare("BernoulliLogits", parameters[..targets.Length], Likelihood.BernoulliLogits, likelihood.BernoulliLogits);
        Compare("GaussianLogVariances", parameters, Likelihood.GaussianLogVariances, likelihood.GaussianLogVariances);

        void Compare(
            string name,
            T[] given,
            Processor<T> processor,
            Action<AcceleratorStream, ArrayView<T>, ArrayView<T>, int, ArrayView<T>, ArrayView<T>> device)
        {
            T[] losses = new T[rows], gradient = new T[given.Length];
            processor(given, targets, rowLength, losses, gradient);
            using MemoryBuffer1D<T, Stride1D.Dense> first = shared.Upload(given), second = shared.Upload(targets), slopes = shared.Upload(new T[given.Length]);
            T[] actual = shared.Run<T>(rows, (stream, destination) => device(stream, first.View, second.View, rowLength, destination, slopes.View));
            AssertSame(actual, slopes.GetAsArray1D(), "on the device");
            AssertSame(shared.Run<T>(rows, (stream, destination) => device(stream, first.View, second.View, rowLength, destination, ArrayView<T>.Empty)), gradient, "without derivatives");

            T[] onPtx = new T[rows], slopesOnPtx = new T[given.Length];
            int teams = typeof(T) == typeof(double) ? 4 : 2;
            Ptx.Run(
                DeviceKernel.Groups(DeviceKernel.Of<T>(typeof(LikelihoodKernels<,>)), name), (rows + teams - 1) / teams, 32,
                given, targets, rowLength, (long)rows, onPtx, slopesOnPtx);
            AssertSame(onPtx, slopesOnPtx, "in PTX");

            void AssertSame(T[] actualLosses, T[] actualGradient, string where)
            {
                Values.AssertSameBits(losses, actualLosses, row => $"{name}: loss of row {row} of {rowLength} {where}");
                Values.AssertSameBits(gradient, actualGradient, i => $"{name}: derivative {i} {where}");
            }
        }
    }
}
