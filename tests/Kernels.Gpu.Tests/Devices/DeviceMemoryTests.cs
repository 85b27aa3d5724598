using System;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Lda;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>Memory that is too small is said with what was asked for and what is free, and the device works on.</summary>
[Collection(SharedDevice.Collection)]
public sealed class DeviceMemoryTests
{
    [Fact]
    public void ABufferTooLargeIsRefusedWithBothNumbersOfBytes()
    {
        using GpuDevice device = GpuDevice.OpenSimulator();
        GpuException exception = Assert.Throws<GpuException>(() => device.Allocate<float>(1L << 58));
        Assert.True(exception.IsOutOfMemory);
        Assert.Matches("^GPU simulator: out of device memory: 1,152,921,504,606,846,976 bytes were asked for, [1-9][0-9,]* are free$", exception.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => device.Allocate<float>(-1));
        Works(device);
    }

    /// <summary>The scratch memory of a kernel counts as much as a buffer of the caller's.</summary>
    [Fact]
    public void MemoryThatRunsOutInsideAKernelIsNoLostDevice()
    {
        bool full = false;
        using GpuDevice device = GpuDevice.OpenSimulator(what => FailIf(full && what == "allocating memory"));
        using MemoryBuffer1D<double, Stride1D.Dense> x = device.Allocate<double>(Values.Logs<double>(5000, 1)), log = device.Allocate<double>(1);
        GpuProbability<double> probability = new(device);
        full = true;
        GpuException exception = Assert.Throws<GpuException>(() => probability.LogSumExpRows(device.Accelerator.DefaultStream, x.View, 5000, log.View));
        Assert.True(exception.IsOutOfMemory);
        Assert.StartsWith("GPU simulator: out of device memory: ", exception.Message, StringComparison.Ordinal);
        Assert.IsType<InsufficientMemoryException>(exception.InnerException);

        // Once there is room, with the same objects.
        full = false;
        probability.LogSumExpRows(device.Accelerator.DefaultStream, x.View, 5000, log.View);
        device.Accelerator.DefaultStream.Synchronize();
        Assert.Equal(Probability.LogSumExp<double>(Values.Logs<double>(5000, 1)), log.GetAsArray1D()[0]);
        Works(device);
    }

    /// <summary>Where the driver, not a limit of ours, refuses the blocks: on the device, and page-locked memory of this machine.</summary>
    [Theory]
    [InlineData("allocating memory")]
    [InlineData("locking memory")]
    public void LdaTakesASmallerBlockWhenTheDriverRefusesOne(string operation)
    {
        LdaCorpus corpus = LdaCorpus.Make(20, 120, 8);
        int refusals = 0;
        using GpuDevice sound = GpuDevice.OpenSimulator(), full = GpuDevice.OpenSimulator(what =>
        {
            if (what == operation && refusals is > 0 and <= 2)
            {
                refusals++;
                throw new InsufficientMemoryException();
            }
        });
        using GpuLdaDevice<double> roomy = new(sound), narrow = new(full);
        LdaRun<double> expected = LdaRun<double>.Of(roomy, corpus, 4, 0.1, passes: 1, inner: 2);
        using (LdaTopics topics = narrow.CreateTopics(20, 4, LdaTopicKind.Dirichlet))
        {
            // Topics and their statistics are there: what is refused now is room for a block.
            double[] lambda = corpus.Lambda<double>(4), alpha = [0.1, 0.1, 0.1, 0.1], gamma = new double[4 * 120];
            narrow.WriteLambda(topics, 0, lambda);
            LdaEStepSettings settings = new() { MaxIterations = 2, Tolerance = 0.01, AccumulateStatistics = true, ComputeBound = true };
            narrow.EStep(topics, new LdaDocuments([0, 1], [0], [1]), alpha, settings, gamma.AsSpan(0, 4), []);
            refusals = 1;
            narrow.EStep(topics, new LdaDocuments(corpus.Offsets, corpus.Words, corpus.Counts), alpha, settings, gamma, []);
            Assert.Equal(expected.Gamma, gamma);
        }

        Assert.Equal(3, refusals);
        Assert.Equal(30, narrow.DocumentsAtOnce);
    }

    private static void FailIf(bool condition)
    {
        if (condition)
        {
            throw new InsufficientMemoryException();
        }
    }

    private static void Works(GpuDevice device)
    {
        using MemoryBuffer1D<double, Stride1D.Dense> x = device.Allocate<double>([1, 2, 3]);
        new GpuSpecialFunctions<double>(device).Exp(device.Accelerator.DefaultStream, x.View, x.View);
        device.Accelerator.DefaultStream.Synchronize();
        var expected = new double[3];
        SpecialFunctions.Exp<double>([1, 2, 3], expected);
        Assert.Equal(expected, x.GetAsArray1D());
    }
}
