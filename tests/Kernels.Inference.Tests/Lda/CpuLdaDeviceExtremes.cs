using System;
using System.Linq;
using System.Numerics;
using Kernels.Lda;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Topics of next to no mass, words and documents in great numbers, and what a device has to refuse.</summary>
[Trait("Category", "Laws")]
public sealed class CpuLdaDeviceExtremes
{
    /// <summary>A topic that holds nothing but its prior: F(Σ λ) is 0 in double already, and the scale relative to it was 0/0.</summary>
    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e-6)]
    [InlineData(1e-8)]
    public void ATopicWithoutMassLeavesTheOthersAlone(double eta)
    {
        Agree<float>(LdaTopicKind.Dirichlet, eta, 1, 2e-5);
        Agree<double>(LdaTopicKind.Dirichlet, eta, 1, 1e-10);
    }

    /// <summary>Scales that are denormal in float have too few bits.</summary>
    [Theory]
    [InlineData(1e-13, 1e28)]
    [InlineData(1e-13, 1e32)]
    [InlineData(1e-30, 1e30)]
    public void MassesMayBeFarApart(double small, double large)
    {
        Agree<float>(LdaTopicKind.Point, small, large, 2e-5);
        Agree<float>(LdaTopicKind.Dirichlet, small, large, 2e-5);
    }

    /// <summary>Equal terms are rounded the same way every time: a plain sum of 20,000 of them was off by 10⁻⁴.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(33)]
    [InlineData(100)]
    public void ALongDocumentKeepsItsMass(int topicCount)
    {
        const int Words = 20_000;
        using var device = new CpuLdaDevice<float>(1);
        using LdaTopics topics = device.CreateTopics(Words, topicCount, LdaTopicKind.Dirichlet);
        device.WriteLambda(topics, 0, [.. Enumerable.Repeat(1f, Words * topicCount)]);
        float[] gamma = new float[topicCount];
        float[] alpha = [.. Enumerable.Repeat(0.1f, topicCount)];
        int[] words = [.. Enumerable.Range(0, Words)];
        float[] counts = [.. Enumerable.Repeat(1f, Words)];
        device.EStep(topics, new LdaDocuments([0, Words], words, counts), alpha, Schedule(iterations: 3), gamma, []);
        double mass = gamma.Sum(value => (double)value) - alpha.Sum(value => (double)value);
        Assert.InRange(Math.Abs(mass - Words) / Words, 0, 1.5e-6);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(33)]
    public void AWordOfEveryDocumentKeepsItsMass(int topicCount)
    {
        const int Documents = 2000;
        using var device = new CpuLdaDevice<float>(2);
        using LdaTopics topics = device.CreateTopics(2, topicCount, LdaTopicKind.Dirichlet);
        device.WriteLambda(topics, 0, [.. Enumerable.Repeat(1f, 2 * topicCount)]);
        float[] gamma = new float[Documents * topicCount];
        float[] alpha = [.. Enumerable.Repeat(0.1f, topicCount)];
        long[] offsets = [.. Enumerable.Range(0, Documents + 1).Select(d => 2L * d)];
        int[] words = [.. Enumerable.Range(0, 2 * Documents).Select(pair => pair % 2)];
        float[] counts = [.. Enumerable.Repeat(1f, 2 * Documents)];
        device.EStep(topics, new LdaDocuments(offsets, words, counts), alpha, Schedule(iterations: 2) with { AccumulateStatistics = true }, gamma, []);
        device.LambdaStep(topics, [1e-8f], 1, 1);
        float[] lambda = new float[2 * topicCount];
        device.ReadLambda(topics, 0, lambda);
        Assert.InRange(Math.Abs(lambda.Sum(value => (double)value) - (2 * Documents)) / (2 * Documents), 0, 1.5e-6);
    }

    /// <summary>Documents are read through pointers.</summary>
    [Fact]
    public void OffsetsThatFallAreRefused()
    {
        foreach (long[] offsets in new long[][] { [0, 5, 3], [5, 2, 8], [0, -3, 3], [0, 3_000_000_000, 3] })
        {
            Assert.Throws<ArgumentException>(() => new LdaDocuments(offsets, [0, 1, 2], [1, 1, 1]).Count);
        }

        Assert.Equal(2, new LdaDocuments([7, 7, 10], [0, 1, 2], [1, 1, 1]).Count);
    }

    [Fact]
    public void DisposedTopicsAreRefused()
    {
        using var device = new CpuLdaDevice<float>(1);
        LdaTopics topics = device.CreateTopics(100, 20, LdaTopicKind.Dirichlet);
        float[] row = [.. Enumerable.Repeat(1f, 20)];
        topics.Dispose();
        Assert.Throws<ObjectDisposedException>(() => device.EStep(topics, new LdaDocuments([0, 1], [90], [1]), row, Schedule(1), new float[20], []));
        Assert.Throws<ObjectDisposedException>(() => device.WriteLambda(topics, 90, row));
        Assert.Throws<ObjectDisposedException>(() => device.ReadLambda(topics, 90, row));
        Assert.Throws<ObjectDisposedException>(() => device.LambdaStep(topics, [1], 1, 1));
        Assert.Throws<ObjectDisposedException>(() => device.TopicBound(topics, [1]));
    }

    [Fact]
    public void ParametersOutOfRangeAreRefused()
    {
        using var device = new CpuLdaDevice<float>(1);
        using LdaTopics topics = device.CreateTopics(2, 2, LdaTopicKind.Dirichlet);
        device.WriteLambda(topics, 0, [1, 1, 1, 1]);
        float[] alpha = [0.1f, 0.1f];
        foreach (float bad in new[] { float.NaN, float.PositiveInfinity, 0, -1 })
        {
            Assert.Throws<ArgumentException>(() => device.LambdaStep(topics, [bad], 1, 1));
            Assert.Throws<ArgumentException>(() => device.TopicBound(topics, [1, bad]));
            Assert.Throws<ArgumentException>(() => EStep(alpha, [1, bad]));
        }

        Assert.Throws<ArgumentException>(() => EStep(alpha, alpha));

        void EStep(float[] prior, float[] gamma) =>
            device.EStep(topics, new LdaDocuments([0, 1], [0], [1]), prior, Schedule(1) with { CarryGamma = true }, gamma, []);
    }

    /// <summary>Topics beside a γ of 10²⁵ count as nothing, but not beside the document's own: compaction must not drop them.</summary>
    [Fact]
    public void AGammaFarFromTheDocumentsOwnLosesNoTopic()
    {
        const int TopicCount = 40;
        float[] rows = new float[TopicCount];
        rows[0] = MathF.Log(1e-8f);
        float[] alpha = [.. Enumerable.Repeat(0.1f, TopicCount)];
        float[] gamma = [.. Enumerable.Repeat(1f, TopicCount)];
        gamma[0] = 1e25f;
        LdaDocument.Update<float>(rows, [10], alpha, Schedule(iterations: 50) with { CarryGamma = true }, gamma);
        Assert.Equal(0.1f, gamma[0], 1e-5f);
        Assert.All(gamma[1..], value => Assert.Equal(0.1f + (10f / (TopicCount - 1)), value, 1e-5f));
    }

    /// <summary>A γ from before α was raised: its θ is 0, that of the new α is not.</summary>
    [Fact]
    public void AGammaBelowAlphaLosesNoTopic()
    {
        const int TopicCount = 40;
        float[] alpha = [.. Enumerable.Repeat(100f, TopicCount)];
        float[] gamma = [.. Enumerable.Repeat(1e-3f, TopicCount)];
        gamma[0] = 50;
        LdaDocument.Update<float>(new float[TopicCount], [4000], alpha, Schedule(iterations: 300) with { CarryGamma = true }, gamma);
        Assert.All(gamma, value => Assert.Equal(200f, value, 0.5f));
    }

    /// <summary>Topic 8 alone knows word 0. Its θ is 0, so it is dropped; then word 0 goes through log space, and must see γ as it was: α + N/K, not α.</summary>
    [Fact]
    public void AWordThroughLogSpaceSeesTheGammaOfDroppedTopics()
    {
        DroppedAndRescued<float>();
        DroppedAndRescued<double>();
    }

    private static void DroppedAndRescued<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int TopicCount = 40;
        T[] rows = [.. Enumerable.Repeat(T.CreateChecked(-1500), 2 * TopicCount)];
        rows[0] = T.CreateChecked(-1340);
        rows[8] = T.CreateChecked(-10);
        rows[TopicCount] = T.Zero;
        T[] alpha = [.. Enumerable.Repeat(T.CreateChecked(5e-4), TopicCount)];
        alpha[0] = T.CreateChecked(1.75);
        foreach (int iterations in new[] { 1, 4, 20 })
        {
            T[] gamma = new T[TopicCount];
            LdaDocument.Update<T>(rows, [3e-4f, 0.02f], alpha, Schedule(iterations), gamma);
            Assert.Equal(8e-4, double.CreateChecked(gamma[8]), 1e-7);
            Assert.Equal(1.77, double.CreateChecked(gamma[0]), 1e-6);
            Assert.Equal(5e-4, double.CreateChecked(gamma[9]), 1e-9);
        }
    }

    private static LdaEStepSettings Schedule(int iterations) => new() { MaxIterations = iterations, Tolerance = 0 };

    /// <summary>γ, λ and the bound of one document, beside the plain device in double: two topics of some mass, one of little.</summary>
    private static void Agree<T>(LdaTopicKind kind, double small, double large, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        float[] lambda = [.. Enumerable.Range(0, 50).SelectMany(w => new[] { (float)(large * (1 + w)), (float)(large * (50 - w)), (float)(small * (1 + (w % 3))) })];
        double[] fast = Run<T>(new CpuLdaDevice<T>(1), kind, lambda);
        double[] plain = Run<double>(new ReferenceLdaDevice<double>(), kind, lambda);
        for (int i = 0; i < plain.Length; i++)
        {
            Assert.True(Math.Abs(plain[i] - fast[i]) <= tolerance * (1 + Math.Abs(plain[i])), $"Value {i} is {fast[i]}; expected {plain[i]}.");
        }
    }

    private static double[] Run<T>(ILdaDevice<T> device, LdaTopicKind kind, float[] lambda)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using LdaTopics topics = device.CreateTopics(50, 3, kind);
        device.WriteLambda(topics, 0, Array.ConvertAll(lambda, value => T.CreateTruncating(value)));
        T[] alpha = [.. Enumerable.Repeat(T.CreateTruncating(0.1f), 3)];
        T[] gamma = new T[3];
        LdaEStepSettings settings = Schedule(iterations: 10) with { ComputeBound = true, AccumulateStatistics = true };
        LdaEStepResult result = device.EStep(topics, new LdaDocuments([0, 3], [0, 7, 40], [3, 1, 2]), alpha, settings, gamma, []);
        device.LambdaStep(topics, [T.CreateTruncating(0.01f)], 1, 1);
        T[] updated = new T[lambda.Length];
        device.ReadLambda(topics, 0, updated);
        return [result.DocumentBound, .. gamma.Concat(updated).Select(double.CreateTruncating)];
    }
}
