using System;
using System.Collections.Generic;
using System.Linq;
using Kernels.Bench.Reporting;
using Kernels.Corpora;
using Kernels.Inference;
using Kernels.Lda;

namespace Kernels.Bench.Measuring;

/// <summary>Training time against pairs, topics, vocabulary, size of batches and threads, on synthetic corpora.</summary>
internal static class Growth
{
    private const int Documents = 2000;
    private const int Words = 100;
    private const int Topics = 50;
    private const int Vocabulary = 5000;

    public static void Measure(List<Curves> curves)
    {
        Add(curves, "pairs", [500, 1000, 2000, 4000, 8000], documents => Seconds(documents, Vocabulary, Topics, 1, null), value => value * Words, "pairs", "Straight: time is proportional to pairs.");
        Add(curves, "topics", [25, 50, 100, 200, 400], topics => Seconds(Documents, Vocabulary, topics, 1, null), value => value, "topics K", "Straight but for the cost of a document whatever K is.");
        Add(curves, "vocabulary", [2500, 5000, 10_000, 20_000, 40_000], words => Seconds(Documents, words, Topics, 1, 256), value => value, "words V",
            "Online, batches of 256: every step still touches all V·K values of λ, so time grows with V.");
        Add(curves, "batch", [64, 128, 256, 512, 1024, 2000], batch => Seconds(Documents, Vocabulary, Topics, 1, batch), value => value, "documents of a mini-batch", "A step of λ costs V·K whatever the batch holds.");
        Add(curves, "threads", [.. Enumerable.Range(1, Environment.ProcessorCount)], threads => Seconds(Documents, Vocabulary, Topics, threads, null), value => value, "threads", "");
    }

    private static void Add(List<Curves> curves, string name, int[] values, Func<int, double> seconds, Func<int, double> x, string label, string note) =>
        curves.Add(new Curves("growth", $"training time by {name}", label, "seconds", LogX: true, LogY: true, [new Series("3 passes of 10 iterations", [.. values.Select(x)], [.. values.Select(seconds)])], note));

    /// <summary>The best of three runs.</summary>
    private static double Seconds(int documents, int vocabulary, int topics, int threads, int? batch)
    {
        SparseCorpus corpus = Corpus(documents, vocabulary);
        LdaOptions options = new()
        {
            TopicCount = topics,
            Alpha = [0.1],
            Eta = [0.01],
            Passes = 3,
            InnerIterations = 10,
            InnerTolerance = 0,
            BoundEvery = 0,
            Method = batch is null ? LdaMethod.Batch : LdaMethod.Online,
            BatchSize = batch ?? 1024,
        };
        return Enumerable.Range(0, 3).Min(_ =>
        {
            using CpuLdaDevice<float> device = new(threads);
            using LdaModel model = new LdaTrainer<float>(options, device) { Threads = threads }.Fit(corpus, out LdaFitResult result);
            return result.Seconds;
        });
    }

    private static SparseCorpus Corpus(int documents, int vocabulary)
    {
        var random = new Random(4);
        SparseCorpusBuilder builder = new(vocabulary);
        for (int document = 0; document < documents; document++)
        {
            for (int i = 0; i < Words; i++)
            {
                double u = random.NextDouble();
                builder.Add((int)(u * u * vocabulary), 1 + random.Next(3));
            }

            builder.EndDocument();
        }

        return builder.Build();
    }
}
