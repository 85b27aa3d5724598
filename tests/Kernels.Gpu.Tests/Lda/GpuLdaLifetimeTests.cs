using System;
using System.Linq;
using System.Threading;
using Kernels.Lda;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>What is given back, and when: statistics, a device at work, a GPU under it, a pass that broke off.</summary>
[Collection(SharedDevice.Collection)]
public sealed class GpuLdaLifetimeTests(SharedDevice shared)
{
    private const int TopicCount = 4;

    private static readonly LdaEStepSettings s_settings = new() { MaxIterations = 3, Tolerance = 0, AccumulateStatistics = true, ComputeBound = true };

    /// <summary>The statistics' memory comes back, what they held is gone as on the processor, and the next pass begins with none.</summary>
    [Fact]
    public void StatisticsThatAreGivenBackCountNoMore()
    {
        LdaCorpus corpus = LdaCorpus.Make(20, 12, 8);
        using CpuLdaDevice<double> processor = new(1);
        using GpuLdaDevice<double> gpu = new(shared.Device);
        using LdaTopics topics = Topics(gpu, corpus), ofProcessor = Topics(processor, corpus);
        Pass(gpu, topics, corpus);
        double[] once = Step(gpu, topics, corpus);
        gpu.WriteLambda(topics, 0, corpus.Lambda<double>(TopicCount));

        Pass(gpu, topics, corpus);
        long full = gpu.MemoryTaken;
        topics.ReleaseWorkingMemory();

        // Two rows of 64 bytes a word: sums, and what rounding left of them.
        Assert.Equal(2 * corpus.VocabularySize * 64, full - gpu.MemoryTaken);
        double[] lambda = new double[corpus.VocabularySize * TopicCount];
        gpu.ReadLambda(topics, 0, lambda);
        Assert.Equal(corpus.Lambda<double>(TopicCount), lambda);
        LdaTopicBound bound = gpu.TopicBound(topics, [0.5]), expected = processor.TopicBound(ofProcessor, [0.5]);
        Assert.Equal(expected.Likelihood, bound.Likelihood, 1e-9);
        Assert.Equal(expected.TopicPrior, bound.TopicPrior, 1e-9);

        Pass(gpu, topics, corpus);
        Assert.Equal(once, Step(gpu, topics, corpus));
        Pass(gpu, topics, corpus);
        topics.ReleaseWorkingMemory();
        Assert.All(Step(gpu, topics, corpus), value => Assert.Equal(0.5, value));
    }

    /// <summary>A pass that breaks off between two blocks leaves nothing of the first in the next step.</summary>
    [Fact]
    public void WhatABrokenPassGatheredCountsNothing()
    {
        // Blocks of 30 documents, the second of which needs more room than the first.
        LdaCorpus shorts = LdaCorpus.Make(20, 120, 2), longs = LdaCorpus.Make(20, 60, 18);
        int begin = (int)shorts.Offsets[30];
        LdaCorpus corpus = new(
            [.. shorts.Offsets[..31], .. longs.Offsets[1..].Select(offset => begin + offset)],
            [.. shorts.Words[..begin], .. longs.Words],
            [.. shorts.Counts[..begin], .. longs.Counts],
            20);
        int few = 0;
        bool isArmed = false, isFull = false;
        using GpuDevice device = GpuDevice.OpenSimulator(what =>
        {
            isFull |= isArmed && what == "copying from the device";
            if (what is "allocating memory" or "locking memory" && (isFull || few-- > 0))
            {
                throw new InsufficientMemoryException();
            }
        });
        using GpuLdaDevice<double> sound = new(shared.Device), gpu = new(device);
        using LdaTopics expectedTopics = Topics(sound, corpus), topics = Topics(gpu, corpus);
        Pass(sound, expectedTopics, corpus);
        double[] expected = Step(sound, expectedTopics, corpus);

        Pass(gpu, topics, LdaCorpus.Make(20, 1, 1));
        few = 2;
        Pass(gpu, topics, shorts);
        Assert.Equal(30, gpu.DocumentsAtOnce);
        topics.ReleaseWorkingMemory();
        isArmed = true;
        GpuException exception = Assert.Throws<GpuException>(() => Pass(gpu, topics, corpus));
        Assert.True(exception.IsOutOfMemory, exception.Message);
        Assert.True(isFull);
        (isArmed, isFull) = (false, false);
        Pass(gpu, topics, corpus);
        Assert.InRange(LdaRun<double>.Distance(expected, Step(gpu, topics, corpus)), 0, 1e-14);
    }

    /// <summary>Whoever disposes of a device at work waits for it: the pass ends with its results, and only then is there no device.</summary>
    [Fact]
    public void ADeviceAtWorkIsDisposedWhenTheWorkIsDone()
    {
        LdaCorpus corpus = LdaCorpus.Make(20, 12, 8);
        using GpuLdaDevice<double> undisturbed = new(shared.Device);
        using LdaTopics expectedTopics = Topics(undisturbed, corpus);
        double[] expected = Pass(undisturbed, expectedTopics, corpus);

        GpuLdaDevice<double>? gpu = null;
        Thread? disposing = null;
        bool armed = false;
        using GpuDevice device = GpuDevice.OpenSimulator(what =>
        {
            if (armed && what == "copying from the device")
            {
                armed = false;
                disposing = new Thread(gpu!.Dispose);
                disposing.Start();

                // Time enough to do harm in, where nothing holds it back.
                Assert.False(disposing.Join(TimeSpan.FromMilliseconds(200)));
            }
        });
        gpu = new GpuLdaDevice<double>(device);
        using LdaTopics topics = Topics(gpu, corpus);
        armed = true;
        Assert.Equal(expected, Pass(gpu, topics, corpus));
        Assert.NotNull(disposing);
        disposing.Join();
        AssertDisposed(gpu, topics);
        gpu.Dispose();
    }

    /// <summary>The GPU closed first, against the order that is asked for: every call says so, and what is left is cleared away without an error.</summary>
    [Fact]
    public void AClosedGpuIsSaidAndNothingElseFails()
    {
        LdaCorpus corpus = LdaCorpus.Make(20, 12, 8);
        GpuDevice device = GpuDevice.OpenSimulator();
        GpuLdaDevice<double> gpu = new(device);
        LdaTopics topics = Topics(gpu, corpus);
        Pass(gpu, topics, corpus);
        device.Dispose();
        AssertDisposed(gpu, topics);
        topics.ReleaseWorkingMemory();
        topics.Dispose();
        gpu.Dispose();
        device.Dispose();
    }

    /// <summary>A topic whose γ overflows is not among those that are dropped as 0: whoever looks at γ finds it.</summary>
    [Fact]
    public void AnOverflowIsNotDroppedWithTheTopicsThatAreZero()
    {
        using CpuLdaDevice<float> processor = new(1);
        using GpuLdaDevice<float> gpu = new(shared.Device);
        foreach (ILdaDevice<float> device in (ILdaDevice<float>[])[processor, gpu])
        {
            const int Topics = 40;
            using LdaTopics topics = device.CreateTopics(3, Topics, LdaTopicKind.Dirichlet);

            // The last topic has the document's words, so it would have to move; the others have the third.
            float[] own = [.. Enumerable.Repeat(1f, Topics - 1), 1000], other = [.. Enumerable.Repeat(1000f, Topics - 1), 1];
            device.WriteLambda(topics, 0, [.. own, .. own, .. other]);
            float[] gamma = new float[Topics], alpha = [.. Enumerable.Repeat(0.1f, Topics)];
            device.EStep(topics, new LdaDocuments([0, 2], [0, 1], [3e38f, 3e38f]), alpha, new LdaEStepSettings { MaxIterations = 30, Tolerance = 0 }, gamma, []);
            Assert.False(float.IsFinite(gamma[^1]), $"{device.Description}: {string.Join(' ', gamma)}");

            // Without a detour through logarithms, in which no topic is dropped.
            Assert.All(gamma[..^1], value => Assert.Equal(0.1f, value));
        }
    }

    private static void AssertDisposed(GpuLdaDevice<double> gpu, LdaTopics topics)
    {
        double[] rows = new double[TopicCount];
        Action[] calls =
        [
            () => gpu.CreateTopics(3, 2, LdaTopicKind.Dirichlet),
            () => gpu.WriteLambda(topics, 0, [1, 1, 1, 1]),
            () => gpu.ReadLambda(topics, 0, rows),
            () => gpu.EStep(topics, new LdaDocuments([0, 1], [0], [1]), [1, 1, 1, 1], s_settings, rows, []),
            () => gpu.LambdaStep(topics, [1], 1, 1),
            () => gpu.TopicBound(topics, [1]),
        ];
        Assert.All(calls, call => Assert.Throws<ObjectDisposedException>(call));
        Assert.All(rows, value => Assert.Equal(0, value));
    }

    private static LdaTopics Topics(ILdaDevice<double> device, LdaCorpus corpus)
    {
        LdaTopics topics = device.CreateTopics(corpus.VocabularySize, TopicCount, LdaTopicKind.Dirichlet);
        device.WriteLambda(topics, 0, corpus.Lambda<double>(TopicCount));
        return topics;
    }

    private static double[] Pass(GpuLdaDevice<double> device, LdaTopics topics, LdaCorpus corpus)
    {
        double[] gamma = new double[corpus.DocumentCount * TopicCount];
        device.EStep(topics, new LdaDocuments(corpus.Offsets, corpus.Words, corpus.Counts), [0.1, 0.1, 0.1, 0.1], s_settings, gamma, []);
        return gamma;
    }

    private static double[] Step(GpuLdaDevice<double> device, LdaTopics topics, LdaCorpus corpus)
    {
        double[] lambda = new double[corpus.VocabularySize * TopicCount];
        device.LambdaStep(topics, [0.5], 1, 1);
        device.ReadLambda(topics, 0, lambda);
        return lambda;
    }
}
