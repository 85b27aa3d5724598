using System;
using System.Linq;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Lda;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>Float sums over very many words and documents: equal terms are rounded the same way every time, so a plain sum loses mass.</summary>
[Collection(SharedDevice.Collection)]
public sealed class GpuLdaMassTests(SharedDevice simulator)
{
    /// <summary>γ of a document of 10⁵ words. Plain sums were off by 10⁻³.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(33)]
    public void ALongDocumentKeepsItsMass(int topicCount)
    {
        // Few words, each many times: the kernel does not mind, and the topics of 10⁵ words would take the simulator minutes.
        const int Pairs = 100_000, VocabularySize = 7;
        using GpuLdaDevice<float> device = new(simulator.Device);
        using LdaTopics topics = device.CreateTopics(VocabularySize, topicCount, LdaTopicKind.Dirichlet);
        device.WriteLambda(topics, 0, [.. Enumerable.Repeat(1f, VocabularySize * topicCount)]);
        float[] gamma = new float[topicCount];
        float[] alpha = [.. Enumerable.Repeat(0.1f, topicCount)];
        int[] words = [.. Enumerable.Range(0, Pairs).Select(pair => pair % VocabularySize)];
        float[] counts = [.. Enumerable.Repeat(1f, Pairs)];
        LdaEStepSettings settings = new() { MaxIterations = 2, Tolerance = 0 };
        device.EStep(topics, new LdaDocuments([0, Pairs], words, counts), alpha, settings, gamma, []);
        double mass = gamma.Sum(value => (double)value) - alpha.Sum(value => (double)value);
        Assert.InRange(Math.Abs(mass - Pairs) / Pairs, 0, 1e-6);
    }

    /// <summary>
    /// The statistics of 10⁵ documents that all hold the same two words, in blocks of several sizes, by the kernels alone: the simulator takes
    /// milliseconds a document for the rest. Plain sums of 1024 were off by 10⁻⁵, plain sums of 98 blocks by 2·10⁻⁶.
    /// </summary>
    [Theory]
    [InlineData(1024, 98, 0.1f)]
    [InlineData(1024, 98, 0.3f)]
    [InlineData(100, 1000, 0.1f)]
    [InlineData(16_384, 6, 0.7f)]
    public void WordsOfEveryDocumentKeepTheirMass(int documents, int blocks, float share)
    {
        const int Words = 2, Stride = 16;
        Accelerator accelerator = simulator.Device.Accelerator;
        DeviceMemory memory = new(simulator.Device);
        using LdaWordIndex<float> index = new(memory);
        int[] pairs = [.. Enumerable.Range(0, Words * documents).Select(pair => pair % Words)];
        index.Fill(pairs, [.. Enumerable.Range(0, documents + 1).Select(d => d * Words)], Stride, new int[Words]);
        index.Upload(accelerator.DefaultStream);
        Assert.Equal(documents > LdaPrecision<float>.TermsInASum ? Words : 0, index.LongWords);

        // Each topic's share is a different number, so that each is rounded in its own way.
        float[] theta = [.. Enumerable.Range(0, documents * Stride).Select(i => share / (1 + (i % Stride)))];
        using MemoryBuffer1D<float, Stride1D.Dense> ratios = simulator.Upload<float>([.. Enumerable.Repeat(1f, pairs.Length)]);
        using MemoryBuffer1D<float, Stride1D.Dense> thetas = simulator.Upload(theta);
        using MemoryBuffer1D<float, Stride1D.Dense> factors = simulator.Upload<float>([.. Enumerable.Repeat(1f, Words * Stride)]);
        using MemoryBuffer1D<float, Stride1D.Dense> statistics = simulator.Upload(new float[Words * Stride]);
        using MemoryBuffer1D<float, Stride1D.Dense> errors = simulator.Upload(new float[Words * Stride]);
        LdaStatisticsArguments<float> task = index.Arguments();
        (task.Ratios, task.Theta, task.Factors, task.Statistics, task.Errors, task.Stride) = (ratios.View, thetas.View, factors.View, statistics.View, errors.View, Stride);
        GpuLdaKernels<float> kernels = simulator.Device.Kernels(accelerator => new GpuLdaKernels<float>(accelerator));
        for (int block = 0; block < blocks; block++)
        {
            kernels.SumPieces(accelerator.DefaultStream, Groups(index.Pieces), task);
            if (index.LongWords > 0)
            {
                kernels.JoinPieces(accelerator.DefaultStream, Groups(index.LongWords), task);
            }
        }

        kernels.Settle(accelerator.DefaultStream, Groups(Words), statistics.View, errors.View, Stride);
        accelerator.Synchronize();
        float[] sums = statistics.GetAsArray1D();
        for (int i = 0; i < sums.Length; i++)
        {
            double expected = (double)theta[i % Stride] * documents * blocks;
            Assert.InRange(Math.Abs(sums[i] - expected) / expected, 0, 1e-6);
        }

        static KernelConfig Groups(int count) => ((Index1D)count, (Index1D)4);
    }

    /// <summary>More documents of a word than a piece holds, through the device: pieces are cut and joined where they should be.</summary>
    [Fact]
    public void WordsOfManyDocumentsAgree()
    {
        const int Documents = 300, TopicCount = 4;
        long[] offsets = [.. Enumerable.Range(0, Documents + 1).Select(d => 2L * d)];
        int[] words = [.. Enumerable.Range(0, Documents).SelectMany(d => new[] { 0, 1 + (d % 3) })];
        float[] counts = [.. Enumerable.Range(0, 2 * Documents).Select(pair => 1f + (pair % 5))];
        float[] lambda = [.. Enumerable.Range(0, 4 * TopicCount).Select(i => 0.3f + ((i * 7) % 5))];
        (float[] expected, double likelihood) = Updated(new CpuLdaDevice<float>(1));
        (float[] actual, double actualLikelihood) = Updated(new GpuLdaDevice<float>(simulator.Device));
        Assert.InRange(LdaRun<float>.Distance(expected, actual), 0, 1e-6);
        Assert.InRange(actualLikelihood / likelihood, 1 - 1e-6, 1 + 1e-6);
        Assert.InRange((actual.Sum(value => (double)value) - (16 * 0.01)) / counts.Sum(), 1 - 1e-6, 1 + 1e-6);

        (float[] Lambda, double Likelihood) Updated(ILdaDevice<float> device)
        {
            using ILdaDevice<float> disposing = device;
            using LdaTopics topics = device.CreateTopics(4, TopicCount, LdaTopicKind.Dirichlet);
            device.WriteLambda(topics, 0, lambda);
            LdaEStepSettings settings = new() { MaxIterations = 1, Tolerance = 0, AccumulateStatistics = true };
            device.EStep(topics, new LdaDocuments(offsets, words, counts), [0.1f, 0.1f, 0.1f, 0.1f], settings, new float[Documents * TopicCount], []);
            LdaTopicBound bound = device.TopicBound(topics, [0.01f]);
            device.LambdaStep(topics, [0.01f], 1, 1);
            float[] updated = new float[4 * TopicCount];
            device.ReadLambda(topics, 0, updated);
            return (updated, bound.Likelihood);
        }
    }
}
