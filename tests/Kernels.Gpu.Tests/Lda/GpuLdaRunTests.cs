using System;
using System.Linq;
using System.Numerics;
using Kernels.Corpora;
using Kernels.Inference;
using Kernels.Lda;
using Xunit;
using Xunit.Abstractions;

namespace Kernels.Gpu.Tests;

/// <summary>Batch, online and inference on the device, unchanged: whole runs at a fixed number of inner iterations beside the processor's.</summary>
[Collection(SharedDevice.Collection)]
public sealed class GpuLdaRunTests(SharedDevice simulator, ITestOutputHelper output)
{
    [Theory]
    [InlineData(LdaMethod.Batch)]
    [InlineData(LdaMethod.Online)]
    public void TenPassesOfFloatAgree(LdaMethod method) => Compare<float>(method, 1e-4);

    [Theory]
    [InlineData(LdaMethod.Batch)]
    [InlineData(LdaMethod.Online)]
    public void TenPassesOfDoubleAgree(LdaMethod method) => Compare<double>(method, 1e-10);

    [Fact]
    public void InferenceAndScoresAgree()
    {
        SparseCorpus corpus = Corpus();
        LdaOptions options = new() { TopicCount = 4, Alpha = [0.1], Passes = 2 };
        Devices gpu = new(simulator.Device);
        using CpuLdaDevice<float> processor = new(1);
        using LdaModel model = new LdaTrainer<float>(options, processor).Fit(corpus, out _);
        using ILdaDevice<float> device = gpu.Create<float>();
        using LdaModel onGpu = new LdaTrainer<float>(options, device, gpu).Fit(corpus, out _);
        float[] expected = new float[4], actual = new float[4];
        model.Infer([1, 5, 7], [2, 1, 3], expected);
        onGpu.Infer([1, 5, 7], [2, 1, 3], actual);
        Assert.InRange(LdaRun<float>.Distance(expected, actual), 0, 1e-4);
        Assert.Equal(LdaScores.Score(model, corpus, LdaEvaluator.DocumentBound).PerWord, LdaScores.Score(onGpu, corpus, LdaEvaluator.DocumentBound).PerWord, 1e-4);
        Assert.Equal(LdaScores.DocumentCompletion(model, corpus).PerWord, LdaScores.DocumentCompletion(onGpu, corpus).PerWord, 1e-4);
    }

    private void Compare<T>(LdaMethod method, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SparseCorpus corpus = Corpus();
        LdaOptions options = new() { TopicCount = 5, Alpha = [0.1], Eta = [0.05], Passes = 10, Method = method, BatchSize = 9, InnerIterations = 3, InnerTolerance = 0 };
        using CpuLdaDevice<T> processor = new(1);
        T[] expected = Fit(processor, options, corpus);
        using GpuLdaDevice<T> gpu = new(simulator.Device);
        T[] actual = Fit(gpu, options, corpus);
        double distance = LdaRun<T>.Distance(expected, actual);
        output.WriteLine($"{typeof(T).Name} {method}: {distance:e2}");
        Assert.InRange(distance, 0, tolerance);
        Assert.Equal(actual, Fit(gpu, options, corpus));
    }

    private static T[] Fit<T>(ILdaDevice<T> device, LdaOptions options, SparseCorpus corpus)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The trainer's own topics, caught on their way: a model would give them as float.
        LambdaCatcher<T> catcher = new(device);
        using LdaModel model = new LdaTrainer<T>(options, catcher).Fit(corpus, out _);
        return catcher.Lambda;
    }

    private static SparseCorpus Corpus()
    {
        LdaCorpus made = LdaCorpus.Make(40, 18, 16);
        SparseCorpusBuilder builder = new(made.VocabularySize);
        for (int d = 0; d < made.DocumentCount; d++)
        {
            int first = (int)made.Offsets[d], end = (int)made.Offsets[d + 1];
            builder.AddDocument(made.Words.AsSpan(first, end - first), made.Counts.AsSpan(first, end - first));
        }

        return builder.Build(new Vocabulary(Enumerable.Range(0, made.VocabularySize).Select(word => $"word{word}")));
    }

    private sealed class Devices(GpuDevice device) : ILdaDeviceProvider
    {
        public ILdaDevice<T> Create<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => new GpuLdaDevice<T>(device);
    }
}
