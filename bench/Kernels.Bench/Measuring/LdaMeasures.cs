using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Bench.Reporting;
using Kernels.Lda;

namespace Kernels.Bench.Measuring;

/// <summary>LDA's kernels on synthetic documents: E-step by topics and length of documents, step of λ, inference of one document.</summary>
internal static class LdaMeasures
{
    private const int Vocabulary = 8000;
    private const int Rounds = 7;

    public static void Measure(bool all, double readsInSecondLevel, List<Figure> figures)
    {
        int[] topics = all ? [20, 50, 100, 200, 500, 1000] : [20, 100];
        foreach (int topicCount in topics)
        {
            foreach ((string length, int words) in new[] { ("short", 40), ("medium", 150), ("long", 600) })
            {
                figures.Add(EStep<float>(topicCount, words, 1, sparse: false, length, readsInSecondLevel));
            }
        }

        figures.Add(EStep<float>(100, 150, 1, sparse: true, "medium, sparse topics", null));
        figures.Add(EStep<double>(100, 150, 1, sparse: false, "medium", readsInSecondLevel));
        if (Environment.ProcessorCount > 1)
        {
            figures.Add(EStep<float>(100, 150, 2, sparse: false, "medium", null));
        }

        foreach (int topicCount in topics)
        {
            figures.Add(LambdaStep(topicCount));
        }

        foreach (int words in new[] { 10, 100, 1000 })
        {
            figures.Add(OneDocument(words));
        }
    }

    /// <summary>A block of documents through 10 iterations.</summary>
    private static Figure EStep<T>(int topicCount, int words, int threads, bool sparse, string length, double? bandwidth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int documents = Math.Max(32, 40_000 / words * 100 / Math.Max(100, topicCount));
        using CpuLdaDevice<T> device = new(threads);
        using LdaTopics topics = Topics(device, topicCount, sparse);
        (long[] offsets, int[] ids, float[] counts) = Documents(documents, words);
        T[] alpha = [.. Enumerable.Repeat(T.CreateTruncating(sparse ? 0.01 : 0.1), topicCount)];
        T[] gamma = new T[documents * topicCount];
        LdaEStepSettings settings = new() { MaxIterations = 10, Tolerance = 0, AccumulateStatistics = true };
        List<double> times = [];
        long visits = 0;
        for (int round = 0; round < Rounds + 2; round++)
        {
            long start = Stopwatch.GetTimestamp();
            visits = device.EStep(topics, new LdaDocuments(offsets, ids, counts), alpha, settings, gamma, []).Visits;
            if (round >= 2)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        Timing timing = Clock.Summary(times);
        int size = Unsafe.SizeOf<T>();
        double bytes = (topicCount + 15) / 16 * 16 * (double)size;
        string type = typeof(T) == typeof(double) ? "double" : "float";
        return new("E-step", $"K = {topicCount}, {length} ({type}, {threads} thread{(threads == 1 ? "" : "s")})", "", "million visits/s", visits / timing.Best / 1e6, timing.Noise,
            MoreIsBetter: true, bandwidth is double rate ? rate * 1e3 / bytes : null, $"{bytes:F0} bytes and {4 * topicCount} operations a visit, second-level cache");
    }

    private static Figure LambdaStep(int topicCount)
    {
        using CpuLdaDevice<float> device = new(1);
        using LdaTopics topics = Topics(device, topicCount, sparse: false);

        // A step so small that λ stays what it is.
        Timing timing = Clock.Of(() => device.LambdaStep(topics, [0.01f], rho: 1e-6, scale: 1));
        return new("LDA steps", $"λ step and expected logs, K = {topicCount} (float)", "", "ns a value", timing.Best / ((double)Vocabulary * topicCount), timing.Noise);
    }

    private static Figure OneDocument(int words)
    {
        const int topicCount = 100;
        using CpuLdaDevice<float> device = new(1);
        using LdaTopics topics = Topics(device, topicCount, sparse: false);
        (long[] offsets, int[] ids, float[] counts) = Documents(1, words);
        float[] alpha = [.. Enumerable.Repeat(0.1f, topicCount)];
        float[] gamma = new float[topicCount];
        LdaEStepSettings settings = new() { MaxIterations = 20, Tolerance = 0 };
        Timing timing = Clock.Of(() => device.EStep(topics, new LdaDocuments(offsets, ids, counts), alpha, settings, gamma, []));
        return new("LDA steps", $"one document of {words} words, 20 iterations, K = 100 (float)", "", "µs", timing.Best / 1e3, timing.Noise);
    }

    private static LdaTopics Topics<T>(CpuLdaDevice<T> device, int topicCount, bool sparse)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LdaTopics topics = device.CreateTopics(Vocabulary, topicCount, LdaTopicKind.Dirichlet);
        var random = new Random(2);
        T[] row = new T[topicCount];
        for (int word = 0; word < Vocabulary; word++)
        {
            for (int k = 0; k < topicCount; k++)
            {
                row[k] = T.CreateTruncating(sparse && random.Next(10) > 0 ? 0.01 : 0.5 + (20 * random.NextDouble() * random.NextDouble()));
            }

            device.WriteLambda(topics, word, row);
        }

        return topics;
    }

    private static (long[] Offsets, int[] Ids, float[] Counts) Documents(int documents, int words)
    {
        var random = new Random(3);
        int[] ids = [.. Enumerable.Range(0, documents).SelectMany(_ => Distinct(random, words))];
        return ([.. Enumerable.Range(0, documents + 1).Select(d => (long)d * words)], ids, [.. ids.Select(_ => (float)(1 + random.Next(3)))]);
    }

    private static int[] Distinct(Random random, int words)
    {
        HashSet<int> chosen = [];
        while (chosen.Count < words)
        {
            // Squared: some words are met often, as in language.
            double u = random.NextDouble();
            chosen.Add((int)(u * u * Vocabulary));
        }

        int[] sorted = [.. chosen];
        Array.Sort(sorted);
        return sorted;
    }
}
