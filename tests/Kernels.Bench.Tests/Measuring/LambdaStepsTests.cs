using System;
using System.Linq;
using Kernels.Bench.Inputs;
using Kernels.Bench.Measuring;
using Kernels.Lda;
using Xunit;

namespace Kernels.Bench.Tests.Measuring;

/// <summary>What is timed as a step of λ is one: it moves λ by the statistics of its documents, at every call.</summary>
public sealed class LambdaStepsTests
{
    private const int TopicCount = 7;
    private const double Prior = (double)BatchStep.Eta * SyntheticLda.Vocabulary * TopicCount;

    [Fact]
    public void EveryBatchStepMakesLambdaOfTheSameStatistics()
    {
        using CpuLdaDevice<float> device = new(1);
        BatchStep step = new(device, TopicCount);
        Assert.Equal(SyntheticLda.Vocabulary * TopicCount, step.Values);
        float[]? first = null;
        for (int call = 0; call < 3; call++)
        {
            step.Work.Sample(0);
            float[] lambda = Lambda(device, step.Topics);
            first ??= lambda;
            Assert.Equal(first, lambda);
        }

        Assert.Equal(1, first!.Sum(value => (double)value) / (Prior + (BatchStep.Scale * step.Tokens)), 4);

        // As of a fit: not all of them the prior.
        Assert.True(first!.Count(value => value > 2 * BatchStep.Eta) > 1000);
    }

    [Fact]
    public void EveryOnlineStepTakesTheNextMiniBatchIn()
    {
        using CpuLdaDevice<float> device = new(1);
        OnlineStep step = new(device, TopicCount);
        Assert.Equal(OnlineStep.Batches, step.Tokens.Distinct().Count());
        Assert.InRange(step.TouchedWords, OnlineStep.WordsADocument, OnlineStep.WordsADocument * OnlineStep.DocumentCount);
        double mass = Lambda(device, step.Topics).Sum(value => (double)value);

        // At most one call a batch of calls, so that they can be counted.
        int calls = 0;
        Work counted = new(() => calls++, before: () => step.Work.Warm(0));
        counted.Sample(0);
        for (int call = 0; call < 2 * calls; call++)
        {
            mass = ((1 - OnlineStep.Rho) * mass) + (OnlineStep.Rho * (Prior + (OnlineStep.Batches * step.Tokens[call % OnlineStep.Batches])));
        }

        Assert.Equal(1, Lambda(device, step.Topics).Sum(value => (double)value) / mass, 4);
    }

    /// <summary>Two of five values are read, three written: four are a copy's.</summary>
    [Fact]
    public void ABatchStepHasTheWallOfItsMemory()
    {
        CacheLevels caches = new([new("near", 32 << 10, 16 << 10), new("far", long.MaxValue, 1 << 20)], "made up");
        BandwidthLimits bandwidth = new(caches);
        foreach (Work work in bandwidth.Works)
        {
            work.Sample(0);
        }

        using CpuLdaDevice<float> device = new(1);
        Wall wall = new BatchStep(device, TopicCount).Nearest(bandwidth);
        Assert.EndsWith(", far", wall.Text, StringComparison.Ordinal);
        CacheLevel far = caches.Levels[1];
        Assert.Equal(Math.Max(16 / bandwidth.Copying(far), 8 / bandwidth.Reading(far)), wall.Nanoseconds, 12);
    }

    private static float[] Lambda(CpuLdaDevice<float> device, LdaTopics topics)
    {
        float[] lambda = new float[SyntheticLda.Vocabulary * TopicCount];
        device.ReadLambda(topics, 0, lambda);
        return lambda;
    }
}
