using System;
using System.Linq;
using System.Numerics;
using Kernels.Lda;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>A γ that is carried over, topics that are dropped, and documents that the processor takes over: from what γ, and with what result.</summary>
[Collection(SharedDevice.Collection)]
public sealed class GpuLdaCarriedTests(SharedDevice simulator)
{
    private const int TopicCount = 40;

    /// <summary>Topics beside a γ of 10²⁵ count as nothing, but not beside the document's own: they must not be dropped.</summary>
    [Fact]
    public void AGammaFarFromTheDocumentsOwnLosesNoTopic()
    {
        float[] lambda = [.. Enumerable.Repeat(1f, 2 * TopicCount)];
        lambda[0] = 1e-8f;
        float[] alpha = [.. Enumerable.Repeat(0.1f, TopicCount)];
        float[] start = [.. Enumerable.Repeat(1f, TopicCount)];
        start[0] = 1e25f;
        float[] gamma = Both(lambda, alpha, start, count: 10, iterations: 30, 1e-5);
        Assert.Equal(0.1f, gamma[0], 1e-5f);
        Assert.All(gamma[1..], value => Assert.Equal(0.1f + (10f / (TopicCount - 1)), value, 1e-5f));
    }

    /// <summary>A γ from before α was raised: its θ is 0, that of the new α is not.</summary>
    [Fact]
    public void AGammaBelowAlphaLosesNoTopic()
    {
        float[] start = [.. Enumerable.Repeat(1e-3f, TopicCount)];
        start[0] = 50;
        float[] alpha = [.. Enumerable.Repeat(100f, TopicCount)];
        float[] gamma = Both([.. Enumerable.Repeat(1f, 2 * TopicCount)], alpha, start, count: 4000, iterations: 60, 1e-5);
        Assert.All(gamma[1..], value => Assert.InRange(value, 110, 210));
    }

    /// <summary>
    /// Topic 8 alone knows word 0. Its θ is 0, so it is dropped; then word 0 needs log space, which must see γ as it was: α + N/K, or what was carried.
    /// The processor starts the document again, so its γ and iterations are the processor's to the bit; the document beside it is the device's.
    /// </summary>
    [Fact]
    public void ALostDocumentStartsAgainFromItsOwnGamma()
    {
        Lost<float>();
        Lost<double>();
    }

    private static void AssertNear(double expected, double actual, double tolerance) => Assert.InRange(actual, expected - tolerance, expected + tolerance);

    private void Lost<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (int iterations in new[] { 1, 4, 20 })
        {
            foreach (bool carry in new[] { false, true })
            {
                LostRun<T> expected = Lost(new CpuLdaDevice<T>(1), iterations, carry);
                LostRun<T> actual = Lost(new GpuLdaDevice<T>(simulator.Device), iterations, carry);
                Assert.Equal(1, expected.Result.RescuedPairs);
                Assert.Equal(expected.Result.RescuedPairs, actual.Result.RescuedPairs);
                Assert.Equal(expected.Result.Visits, actual.Result.Visits);
                Assert.Equal(expected.Result.UnconvergedDocuments, actual.Result.UnconvergedDocuments);
                Assert.Equal(expected.Iterations, actual.Iterations);
                Assert.Equal(expected.Gamma[..TopicCount], actual.Gamma[..TopicCount]);
                double tolerance = typeof(T) == typeof(double) ? 1e-12 : 1e-5;
                Assert.InRange(LdaRun<T>.Distance(expected.Gamma, actual.Gamma), 0, tolerance);
                Assert.InRange(LdaRun<T>.Distance(expected.Lambda, actual.Lambda), 0, tolerance);
                AssertNear(expected.Result.DocumentBound, actual.Result.DocumentBound, Math.Abs(expected.Result.DocumentBound) * tolerance);
                AssertNear(8e-4, double.CreateChecked(actual.Gamma[8]), 1e-7);
                AssertNear(5e-4, double.CreateChecked(actual.Gamma[9]), 1e-9);
            }
        }
    }

    /// <summary>Words 0 and 1 are the lost document's; word 2 holds the topics' mass.</summary>
    private static LostRun<T> Lost<T>(ILdaDevice<T> device, int iterations, bool carry)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using ILdaDevice<T> disposing = device;
        using LdaTopics topics = device.CreateTopics(3, TopicCount, LdaTopicKind.Dirichlet);
        double[] lambda = [.. Enumerable.Repeat(6.7e-4, 2 * TopicCount), .. Enumerable.Repeat(1000.0, TopicCount)];
        (lambda[0], lambda[8], lambda[TopicCount], lambda[2 * TopicCount]) = (7.5e-4, 0.36, 1000, 1e-3);
        device.WriteLambda(topics, 0, Array.ConvertAll(lambda, T.CreateChecked));
        T[] alpha = [.. Enumerable.Repeat(T.CreateChecked(5e-4), TopicCount)];
        alpha[0] = T.CreateChecked(1.75);
        T[] gamma = new T[2 * TopicCount];
        if (carry)
        {
            // As a pass before would have left it, but for topic 8.
            Array.Fill(gamma, T.CreateChecked(5e-4));
            (gamma[0], gamma[8]) = (T.CreateChecked(1.77), T.CreateChecked(8.5e-4));
            (gamma[TopicCount], gamma[TopicCount + 3]) = (T.CreateChecked(2), T.CreateChecked(4));
        }

        int[] ended = new int[2];
        LdaDocuments documents = new([0, 2, 4], [0, 1, 1, 2], [3e-4f, 0.02f, 3, 2]);
        LdaEStepSettings settings = new() { MaxIterations = iterations, Tolerance = 1e-4, CarryGamma = carry, AccumulateStatistics = true, ComputeBound = true };
        LdaEStepResult result = device.EStep(topics, documents, alpha, settings, gamma, ended);
        device.LambdaStep(topics, [T.CreateChecked(0.01)], 1, 1);
        T[] updated = new T[lambda.Length];
        device.ReadLambda(topics, 0, updated);
        return new(gamma, ended, result, updated);
    }

    private float[] Both(float[] lambda, float[] alpha, float[] start, float count, int iterations, double tolerance)
    {
        float[] expected = Gamma(new CpuLdaDevice<float>(1)), actual = Gamma(new GpuLdaDevice<float>(simulator.Device));
        Assert.InRange(LdaRun<float>.Distance(expected, actual), 0, tolerance);
        return actual;

        float[] Gamma(ILdaDevice<float> device)
        {
            using ILdaDevice<float> disposing = device;
            using LdaTopics topics = device.CreateTopics(2, TopicCount, LdaTopicKind.Point);
            device.WriteLambda(topics, 0, lambda);
            float[] gamma = [.. start];
            LdaEStepSettings settings = new() { MaxIterations = iterations, Tolerance = 0, CarryGamma = true };
            device.EStep(topics, new LdaDocuments([0, 1], [0], [count]), alpha, settings, gamma, []);
            return gamma;
        }
    }

    private sealed record LostRun<T>(T[] Gamma, int[] Iterations, LdaEStepResult Result, T[] Lambda);
}
