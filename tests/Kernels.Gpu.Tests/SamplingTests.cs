using System;
using System.Linq;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace Kernels.Gpu.Tests;

[Collection(SharedDevice.Collection)]
public sealed class SamplingTests(SharedDevice shared)
{
    private static readonly RandomStream s_random = new(Seed: 0x8000_0001_0000_0003, Stream: 0xFFFF_FFF0);

    /// <summary>Lengths about a block's, from its first place, from its middle, and where the counter needs its second word.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 64)]
    [InlineData(0, 65)]
    [InlineData(7, 63)]
    [InlineData(63, 2)]
    [InlineData(15, 500)]
    [InlineData((1L << 36) - 3, 40)]
    [InlineData(long.MaxValue - 30, 30)]
    public void DrawsHaveTheProcessorsBits(long first, int count)
    {
        Compare<float>(first, count);
        Compare<double>(first, count);
    }

    /// <summary>A buffer drawn in two parts, the second one first, beside the whole; what lies around it stays.</summary>
    [Fact]
    public void PartsAreTheWhole()
    {
        GpuSampling<double> sampling = new(shared.Device);
        AcceleratorStream stream = shared.Device.Accelerator.DefaultStream;
        using MemoryBuffer1D<double, Stride1D.Dense> draws = shared.Upload([.. Enumerable.Repeat(5.0, 120)]);
        sampling.Normal(stream, s_random, 41, draws.View.SubView(42, 77));
        sampling.Normal(stream, s_random, 0, draws.View.SubView(1, 41));
        sampling.Normal(stream, s_random, 0, ArrayView<double>.Empty);
        stream.Synchronize();
        double[] expected = [.. Enumerable.Repeat(5.0, 120)];
        Sampling.Normal(s_random, 0, expected.AsSpan(1, 118));
        Assert.Equal(expected, draws.GetAsArray1D());
    }

    [Fact]
    public void TheNormalQuantileHasTheProcessorsBits()
    {
        Quantile<float>();
        Quantile<double>();
    }

    [Fact]
    public void NumbersOfDrawsThatThereAreNotAreRefusedAsOnTheProcessor()
    {
        GpuSampling<float> sampling = new(shared.Device);
        AcceleratorStream stream = shared.Device.Accelerator.DefaultStream;
        using MemoryBuffer1D<float, Stride1D.Dense> draws = shared.Upload(new float[4]);
        foreach (long first in (long[])[-1, long.MinValue, long.MaxValue - 3])
        {
            string expected = Assert.Throws<ArgumentOutOfRangeException>(() => Sampling.Normal<float>(s_random, first, new float[4])).Message;
            Assert.Equal(expected, Assert.Throws<ArgumentOutOfRangeException>(() => sampling.Normal(stream, s_random, first, draws.View)).Message);
            Assert.Equal(expected, Assert.Throws<ArgumentOutOfRangeException>(() => sampling.Uniform(stream, s_random, first, draws.View)).Message);
        }

        Assert.Equal(new float[4], draws.GetAsArray1D());
    }

    private void Compare<T>(long first, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        GpuSampling<T> sampling = new(shared.Device);
        T[] expected = new T[count];
        Sampling.Uniform<T>(s_random, first, expected);
        Values.AssertSameBits(expected, shared.Run<T>(count, (stream, destination) => sampling.Uniform(stream, s_random, first, destination)), i => $"uniform number {first + i}");
        Sampling.Normal<T>(s_random, first, expected);
        Values.AssertSameBits(expected, shared.Run<T>(count, (stream, destination) => sampling.Normal(stream, s_random, first, destination)), i => $"normal number {first + i}");
    }

    private void Quantile<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] uniform = Values.Open<T>(400, 9);
        T[] expected = new T[uniform.Length];
        Sampling.NormalQuantile<T>(uniform, expected);
        using MemoryBuffer1D<T, Stride1D.Dense> source = shared.Upload(uniform);
        GpuSampling<T> sampling = new(shared.Device);
        Values.AssertSameBits(expected, shared.Run<T>(uniform.Length, (stream, destination) => sampling.NormalQuantile(stream, source.View, destination)), i => $"quantile {uniform[i]:R}");
    }
}
