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

    /// <summary>Masses so far apart that the topics' scales are denormal in float: a factor made with them would keep a few bits.</summary>
    [Fact]
    public void TopicsOfMassesFarApartAreTheProcessors()
    {
        LdaCorpus corpus = LdaCorpus.Make(20, 6, 10);
        float[] expected = Gamma(new CpuLdaDevice<float>(1), corpus);
        float[] actual = Gamma(new GpuLdaDevice<float>(simulator.Device), corpus);
        Assert.All(expected, value => Assert.True(float.IsFinite(value) && value > 0));
        Assert.InRange(LdaRun<float>.Distance(expected, actual), 0, 1e-5);
    }

    private static float[] Gamma(ILdaDevice<float> device, LdaCorpus corpus)
    {
        const int topicCount = 3;
        using ILdaDevice<float> disposing = device;
        using LdaTopics topics = device.CreateTopics(corpus.VocabularySize, topicCount, LdaTopicKind.Point);
        float[] lambda = corpus.Lambda<float>(topicCount);
        for (int i = 0; i < lambda.Length; i++)
        {
            lambda[i] *= (i % topicCount) switch { 0 => 1e-12f, 1 => 1e32f, _ => 3e31f };
        }

        device.WriteLambda(topics, 0, lambda);
        float[] gamma = new float[corpus.DocumentCount * topicCount];
        LdaEStepSettings settings = new() { MaxIterations = 10, Tolerance = 0 };
        device.EStep(topics, new LdaDocuments(corpus.Offsets, corpus.Words, corpus.Counts), [0.1f, 0.1f, 0.1f], settings, gamma, []);
        return gamma;
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
