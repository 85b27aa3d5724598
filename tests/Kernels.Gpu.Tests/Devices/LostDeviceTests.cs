using System;
using System.Collections.Generic;
using System.Linq;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Lda;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>A device that fails: one line that names it and what failed, the same answer from then on, and nothing that throws while it is cleared away.</summary>
[Collection(SharedDevice.Collection)]
public sealed class LostDeviceTests
{
    private const string Said = "the device fell off the bus";

    private static readonly Lazy<int> s_operationsOfLda = new(() =>
    {
        FailingDriver sound = new();
        using GpuDevice device = GpuDevice.OpenSimulator(sound.Starting);
        using GpuLdaDevice<float> gpu = new(device);
        Lda(gpu);

        // The last ones give memory back, which never throws.
        return sound.Operations.FindLastIndex(what => what != "releasing memory") + 1;
    });

    /// <summary>Whichever operation of a span kernel's life it is that fails.</summary>
    [Fact]
    public void EveryOperationOfSpanKernelsFailsInOneLineAndLeavesALostDevice()
    {
        FailingDriver sound = new();
        using (GpuDevice device = GpuDevice.OpenSimulator(sound.Starting))
        {
            Assert.Equal(Reference(), Spans(device));
        }

        int last = sound.Operations.FindLastIndex(what => what != "releasing memory") + 1;
        string[] kinds = [.. sound.Operations.Distinct()];
        Assert.Contains("allocating memory", kinds);
        Assert.Contains("copying to the device", kinds);
        Assert.Contains("launching Map", kinds);
        Assert.Contains("launching Climb", kinds);
        Assert.Contains("launching Softmax", kinds);
        for (int n = 1; n <= last; n++)
        {
            FailingDriver driver = new(n);
            GpuDevice device = GpuDevice.OpenSimulator(driver.Starting);
            GpuException first = Assert.Throws<GpuException>(() => Spans(device));
            string failure = $"failed at {sound.Operations[n - 1]}: {Said}";
            Assert.Equal($"GPU simulator {failure}", first.Message);
            Assert.False(first.IsOutOfMemory);
            Assert.NotNull(first.InnerException);
            AssertLost(device, failure);
            device.Dispose();
            device.Dispose();
            Assert.Throws<ObjectDisposedException>(() => device.Allocate<float>(1));
        }
    }

    /// <summary>LDA, from the making of topics to the reading of λ.</summary>
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.4)]
    [InlineData(0.7)]
    [InlineData(1)]
    public void LdaFailsInOneLineWheneverItIs(double when)
    {
        int last = s_operationsOfLda.Value;
        FailingDriver driver = new(Math.Clamp((int)(when * last), 1, last));
        GpuDevice failing = GpuDevice.OpenSimulator(driver.Starting);
        GpuLdaDevice<float>? gpu = null;
        GpuException first = Assert.Throws<GpuException>(() =>
        {
            gpu = new GpuLdaDevice<float>(failing);
            Lda(gpu);
        });
        Assert.StartsWith("GPU simulator failed at ", first.Message, StringComparison.Ordinal);
        Assert.EndsWith(Said, first.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', first.Message);
        AssertLost(failing, first.Message["GPU simulator ".Length..]);
        if (gpu is not null)
        {
            Assert.StartsWith("GPU simulator is lost", Assert.Throws<GpuException>(() => Lda(gpu)).Message, StringComparison.Ordinal);
            gpu.Dispose();
        }

        failing.Dispose();
    }

    /// <summary>Topics whose device is lost can neither be read nor be given back with an error.</summary>
    [Fact]
    public void TopicsOfALostDeviceGiveNoNumbers()
    {
        bool gone = false;
        FailingDriver none = new(1);
        using GpuDevice device = GpuDevice.OpenSimulator(what =>
        {
            if (gone)
            {
                none.Starting(what);
            }
        });
        using GpuLdaDevice<double> gpu = new(device);
        using LdaTopics topics = gpu.CreateTopics(4, 2, LdaTopicKind.Dirichlet);
        gpu.WriteLambda(topics, 0, [1, 2, 3, 4, 5, 6, 7, 8]);
        gone = true;
        var left = new double[8];
        var gamma = new double[2];
        Assert.Throws<GpuException>(() => gpu.ReadLambda(topics, 0, left));
        gone = false;

        // Even if the driver should be in a better mood now.
        Assert.Throws<GpuException>(() => gpu.ReadLambda(topics, 0, left));
        Assert.Throws<GpuException>(() => gpu.WriteLambda(topics, 0, [1, 1, 1, 1, 1, 1, 1, 1]));
        Assert.Throws<GpuException>(() => gpu.EStep(topics, new LdaDocuments([0, 1], [0], [1]), [1, 1], new LdaEStepSettings { MaxIterations = 1, Tolerance = 0 }, gamma, []));
        Assert.Throws<GpuException>(() => gpu.LambdaStep(topics, [1], 1, 1));
        Assert.Throws<GpuException>(() => gpu.TopicBound(topics, [1]));
        Assert.All(left, value => Assert.Equal(0, value));
        Assert.Equal([0.0, 0], gamma);
        gone = true;
    }

    private static void AssertLost(GpuDevice device, string failure)
    {
        string lost = $"GPU simulator is lost: it {failure}; start the program again";
        AcceleratorStream stream = device.Accelerator.DefaultStream;
        using MemoryBuffer1D<float, Stride1D.Dense> buffer = device.Accelerator.Allocate1D(new float[4096]);
        ArrayView<float> view = buffer.View;
        List<Action> calls =
        [
            () => device.Allocate<float>(1),
            () => device.Allocate<double>([1, 2]),
            () => new GpuSpecialFunctions<float>(device).Log(stream, view, view),
            () => new GpuActivations<float>(device).Softplus(stream, view, view),
            () => new GpuActivations<float>(device).SoftplusGradient(stream, view, view, view),
            () => new GpuSampling<float>(device).Normal(stream, new RandomStream(1, 0), 0, view),
            () => new GpuLikelihood<float>(device).BernoulliLogits(stream, view, view, 4, view, view),
            () => new GpuProbability<float>(device).LogSumExpRows(stream, view, 4, view),
            () => new GpuProbability<float>(device).SoftmaxRows(stream, view, 4096, view, view),
            () => new GpuDirichlet<float>(device).ExpectedLogRows(stream, view, 4, view),
            () => new GpuDirichlet<float>(device).KullbackLeiblerRows(stream, view, view, 4096, view),
            () => new GpuLdaDevice<double>(device).Dispose(),
        ];
        Assert.All(calls, call => Assert.Equal(lost, Assert.Throws<GpuException>(call).Message));
        Assert.All(buffer.GetAsArray1D(), value => Assert.Equal(0, value));
    }

    private static void Lda(GpuLdaDevice<float> gpu) => LdaRun<float>.Of(gpu, LdaCorpus.Make(20, 6, 8), 3, 0.1, passes: 1, inner: 1);

    private static float[] Reference()
    {
        float[] x = Values.Logs<float>(4096, 1);
        var expected = new float[x.Length];
        Probability.Softmax<float>(x, expected);
        SpecialFunctions.Exp<float>(expected, expected);
        return expected;
    }

    private static float[] Spans(GpuDevice device)
    {
        using MemoryBuffer1D<float, Stride1D.Dense> x = device.Allocate<float>(Values.Logs<float>(4096, 1));
        using MemoryBuffer1D<float, Stride1D.Dense> y = device.Allocate<float>(x.Length), logs = device.Allocate<float>(1);
        AcceleratorStream stream = device.Accelerator.DefaultStream;
        new GpuProbability<float>(device).SoftmaxRows(stream, x.View, 4096, y.View, logs.View);
        new GpuSpecialFunctions<float>(device).Exp(stream, y.View, y.View);
        stream.Synchronize();
        return y.GetAsArray1D();
    }
}
