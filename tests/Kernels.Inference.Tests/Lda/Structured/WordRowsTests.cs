using System;
using System.IO;
using System.Linq;
using System.Numerics;
using Kernels.Lda;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Rows by a list of words, beside plain loops over all of λ.</summary>
[Trait("Category", "Laws")]
public sealed class WordRowsTests
{
    private const int Words = 120;
    private const int Topics = 7;

    /// <summary>The same statistics through the ordinary step and through the step of listed words: not a bit between them, whether or not the words' rows were read before.</summary>
    [Theory]
    [InlineData(false, 0.3)]
    [InlineData(true, 0.3)]
    [InlineData(true, 1)]
    public void WithOneRhoItHasTheBitsOfTheOrdinaryStep(bool refreshed, double thirdRho)
    {
        using var device = new CpuLdaDevice<float>(2);
        using LdaTopics ordinary = Start(device), listed = Start(device);
        for (int step = 0; step < 12; step++)
        {
            (long[] offsets, int[] ids, float[] counts) = Batch(step);
            var documents = new LdaDocuments(offsets, ids, counts);
            var settings = new LdaEStepSettings { MaxIterations = 4, Tolerance = 0, AccumulateStatistics = true };
            int[] words = [.. ids.Distinct()];
            float[] statistics = new float[words.Length * Topics];
            float[] alpha = [.. Enumerable.Repeat(0.3f, Topics)];
            if (refreshed)
            {
                device.EStep(listed, documents, alpha, settings, new float[2 * Topics], []);
                device.TakeStatistics(listed, words, statistics);
            }

            device.EStep(ordinary, documents, alpha, settings, new float[2 * Topics], []);
            device.TakeStatistics(ordinary, words, statistics);
            device.EStep(ordinary, documents, alpha, settings, new float[2 * Topics], []);
            double rho = step == 3 ? thirdRho : 1 / Math.Sqrt(step + 2);
            device.LambdaStep(ordinary, [0.05f], rho, 3);
            device.LambdaStep(listed, words, statistics, [0.05f], [.. Enumerable.Repeat(rho, Topics)], 3);
            float[] rows = new float[words.Length * Topics];
            float[] same = new float[words.Length * Topics];
            device.ReadLambda(ordinary, words, rows);
            device.ReadLambda(listed, words, same);
            Assert.Equal(rows, same);
            double[] sums = new double[Topics], sameSums = new double[Topics];
            device.ReadTopicSums(ordinary, sums);
            device.ReadTopicSums(listed, sameSums);
            Assert.Equal(sums, sameSums);
        }

        Assert.Equal(All<float>(device, ordinary), All<float>(device, listed));
    }

    [Theory]
    [InlineData(40, 0.0, 1e-12)]
    [InlineData(CpuLdaDevice<double>.StepsToResum + 40, 0.0, 1e-10)]
    [InlineData(40, 1.0, 1e-12)]
    public void ARhoForEachTopicIsThatOfPlainLoops(int steps, double rhoOfTheTenth, double tolerance)
    {
        using var device = new CpuLdaDevice<double>(2);
        (double[] expected, double[] actual, double[] sums) = Play(device, steps, rhoOfTheTenth);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(1, actual[i] / expected[i], tolerance);
        }

        for (int k = 0; k < Topics; k++)
        {
            double sum = Enumerable.Range(0, Words).Sum(word => expected[(word * Topics) + k]);
            Assert.Equal(1, sums[k] / sum, tolerance);
        }
    }

    [Fact]
    public void ThreadsDoNotShow()
    {
        using var one = new CpuLdaDevice<double>(1);
        using var three = new CpuLdaDevice<double>(3);
        Assert.Equal(Play(one, 30, 0).Actual, Play(three, 30, 0).Actual);
    }

    /// <summary>State with rows behind by steps of a ρ a topic, taken over by another device.</summary>
    [Fact]
    public void StateGoesOnToTheSameBits()
    {
        using var first = new CpuLdaDevice<double>(2);
        using var second = new CpuLdaDevice<double>(1);
        using LdaTopics topics = Start(first);
        using LdaTopics copy = second.CreateTopics(Words, Topics, LdaTopicKind.Dirichlet);
        for (int step = 0; step < 9; step++)
        {
            TakeStep(first, topics, step, 0);
        }

        using var state = new MemoryStream();
        first.WriteState(topics, state);
        state.Position = 0;
        second.ReadState(copy, state);
        Assert.Equal(state.Length, state.Position);
        for (int step = 9; step < 20; step++)
        {
            TakeStep(first, topics, step, 0);
            TakeStep(second, copy, step, 0);
        }

        Assert.Equal(All<double>(first, topics), All<double>(second, copy));
    }

    /// <summary>A step that ends above 0 in exact numbers may end below in float; and some end far below. The sums know.</summary>
    [Fact]
    public void LambdaStaysAtHalfOfEta()
    {
        using var device = new CpuLdaDevice<float>(1);
        using LdaTopics topics = device.CreateTopics(2, 2, LdaTopicKind.Dirichlet);
        device.WriteLambda(topics, 0, [1e6f, 1e6f, 3, 3]);
        device.LambdaStep(topics, [0], [-1e6f, -3e6f], [0.01f], [0.5, 0.5], 1);
        float[] row = new float[2];
        device.ReadLambda(topics, [0], row);
        double[] sums = new double[2];
        device.ReadTopicSums(topics, sums);
        // To the rounding of 1e6 in float.
        Assert.All(sums, sum => Assert.Equal(1.51, sum, 0.06));
        Assert.All(row, value => Assert.True(value >= 0.005f));
        device.ReadLambda(topics, [1], row);
        Assert.Equal(1.505f, row[0], 1e-6f);
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        using var device = new CpuLdaDevice<double>(1);
        using LdaTopics topics = Start(device);
        using LdaTopics logs = device.CreateLogTopics(3, Topics);
        double[] row = new double[Topics];
        double[] rho = [.. Enumerable.Repeat(0.5, Topics)];
        Assert.Throws<ArgumentException>(() => device.ReadLambda(topics, [Words], row));
        Assert.Throws<ArgumentException>(() => device.ReadLambda(topics, [0, 1], row));
        Assert.Throws<ArgumentException>(() => device.ReadTopicSums(topics, new double[1]));
        Assert.Throws<ArgumentException>(() => device.LambdaStep(topics, [0], row, [0.1], [0.5], 1));
        Assert.Throws<ArgumentException>(() => device.LambdaStep(topics, [0], row, [0.1], [.. rho[1..], 1.1], 1));
        Assert.Throws<ArgumentException>(() => device.WriteLogBeta(topics, row));
        Assert.Throws<ArgumentException>(() => device.LambdaStep(logs, [0], row, [0.1], rho, 1));
        Assert.Throws<ArgumentException>(() => device.ReadLambda(logs, 0, row));
        Assert.Throws<ArgumentException>(() => device.TopicBound(logs, [0.1]));
        Assert.Throws<ArgumentException>(() => device.WriteLogBeta(logs, [.. Enumerable.Repeat(double.NegativeInfinity, Topics)]));
        Assert.Throws<ArgumentException>(() => device.WriteLogBeta(logs, new double[4 * Topics]));
        device.EStep(topics, new LdaDocuments([0, 1], [4], [1]), rho, new LdaEStepSettings { MaxIterations = 1, Tolerance = 0, AccumulateStatistics = true }, new double[Topics], []);
        Assert.Throws<InvalidOperationException>(() => device.LambdaStep(topics, [0], row, [0.1], rho, 1));
    }

    private static LdaTopics Start<T>(CpuLdaDevice<T> device)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LdaTopics topics = device.CreateTopics(Words, Topics, LdaTopicKind.Dirichlet);
        device.WriteLambda(topics, 0, [.. Lambda0().Select(T.CreateTruncating)]);
        return topics;
    }

    private static double[] Lambda0() => [.. Enumerable.Range(0, Words * Topics).Select(i => (float)(0.2 + (0.01 * (i * 37 % 101))))];

    private static (long[] Offsets, int[] Ids, float[] Counts) Batch(int step)
    {
        int[] ids = [.. Enumerable.Range(0, 9).Select(i => ((step * 11) + (i * i)) % Words), .. Enumerable.Range(0, 9).Select(i => ((step * 5) + (3 * i)) % Words)];
        return ([0, 9, 18], ids, [.. ids.Select(id => 1f + (id % 3))]);
    }

    /// <summary>Every third step has one ρ for all topics.</summary>
    private static double[] Rho(int step, double ofTheTenth) =>
        [.. Enumerable.Range(0, Topics).Select(k => (step == 9 && ofTheTenth > 0 && k < 4 ? ofTheTenth : 1 / Math.Sqrt(step + 4)) * (step % 3 == 2 || k % 3 != 1 ? 1 : 0.1 * k))];

    private static (int[] Words, double[] Statistics) Statistics(int step)
    {
        int[] words = [.. Batch(step).Ids.Distinct()];
        return (words, [.. Enumerable.Range(0, words.Length * Topics).Select(i => 0.5 + (i * 13 % 17))]);
    }

    private static void TakeStep(CpuLdaDevice<double> device, LdaTopics topics, int step, double rhoOfTheTenth)
    {
        (int[] words, double[] statistics) = Statistics(step);
        device.LambdaStep(topics, words, statistics, [0.05], Rho(step, rhoOfTheTenth), 1.5);
    }

    private static (double[] Expected, double[] Actual, double[] Sums) Play(CpuLdaDevice<double> device, int steps, double rhoOfTheTenth)
    {
        using LdaTopics topics = Start(device);
        double[] expected = Lambda0();
        for (int step = 0; step < steps; step++)
        {
            TakeStep(device, topics, step, rhoOfTheTenth);
            (int[] words, double[] statistics) = Statistics(step);
            double[] rho = Rho(step, rhoOfTheTenth);
            for (int i = 0; i < expected.Length; i++)
            {
                int place = Array.IndexOf(words, i / Topics);
                double added = place < 0 ? 0 : statistics[(place * Topics) + (i % Topics)];
                expected[i] = ((1 - rho[i % Topics]) * expected[i]) + (rho[i % Topics] * (0.05 + (1.5 * added)));
            }
        }

        double[] sums = new double[Topics];
        device.ReadTopicSums(topics, sums);
        return (expected, All<double>(device, topics), sums);
    }

    private static T[] All<T>(CpuLdaDevice<T> device, LdaTopics topics)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] lambda = new T[Words * Topics];
        device.ReadLambda(topics, 0, lambda);
        return lambda;
    }
}
