using System;
using System.Collections.Generic;
using System.Linq;
using Kernels.Bench.Inputs;
using Kernels.Lda;

namespace Kernels.Bench.Measuring;

/// <summary>The batch step, λ ← η + scale·statistics, with the factors of the new λ. Statistics and λ are made anew before each call and are not in its time: a step takes them with it.</summary>
internal sealed class BatchStep
{
    public const float Eta = (float)LdaArguments.Prior;

    /// <summary>Of the statistics, so that λ is as large as a corpus of so many times the documents makes it.</summary>
    public const double Scale = 20;

    private const int DocumentCount = 50;

    private readonly int _topicCount;

    public BatchStep(CpuLdaDevice<float> device, int topicCount)
    {
        _topicCount = topicCount;
        Topics = SyntheticLda.Topics(device, topicCount, TopicForm.Sparse);
        float[] lambda = new float[SyntheticLda.Vocabulary * topicCount], gamma = new float[DocumentCount * topicCount];
        device.ReadLambda(Topics, 0, lambda);
        float[] alpha = [.. Enumerable.Repeat((float)SyntheticLda.Alpha(TopicForm.Sparse), topicCount)];
        (long[] offsets, int[] ids, float[] counts) = SyntheticLda.AllWords(DocumentCount);
        Documents documents = new(offsets, ids, counts);
        Tokens = documents.Counts.Sum(count => (double)count);
        LdaEStepSettings settings = new() { MaxIterations = 1, Tolerance = 0, AccumulateStatistics = true };
        Work = new Work(
            () => device.LambdaStep(Topics, [Eta], rho: 1, Scale),
            before: () =>
            {
                device.WriteLambda(Topics, 0, lambda);
                device.EStep(Topics, documents.Batch, alpha, settings, gamma, []);
            });
    }

    public Work Work { get; }

    public LdaTopics Topics { get; }

    /// <summary>Of the documents that the statistics are from.</summary>
    public double Tokens { get; }

    /// <summary>Of λ.</summary>
    public double Values => (double)SyntheticLda.Vocabulary * _topicCount;

    /// <summary>A value's wall. Read are the statistics and, once the topics' sums are known, λ; written are λ, its factor and the 0 where the statistics were.</summary>
    public Wall Nearest(BandwidthLimits bandwidth)
    {
        CacheLevel level = bandwidth.Caches.Holding(3 * Values * sizeof(float));
        return Wall.Nearest(Wall.OfMemory(2 * sizeof(float), 3 * sizeof(float), bandwidth.Reading(level), bandwidth.Copying(level), level.Name));
    }
}

/// <summary>What online training does with a mini-batch: E-step, then λ ← (1 − ρ)·λ + ρ·(η + scale·statistics) of the words it touched. Mini-batches come in turn, and λ is what they teach it.</summary>
internal sealed class OnlineStep
{
    public const int DocumentCount = 64;
    public const int WordsADocument = 150;
    public const int Iterations = 5;
    public const int Batches = 8;
    public const double Rho = 0.05;

    private int _next;

    public OnlineStep(CpuLdaDevice<float> device, int topicCount)
    {
        Topics = SyntheticLda.Topics(device, topicCount, TopicForm.Sparse);
        float[] alpha = [.. Enumerable.Repeat((float)SyntheticLda.Alpha(TopicForm.Sparse), topicCount)], gamma = new float[DocumentCount * topicCount];
        Documents[] batches = [.. Split(Documents.Synthetic(Batches * DocumentCount, WordsADocument, topicCount))];
        Tokens = [.. batches.Select(batch => batch.Counts.Sum(count => (double)count))];
        TouchedWords = batches.Average(batch => batch.Ids.Distinct().Count());
        LdaEStepSettings settings = new() { MaxIterations = Iterations, Tolerance = 0, AccumulateStatistics = true };
        Work = new Work(() =>
        {
            device.EStep(Topics, batches[_next].Batch, alpha, settings, gamma, []);
            device.LambdaStep(Topics, [BatchStep.Eta], Rho, Batches);
            _next = (_next + 1) % Batches;
        });
    }

    public Work Work { get; }

    public LdaTopics Topics { get; }

    /// <summary>Of each mini-batch.</summary>
    public IReadOnlyList<double> Tokens { get; }

    /// <summary>Distinct words of a mini-batch, the mean.</summary>
    public double TouchedWords { get; }

    private static IEnumerable<Documents> Split(Documents all)
    {
        for (int batch = 0; batch < Batches; batch++)
        {
            Range pairs = (batch * DocumentCount * WordsADocument)..((batch + 1) * DocumentCount * WordsADocument);
            yield return new(all.Offsets[..(DocumentCount + 1)], all.Ids[pairs], all.Counts[pairs]);
        }
    }
}
