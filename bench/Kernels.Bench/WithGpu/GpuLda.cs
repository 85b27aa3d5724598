using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using Kernels.Corpora;
using Kernels.Gpu;
using Kernels.Inference;
using Kernels.Lda;

namespace Kernels.Bench;

/// <summary>The E-step of a made-up corpus at K = 50, and ten online passes over wiki50k at K = 100, in float.</summary>
internal sealed class GpuLda(GpuDevice device, GpuSpeedOptions options)
{
    // cusim (github.com/js1010/cusim) makes 91 million on a T4 at K = 50.
    private const double TargetVisits = 9;

    public void Measure(List<GpuFigure> figures)
    {
        figures.Add(EStep());
        figures.Add(Online());
    }

    /// <summary>Documents of 100 distinct words, 50 inner iterations.</summary>
    private GpuFigure EStep()
    {
        const int TopicCount = 50;
        (int documents, int words, int vocabulary, int iterations) = options.IsQuick ? (4, 10, 100, 3) : (200_000, 100, 20_000, 50);
        using GpuLdaDevice<float> lda = new(device);
        using LdaTopics topics = lda.CreateTopics(vocabulary, TopicCount, LdaTopicKind.Dirichlet);
        Random random = new(2);
        float[] lambda = new float[vocabulary * TopicCount];
        for (int i = 0; i < lambda.Length; i++)
        {
            lambda[i] = 0.01f + (float)Math.Pow(random.NextDouble(), 8);
        }

        lda.WriteLambda(topics, 0, lambda);
        long[] offsets = new long[documents + 1];
        int[] ids = new int[documents * words];
        float[] counts = new float[ids.Length];
        for (int d = 0; d < documents; d++)
        {
            offsets[d + 1] = (d + 1) * words;
            for (int i = 0; i < words; i++)
            {
                // Distinct: one word of each part of the vocabulary.
                ids[(d * words) + i] = (i * (vocabulary / words)) + random.Next(vocabulary / words);
                counts[(d * words) + i] = 1 + random.Next(3);
            }
        }

        float[] alpha = new float[TopicCount], gamma = new float[documents * TopicCount];
        Array.Fill(alpha, 0.1f);
        LdaEStepSettings settings = new() { MaxIterations = iterations, Tolerance = 0, AccumulateStatistics = true };
        lda.EStep(topics, new LdaDocuments(offsets, ids, counts), alpha, settings, gamma, []);
        double whole = double.PositiveInfinity, kernels = double.PositiveInfinity;
        long visits = 0;
        for (int round = 0; round < (options.IsQuick ? 1 : 5); round++)
        {
            TimeSpan before = lda.KernelTime;
            long start = Stopwatch.GetTimestamp();
            visits = lda.EStep(topics, new LdaDocuments(offsets, ids, counts), alpha, settings, gamma, []).Visits;
            whole = Math.Min(whole, Stopwatch.GetElapsedTime(start).TotalSeconds);
            kernels = Math.Min(kernels, (lda.KernelTime - before).TotalSeconds);
        }

        return new(
            "LDA", $"E-step, K = {TopicCount}, (word, document, iteration) visits", "thousand million/s", visits / kernels / 1e9, visits / whole / 1e9,
            Target: TargetVisits, Why: "on one H200; the best published, cusim on a T4, makes 0.09");
    }

    private GpuFigure Online()
    {
        ICorpus corpus;
        string name;
        if (options.Corpus is (string documents, string vocabulary))
        {
            corpus = CorpusReader.Read(documents, new CorpusReadOptions { VocabularyPath = vocabulary });
            name = Path.GetFileName(documents);
        }
        else if (options.IsQuick)
        {
            corpus = MadeUp();
            name = "a made-up corpus";
        }
        else
        {
            return new("LDA", "10 online passes over wiki50k, K = 100: not measured, KERNELS_DATA is not set and --corpus not given", "s", null, null);
        }

        LdaOptions training = new()
        {
            TopicCount = options.IsQuick ? 5 : 100,
            Alpha = [0.01],
            Eta = [0.01],
            Method = LdaMethod.Online,
            Passes = options.IsQuick ? 1 : 10,
            BoundEvery = 0,
        };
        using GpuLdaDevice<float> lda = new(device);

        // Compiles the kernels.
        new LdaTrainer<float>(training with { Passes = 1 }, lda).Fit(MadeUp(), out _).Dispose();
        TimeSpan before = lda.KernelTime;
        using LdaModel model = new LdaTrainer<float>(training, lda).Fit(corpus, out LdaFitResult result);
        (corpus as IDisposable)?.Dispose();
        return new(
            "LDA", $"{training.Passes} online passes over {name}, {corpus.DocumentCount} documents, K = {training.TopicCount}; kernels: the E-steps'", "s",
            (lda.KernelTime - before).TotalSeconds, result.Seconds,
            Target: options.IsQuick ? null : 0.6, Why: "seconds of device time on one H200 over wiki50k");
    }

    private static SparseCorpus MadeUp()
    {
        Random random = new(4);
        SparseCorpusBuilder builder = new(60);
        for (int document = 0; document < 12; document++)
        {
            for (int i = 0; i < 8; i++)
            {
                builder.Add(random.Next(60), 1 + random.Next(3));
            }

            builder.EndDocument();
        }

        return builder.Build();
    }
}
