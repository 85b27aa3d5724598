using System;
using System.Linq;
using System.Numerics;
using Kernels.Lda;
using Xunit;
using Xunit.Abstractions;

namespace Kernels.Gpu.Tests;

/// <summary>The device beside the processor: γ, λ, every term of the bound, and the same bits twice.</summary>
[Collection(SharedDevice.Collection)]
public sealed class GpuLdaDeviceTests(SharedDevice simulator, ITestOutputHelper output)
{
    /// <summary>Topics few and many, priors small and large, documents longer than a tile (with 300 topics 35 words of float fit, 16 of double).</summary>
    [Theory]
    [InlineData(1, 20, 12, 10, 0.5)]
    [InlineData(5, 60, 16, 30, 0.1)]
    [InlineData(33, 80, 8, 40, 0.02)]
    [InlineData(300, 90, 5, 60, 0.01)]
    public void AgreesWithTheProcessor(int topicCount, int vocabularySize, int documents, int mostWords, double alpha)
    {
        LdaCorpus corpus = LdaCorpus.Make(vocabularySize, documents, mostWords);
        Compare<double>(corpus, topicCount, alpha, 1e-10);
        Compare<float>(corpus, topicCount, alpha, 2e-4);
    }

    /// <summary>Masses so far apart that the topics' scales are denormal in float, 0 or 0/0: a factor made with them would keep a few bits, or none.</summary>
    [Theory]
    [InlineData(LdaTopicKind.Dirichlet, 1e-4, 1)]
    [InlineData(LdaTopicKind.Dirichlet, 1e-8, 1)]
    [InlineData(LdaTopicKind.Dirichlet, 1e-13, 1e28)]
    [InlineData(LdaTopicKind.Point, 1e-13, 1e32)]
    [InlineData(LdaTopicKind.Point, 1e-30, 1e30)]
    public void TopicsOfMassesFarApartAreTheProcessors(LdaTopicKind kind, double small, double large)
    {
        FarApart<float>(kind, small, large, 2e-5);
        FarApart<double>(kind, small, large, 1e-10);
    }

    private void FarApart<T>(LdaTopicKind kind, double small, double large, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] expected = FarApart(new CpuLdaDevice<T>(1), kind, small, large);
        double[] actual = FarApart(new GpuLdaDevice<T>(simulator.Device), kind, small, large);
        Assert.All(expected, value => Assert.True(double.IsFinite(value)));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i])), $"Value {i} is {actual[i]} on the device, {expected[i]} on the processor.");
        }
    }

    /// <summary>The documents' bound, γ and λ of one document of three words: two topics of some mass, one of little.</summary>
    private static double[] FarApart<T>(ILdaDevice<T> device, LdaTopicKind kind, double small, double large)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Words = 20;
        using ILdaDevice<T> disposing = device;
        using LdaTopics topics = device.CreateTopics(Words, 3, kind);
        device.WriteLambda(topics, 0, [.. Enumerable.Range(0, Words).SelectMany(w => new[] { large * (1 + w), large * (Words - w), small * (1 + (w % 3)) }).Select(T.CreateChecked)]);
        T[] gamma = new T[3], updated = new T[3 * Words];
        LdaEStepSettings settings = new() { MaxIterations = 10, Tolerance = 0, AccumulateStatistics = true, ComputeBound = true };
        T[] alpha = [.. Enumerable.Repeat(T.CreateChecked(0.1), 3)];
        LdaEStepResult result = device.EStep(topics, new LdaDocuments([0, 3], [0, 7, 16], [3, 1, 2]), alpha, settings, gamma, []);
        device.LambdaStep(topics, [T.CreateChecked(0.01)], 1, 1);
        device.ReadLambda(topics, 0, updated);
        return [result.DocumentBound, .. gamma.Concat(updated).Select(double.CreateChecked)];
    }

    private void Compare<T>(LdaCorpus corpus, int topicCount, double alpha, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using CpuLdaDevice<T> processor = new(1);
        using GpuLdaDevice<T> gpu = new(simulator.Device);
        LdaRun<T> expected = LdaRun<T>.Of(processor, corpus, topicCount, alpha);
        LdaRun<T> actual = LdaRun<T>.Of(gpu, corpus, topicCount, alpha);
        output.WriteLine($"{typeof(T).Name} K = {topicCount}: λ {LdaRun<T>.Distance(expected.Lambda, actual.Lambda):e1}, γ {LdaRun<T>.Distance(expected.Gamma, actual.Gamma):e1}");
        Assert.InRange(LdaRun<T>.Distance(expected.Lambda, actual.Lambda), 0, tolerance);
        Assert.InRange(LdaRun<T>.Distance(expected.Gamma, actual.Gamma), 0, tolerance);
        Assert.Equal(expected.Iterations, actual.Iterations);
        Assert.Equal(expected.Result.Visits, actual.Result.Visits);
        Assert.Equal(expected.Result.UnconvergedDocuments, actual.Result.UnconvergedDocuments);
        foreach ((double e, double a) in expected.Bounds.Zip(actual.Bounds))
        {
            Assert.InRange(Math.Abs(e - a), 0, tolerance * (1 + Math.Abs(e)));
        }

        if (topicCount != 5)
        {
            return;
        }

        LdaRun<T> again = LdaRun<T>.Of(gpu, corpus, topicCount, alpha);
        Assert.Equal(actual.Lambda, again.Lambda);
        Assert.Equal(actual.Gamma, again.Gamma);
        Assert.Equal(actual.Result, again.Result);
    }
}
