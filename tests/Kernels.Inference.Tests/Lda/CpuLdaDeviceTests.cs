using System;
using System.Linq;
using System.Numerics;
using Kernels.Lda;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>The fast device beside the plain one: γ, statistics, λ and every term of the bound.</summary>
[Trait("Category", "Laws")]
public sealed class CpuLdaDeviceTests
{
    [Theory]
    [InlineData(1, 30, 40, 0.5)]
    [InlineData(3, 30, 40, 0.1)]
    [InlineData(17, 60, 50, 0.01)]
    [InlineData(100, 200, 70, 0.01)]
    [InlineData(130, 90, 33, 1.5)]
    public void AgreesWithTheReference(int topicCount, int vocabularySize, int documentCount, double alpha)
    {
        Agree<double>(topicCount, vocabularySize, documentCount, alpha, 1e-10);
        Agree<float>(topicCount, vocabularySize, documentCount, alpha, 3e-4);
    }

    [Theory]
    [InlineData(100, 0.01)]
    [InlineData(20, 0.3)]
    public void ThreadsDoNotShow(int topicCount, double alpha)
    {
        float[] one = Run<float>(new CpuLdaDevice<float>(1), topicCount, 120, 1100, alpha, out LdaEStepResult first, out _);
        float[] two = Run<float>(new CpuLdaDevice<float>(2), topicCount, 120, 1100, alpha, out LdaEStepResult second, out _);
        float[] five = Run<float>(new CpuLdaDevice<float>(5), topicCount, 120, 1100, alpha, out LdaEStepResult third, out _);
        Assert.Equal(one, two);
        Assert.Equal(one, five);
        Assert.Equal(first, second);
        Assert.Equal(first, third);
    }

    /// <summary>γ and λ chosen so that exp E[log θ] and exp E[log β] are so far apart that every product of factors is flushed.</summary>
    [Fact]
    public void AWordWhoseNormalizerIsLostGoesThroughLogSpace()
    {
        float[] fast = Opposed<float>(new CpuLdaDevice<float>(1), out LdaEStepResult actual);
        float[] plain = Opposed<float>(new ReferenceLdaDevice<float>(), out LdaEStepResult expected);
        Assert.True(actual.RescuedPairs == 1, "Nothing was rescued: the test does not reach what it is for.");
        Close(plain, fast, 1e-5);
        Assert.Equal(expected.DocumentBound, actual.DocumentBound, 1e-3);
        double rare = fast[^6] + fast[^5] + fast[^4] - 0.03;
        Assert.Equal(1e-4, rare, 1e-7);
        Assert.InRange((fast[^6] - 0.01) / rare, 0.5, 0.9995);
    }

    [Fact]
    public void WhatIsReleasedIsMadeAgain()
    {
        using var device = new CpuLdaDevice<float>(1);
        using LdaTopics topics = device.CreateTopics(2, 3, LdaTopicKind.Dirichlet);
        float[] lambda = [1, 2, 3, 4, 5, 0.5f];
        device.WriteLambda(topics, 0, lambda);
        float[] before = Gamma(statistics: true);
        topics.ReleaseWorkingMemory();
        float[] read = new float[6];
        device.ReadLambda(topics, 0, read);
        Assert.Equal(lambda, read);
        Assert.Equal(before, Gamma(statistics: true));
        device.LambdaStep(topics, [0.5f], 1, 1);
        device.ReadLambda(topics, 0, read);
        Assert.Equal((6 * 0.5f) + 4, read.Sum(), 1e-5f);

        float[] Gamma(bool statistics)
        {
            float[] gamma = new float[3];
            var settings = new LdaEStepSettings { MaxIterations = 5, Tolerance = 0, AccumulateStatistics = statistics };
            device.EStep(topics, new LdaDocuments([0, 2], [0, 1], [3, 1]), [0.1f, 0.1f, 0.1f], settings, gamma, []);
            return gamma;
        }
    }

    /// <summary>A topic whose γ overflows is not among those that are dropped as 0: whoever looks at γ finds it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(39)]
    public void AnOverflowIsNotDroppedWithTheTopicsThatAreZero(int topic)
    {
        const int TopicCount = 40;
        using var device = new CpuLdaDevice<float>(1);
        using LdaTopics topics = device.CreateTopics(3, TopicCount, LdaTopicKind.Dirichlet);

        // One topic has the document's words, the others the third.
        float[] own = [.. Enumerable.Repeat(1f, TopicCount)], other = [.. Enumerable.Repeat(1000f, TopicCount)];
        (own[topic], other[topic]) = (1000, 1);
        device.WriteLambda(topics, 0, [.. own, .. own, .. other]);
        float[] gamma = new float[TopicCount], alpha = [.. Enumerable.Repeat(0.1f, TopicCount)];
        device.EStep(topics, new LdaDocuments([0, 2], [0, 1], [3e38f, 3e38f]), alpha, new LdaEStepSettings { MaxIterations = 30, Tolerance = 0 }, gamma, []);
        Assert.False(float.IsFinite(gamma[topic]), $"γ is {gamma[topic]}");

        // Without a detour through logarithms, in which no topic is dropped.
        Assert.All(gamma.Where((_, k) => k != topic), value => Assert.Equal(0.1f, value));
    }

    /// <summary>Word 0 holds the document on topic 0, and the rare word 1 is known to topic 2 only.</summary>
    private static T[] Opposed<T>(ILdaDevice<T> device, out LdaEStepResult result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int TopicCount = 3;
        using LdaTopics topics = device.CreateTopics(3, TopicCount, LdaTopicKind.Dirichlet);
        double[] lambda = [900, 0.002, 0.002, 0.0243, 0.02, 1, 0.5, 900, 900];
        device.WriteLambda(topics, 0, Array.ConvertAll(lambda, T.CreateTruncating));
        var gamma = new T[TopicCount];
        var settings = new LdaEStepSettings { MaxIterations = 40, Tolerance = 0, AccumulateStatistics = true, ComputeBound = true };
        T[] alpha = Array.ConvertAll((double[])[0.0243, 0.0243, 0.0243], T.CreateTruncating);
        result = device.EStep(topics, new LdaDocuments([0, 2], [0, 1], [500, 1e-4f]), alpha, settings, gamma, []);
        device.LambdaStep(topics, [T.CreateTruncating(0.01)], 1, 1);
        var updated = new T[lambda.Length];
        device.ReadLambda(topics, 0, updated);
        return [.. gamma, .. updated];
    }

    private static void Agree<T>(int topicCount, int vocabularySize, int documentCount, double alpha, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] plain = Run<T>(new ReferenceLdaDevice<T>(), topicCount, vocabularySize, documentCount, alpha, out LdaEStepResult expected, out LdaTopicBound expectedTopics);
        T[] fast = Run<T>(new CpuLdaDevice<T>(1), topicCount, vocabularySize, documentCount, alpha, out LdaEStepResult actual, out LdaTopicBound actualTopics);
        Close(plain, fast, tolerance);
        Assert.Equal(expected.Visits, actual.Visits);
        Assert.Equal(expected.UnconvergedDocuments, actual.UnconvergedDocuments);
        Near(expected.WordLogNormalizer, actual.WordLogNormalizer);
        Near(expected.ThetaPrior, actual.ThetaPrior);
        Near(expected.AssignmentPrior, actual.AssignmentPrior);
        Near(expected.ThetaEntropy, actual.ThetaEntropy);
        Near(expectedTopics.TopicPrior, actualTopics.TopicPrior);
        Near(expectedTopics.Likelihood, actualTopics.Likelihood);
        Near(expectedTopics.TopicEntropy, actualTopics.TopicEntropy);

        void Near(double e, double a) => Assert.True(Math.Abs(e - a) <= tolerance * (1 + Math.Abs(e)), $"{a} instead of {e}");
    }

    private static void Close<T>(T[] expected, T[] actual, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double e = double.CreateTruncating(expected[i]), a = double.CreateTruncating(actual[i]);
            Assert.True(Math.Abs(e - a) <= tolerance * (1 + Math.Abs(e)), $"Value {i} is {a}; expected {e}.");
        }
    }

    /// <summary>Three E-steps with λ steps between them; γ, λ and the last terms of the bound.</summary>
    private static T[] Run<T>(
        ILdaDevice<T> device, int topicCount, int vocabularySize, int documentCount, double alpha, out LdaEStepResult result, out LdaTopicBound bound)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(7);
        using LdaTopics topics = device.CreateTopics(vocabularySize, topicCount, LdaTopicKind.Dirichlet);
        var lambda = new T[vocabularySize * topicCount];
        for (int i = 0; i < lambda.Length; i++)
        {
            lambda[i] = T.CreateTruncating(Math.Exp((random.NextDouble() * 8) - 4));
        }

        device.WriteLambda(topics, 0, lambda);
        (long[] offsets, int[] words, float[] counts) = Documents(random, vocabularySize, documentCount);
        var gamma = new T[documentCount * topicCount];
        var prior = new T[topicCount];
        Array.Fill(prior, T.CreateTruncating(alpha));
        T[] eta = [T.CreateTruncating(0.01)];
        (result, bound) = (default, default);
        for (int pass = 0; pass < 3; pass++)
        {
            var settings = new LdaEStepSettings { MaxIterations = 7, Tolerance = 0, AccumulateStatistics = true, ComputeBound = true, CarryGamma = pass == 1 };
            result = device.EStep(topics, new LdaDocuments(offsets, words, counts), prior, settings, gamma, []);
            bound = device.TopicBound(topics, eta);
            device.LambdaStep(topics, eta, pass == 0 ? 1 : 0.5, 1);
        }

        device.ReadLambda(topics, 0, lambda);
        return [.. gamma, .. lambda];
    }

    private static (long[] Offsets, int[] Words, float[] Counts) Documents(Random random, int vocabularySize, int documentCount)
    {
        var offsets = new long[documentCount + 1];
        var words = new System.Collections.Generic.List<int>();
        var counts = new System.Collections.Generic.List<float>();
        for (int d = 0; d < documentCount; d++)
        {
            double share = d % 5 == 0 ? 0 : random.NextDouble() * 0.6;
            for (int w = 0; w < vocabularySize; w++)
            {
                if (random.NextDouble() < share)
                {
                    words.Add(w);
                    counts.Add(random.Next(0, 6));
                }
            }

            offsets[d + 1] = words.Count;
        }

        return (offsets, [.. words], [.. counts]);
    }
}
