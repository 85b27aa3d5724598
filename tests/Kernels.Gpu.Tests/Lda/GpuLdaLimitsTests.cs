using System;
using System.Linq;
using System.Numerics;
using Kernels.Lda;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>What does not fit: numbers, memory, topics.</summary>
[Collection(SharedDevice.Collection)]
public sealed class GpuLdaLimitsTests(SharedDevice simulator)
{
    /// <summary>γ and λ chosen so that exp E[log θ] and exp E[log β] are so far apart that every product of factors is flushed.</summary>
    [Fact]
    public void AWordWhoseNormalizerIsLostIsTheProcessors()
    {
        using CpuLdaDevice<float> processor = new(1);
        using GpuLdaDevice<float> gpu = new(simulator.Device);
        (float[] expected, LdaEStepResult expectedResult) = Opposed(processor);
        (float[] actual, LdaEStepResult actualResult) = Opposed(gpu);
        Assert.True(actualResult.RescuedPairs == 1, "Nothing was rescued: the test does not reach what it is for.");
        Assert.InRange(LdaRun<float>.Distance(expected, actual), 0, 1e-5);
        Assert.Equal(expectedResult.Visits, actualResult.Visits);
        Assert.Equal(expectedResult.DocumentBound, actualResult.DocumentBound, 1e-3);
    }

    /// <summary>λ so small that every F(λ) of a word underflows, and a document so short that every F(γ) does.</summary>
    [Fact]
    public void RowsAndDocumentsThatUnderflowGoThroughLogarithms()
    {
        LdaCorpus corpus = new([0, 1, 3], [0, 1, 2], [1, 2, 1], 3);
        using CpuLdaDevice<float> processor = new(1);
        using GpuLdaDevice<float> gpu = new(simulator.Device);
        float[] lambda = [2e-3f, 1e-3f, 3e-3f, .. Enumerable.Repeat(0.004f, 97), .. Enumerable.Repeat(1f, 200)];
        Assert.InRange(LdaRun<float>.Distance(Gamma(processor), Gamma(gpu)), 0, 1e-5);

        float[] Gamma(ILdaDevice<float> device)
        {
            using LdaTopics topics = device.CreateTopics(3, 100, LdaTopicKind.Dirichlet);
            device.WriteLambda(topics, 0, lambda);
            float[] alpha = [.. Enumerable.Repeat(0.001f, 100)];
            var gamma = new float[200];
            LdaEStepSettings settings = new() { MaxIterations = 3, Tolerance = 0, AccumulateStatistics = true, ComputeBound = true };
            LdaEStepResult result = device.EStep(topics, new LdaDocuments(corpus.Offsets, corpus.Words, corpus.Counts), alpha, settings, gamma, []);
            Assert.True(double.IsFinite(result.DocumentBound));
            device.LambdaStep(topics, [0.01f], 1, 1);
            var updated = new float[300];
            device.ReadLambda(topics, 0, updated);
            return [.. gamma, .. updated, (float)result.DocumentBound];
        }
    }

    [Fact]
    public void PointTopicsAgree()
    {
        LdaCorpus corpus = LdaCorpus.Make(20, 6, 8);
        using CpuLdaDevice<double> processor = new(1);
        using GpuLdaDevice<double> gpu = new(simulator.Device);
        LdaRun<double> expected = LdaRun<double>.Of(processor, corpus, 4, 0.1, passes: 1, kind: LdaTopicKind.Point);
        LdaRun<double> actual = LdaRun<double>.Of(gpu, corpus, 4, 0.1, passes: 1, kind: LdaTopicKind.Point);
        Assert.InRange(LdaRun<double>.Distance(expected.Gamma, actual.Gamma), 0, 1e-12);
    }

    [Fact]
    public void ABlockTooLargeForTheDeviceIsTakenInParts()
    {
        LdaCorpus corpus = LdaCorpus.Make(20, 120, 8);
        using GpuLdaDevice<double> roomy = new(simulator.Device);
        LdaRun<double> expected = LdaRun<double>.Of(roomy, corpus, 4, 0.1, passes: 1, inner: 2);

        // The topics are gone; what is left are the blocks.
        using GpuLdaDevice<double> narrow = new(simulator.Device, memoryLimit: roomy.MemoryTaken * 3 / 4);
        LdaRun<double> actual = LdaRun<double>.Of(narrow, corpus, 4, 0.1, passes: 1, inner: 2);
        Assert.InRange(narrow.DocumentsAtOnce, 1, 119);
        Assert.Equal(expected.Gamma, actual.Gamma);
        Assert.InRange(LdaRun<double>.Distance(expected.Lambda, actual.Lambda), 0, 1e-14);
    }

    [Fact]
    public void TopicsThatDoNotFitLeaveNoMemoryTaken()
    {
        using GpuLdaDevice<float> gpu = new(simulator.Device, memoryLimit: 30_000);
        long before = gpu.MemoryTaken;
        Assert.True(Assert.Throws<GpuException>(() => gpu.CreateTopics(400, 16, LdaTopicKind.Dirichlet)).IsOutOfMemory);
        Assert.Equal(before, gpu.MemoryTaken);
        gpu.CreateTopics(100, 16, LdaTopicKind.Dirichlet).Dispose();
    }

    [Fact]
    public void TopicsTooLargeForTheDeviceAreRefusedInOneLine()
    {
        using GpuLdaDevice<float> gpu = new(simulator.Device, memoryLimit: 1000);
        GpuException exception = Assert.Throws<GpuException>(() => gpu.CreateTopics(1000, 100, LdaTopicKind.Dirichlet));
        Assert.True(exception.IsOutOfMemory);
        Assert.Contains("out of device memory", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Fact]
    public void MoreTopicsThanAGroupCanShareAreRefusedInOneLine()
    {
        using GpuLdaDevice<float> gpu = new(simulator.Device);
        GpuException exception = Assert.Throws<GpuException>(() => LdaRun<float>.Of(gpu, LdaCorpus.Make(4, 3, 2), 5000, 0.1, passes: 1, inner: 1));
        Assert.False(exception.IsOutOfMemory);
        Assert.Contains("5000 topics of Single do not fit", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>A document of more than 128 words needs one more sum a topic: K is refused for it before any other document has counted.</summary>
    [Fact]
    public void KThatOnlyALongDocumentCannotHaveIsRefusedBeforeAnyWork()
    {
        const int TopicCount = 1_990, Words = 200;
        using GpuLdaDevice<float> gpu = new(simulator.Device);
        using LdaTopics topics = gpu.CreateTopics(Words, TopicCount, LdaTopicKind.Dirichlet);
        float[] ones = new float[Words * TopicCount], alpha = new float[TopicCount];
        Array.Fill(ones, 1);
        Array.Fill(alpha, 1);
        gpu.WriteLambda(topics, 0, ones);
        int[] ids = [0, .. Enumerable.Range(0, Words)];
        float[] counts = [.. ids.Select(_ => 1f)];
        LdaEStepSettings settings = new() { MaxIterations = 1, Tolerance = 0, AccumulateStatistics = true };
        Assert.Contains("1990 topics", Assert.Throws<GpuException>(() =>
            gpu.EStep(topics, new LdaDocuments([0, 1, 1 + Words], ids, counts), alpha, settings, new float[2 * TopicCount], [])).Message, StringComparison.Ordinal);
        gpu.LambdaStep(topics, [0.5f], 1, 1);
        float[] lambda = new float[TopicCount];
        gpu.ReadLambda(topics, 0, lambda);
        Assert.All(lambda, value => Assert.Equal(0.5f, value));
    }

    private static (float[] Results, LdaEStepResult Result) Opposed(ILdaDevice<float> device)
    {
        using LdaTopics topics = device.CreateTopics(3, 3, LdaTopicKind.Dirichlet);
        device.WriteLambda(topics, 0, [900, 0.002f, 0.002f, 0.0243f, 0.02f, 1, 0.5f, 900, 900]);
        var gamma = new float[6];
        LdaEStepSettings settings = new() { MaxIterations = 20, Tolerance = 0, AccumulateStatistics = true, ComputeBound = true };

        // The second document is an ordinary one.
        LdaEStepResult result = device.EStep(topics, new LdaDocuments([0, 2, 4], [0, 1, 1, 2], [500, 1e-4f, 3, 2]), [0.0243f, 0.0243f, 0.0243f], settings, gamma, []);
        device.LambdaStep(topics, [0.01f], 1, 1);
        var updated = new float[9];
        device.ReadLambda(topics, 0, updated);
        return ([.. gamma, .. updated], result);
    }
}
