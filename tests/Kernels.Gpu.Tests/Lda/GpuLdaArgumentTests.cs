using System;
using Kernels.Lda;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>What a device has to refuse: as the processor does, the same exception with the same words.</summary>
[Collection(SharedDevice.Collection)]
public sealed class GpuLdaArgumentTests(SharedDevice simulator)
{
    private const int TopicCount = 2;

    public static TheoryData<string> Mistakes() => new(
        "falling offsets", "alpha size", "alpha zero", "gamma size", "gamma overlaps alpha", "gamma carried NaN", "iterations size", "no iteration", "word", "count",
        "eta size", "eta zero", "rho", "scale", "lambda zero", "rows", "rows read", "disposed E-step", "disposed write", "disposed read", "disposed step", "disposed bound");

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AMistakeIsRefusedAsTheProcessorDoes(string mistake)
    {
        using CpuLdaDevice<float> processor = new(1);
        using GpuLdaDevice<float> gpu = new(simulator.Device);
        Exception expected = Refusal(processor, mistake);
        Exception actual = Refusal(gpu, mistake);
        Assert.Equal(expected.GetType(), actual.GetType());

        // The handle's type is in what a disposed one says.
        Assert.Equal(expected.Message, actual.Message.Replace("GpuLdaTopics", "CpuLdaTopics", StringComparison.Ordinal).Replace("Kernels.Gpu.", "Kernels.Lda.", StringComparison.Ordinal));
    }

    [Fact]
    public void TopicsOfAnotherDeviceAreRefused()
    {
        using GpuLdaDevice<float> gpu = new(simulator.Device);
        using GpuLdaDevice<double> wide = new(simulator.Device);
        using GpuDevice other = GpuDevice.OpenSimulator();
        using GpuLdaDevice<float> otherGpu = new(other);
        using CpuLdaDevice<float> processor = new(1);
        using LdaTopics topics = processor.CreateTopics(3, TopicCount, LdaTopicKind.Dirichlet);
        using LdaTopics ofOther = otherGpu.CreateTopics(3, TopicCount, LdaTopicKind.Dirichlet);
        using LdaTopics ofWide = wide.CreateTopics(3, TopicCount, LdaTopicKind.Dirichlet);
        using LdaTopics own = gpu.CreateTopics(3, TopicCount, LdaTopicKind.Dirichlet);

        // On the same GPU too: its streams are another's, and nothing orders their work.
        using GpuLdaDevice<float> beside = new(simulator.Device);
        using LdaTopics ofBeside = beside.CreateTopics(3, TopicCount, LdaTopicKind.Dirichlet);
        foreach (LdaTopics foreign in new[] { topics, ofOther, ofWide, ofBeside, null! })
        {
            Assert.StartsWith("The topics are ", Assert.Throws<ArgumentException>(() => gpu.ReadLambda(foreign, 0, new float[6])).Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => gpu.WriteLambda(foreign, 0, new float[6]));
            Assert.Throws<ArgumentException>(() => gpu.LambdaStep(foreign, [1], 1, 1));
            Assert.Throws<ArgumentException>(() => gpu.TopicBound(foreign, [1]));
            Assert.Throws<ArgumentException>(() =>
                gpu.EStep(foreign, new LdaDocuments([0, 1], [0], [1]), [1, 1], new LdaEStepSettings { MaxIterations = 1, Tolerance = 0 }, new float[2], []));
        }

        // And the other way round.
        Assert.StartsWith("The topics are GpuLdaTopics", Assert.Throws<ArgumentException>(() => processor.ReadLambda(own, 0, new float[6])).Message, StringComparison.Ordinal);
    }

    private static Exception Refusal(ILdaDevice<float> device, string mistake)
    {
        LdaTopics topics = device.CreateTopics(3, TopicCount, LdaTopicKind.Dirichlet);
        device.WriteLambda(topics, 0, [1, 1, 1, 1, 1, 1]);
        if (mistake.StartsWith("disposed", StringComparison.Ordinal))
        {
            topics.Dispose();
        }

        float[] memory = [0.1f, 0.1f, 1, 1];
        LdaEStepSettings settings = new() { MaxIterations = 1, Tolerance = 0 };
        Exception? refusal = Record.Exception(mistake switch
        {
            "falling offsets" => () => EStep([0, 2, 1], [0, 1], [1, 1], memory[..2], settings, new float[4], []),
            "alpha size" => () => EStep([0, 1], [0], [1], [0.1f], settings, new float[2], []),
            "alpha zero" => () => EStep([0, 1], [0], [1], [0.1f, 0], settings, new float[2], []),
            "gamma size" => () => EStep([0, 1], [0], [1], memory[..2], settings, new float[3], []),
            "gamma overlaps alpha" => () => device.EStep(topics, new LdaDocuments([0, 1], [0], [1]), memory.AsSpan(0, 2), settings, memory.AsSpan(1, 2), []),
            "gamma carried NaN" => () => EStep([0, 1], [0], [1], memory[..2], settings with { CarryGamma = true }, [1, float.NaN], []),
            "iterations size" => () => EStep([0, 1], [0], [1], memory[..2], settings, new float[2], new int[2]),
            "no iteration" => () => EStep([0, 1], [0], [1], memory[..2], settings with { MaxIterations = 0 }, new float[2], []),
            "word" => () => EStep([0, 1], [3], [1], memory[..2], settings, new float[2], []),
            "count" => () => EStep([0, 1], [0], [-1], memory[..2], settings, new float[2], []),
            "eta size" => () => device.LambdaStep(topics, [1, 1], 1, 1),
            "eta zero" => () => device.TopicBound(topics, [0]),
            "rho" => () => device.LambdaStep(topics, [1], 0, 1),
            "scale" => () => device.LambdaStep(topics, [1], 1, float.PositiveInfinity),
            "lambda zero" => () => device.WriteLambda(topics, 1, [1, 0]),
            "rows" => () => device.WriteLambda(topics, 2, [1, 1, 1, 1]),
            "rows read" => () => device.ReadLambda(topics, 0, new float[3]),
            "disposed E-step" => () => EStep([0, 1], [0], [1], memory[..2], settings, new float[2], []),
            "disposed write" => () => device.WriteLambda(topics, 0, [1, 1]),
            "disposed read" => () => device.ReadLambda(topics, 0, new float[2]),
            "disposed step" => () => device.LambdaStep(topics, [1], 1, 1),
            "disposed bound" => () => device.TopicBound(topics, [1]),
            _ => () => throw new InvalidOperationException(mistake),
        });
        topics.Dispose();
        return refusal ?? throw new InvalidOperationException($"{device.Description} took: {mistake}");

        void EStep(long[] offsets, int[] words, float[] counts, float[] alpha, LdaEStepSettings schedule, float[] gamma, int[] iterations) =>
            device.EStep(topics, new LdaDocuments(offsets, words, counts), alpha, schedule, gamma, iterations);
    }
}
