using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Kernels.Corpora;
using Kernels.Inference;
using Kernels.Lda;

namespace Kernels.Bench.Measuring;

/// <summary>What to train, in a process of its own, so that its peak memory is its own.</summary>
/// <param name="Documents">D.</param>
/// <param name="Vocabulary">V.</param>
/// <param name="Words">Different words that documents are drawn from, spread evenly over the vocabulary; the same documents whatever V is.</param>
/// <param name="Topics">K.</param>
/// <param name="Threads">At work.</param>
/// <param name="Batch">Documents of a mini-batch; 0 for training in batch.</param>
/// <param name="MorePasses">Above 0, what is timed is one mini-batch: the difference of a training of so many passes more to one of a single pass, over the mini-batches between.</param>
internal sealed record GrowthRequest(int Documents, int Vocabulary, int Words, int Topics, int Threads, int Batch, int MorePasses)
{
    /// <summary>As the arguments of a command line.</summary>
    public string[] Arguments => [.. new[] { Documents, Vocabulary, Words, Topics, Threads, Batch, MorePasses }.Select(value => value.ToString(CultureInfo.InvariantCulture))];

    public static GrowthRequest Parse(string[] arguments)
    {
        if (arguments.Length != 7)
        {
            throw new ArgumentException($"growth was given {arguments.Length} arguments; expected 7: DOCUMENTS VOCABULARY WORDS TOPICS THREADS BATCH MOREPASSES.");
        }

        int[] values = [.. arguments.Select(argument => int.Parse(argument, CultureInfo.InvariantCulture))];
        return new(values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
    }
}

/// <summary>What a process of growth found.</summary>
/// <param name="Seconds">Of training, or of a mini-batch.</param>
/// <param name="Pairs">Distinct (document, word) pairs of the corpus.</param>
/// <param name="PeakBefore">The most memory that the process had held when training began, bytes: the runtime, the corpus, and a small training before it.</param>
/// <param name="Peak">The most that it held at all.</param>
internal sealed record GrowthResult(double Seconds, long Pairs, long PeakBefore, long Peak);

/// <summary>Trains on a synthetic corpus once. <c>growth DOCUMENTS VOCABULARY WORDS TOPICS THREADS BATCH MOREPASSES</c>, which the report starts.</summary>
internal static class GrowthRun
{
    /// <summary>Words drawn for a document; some are drawn twice.</summary>
    public const int WordsADocument = 100;

    private const int Passes = 3;

    /// <summary>In a process of its own.</summary>
    public static GrowthResult Start(GrowthRequest request)
    {
        // Started as an assembly, not as a program of its own, the process is the runtime's and wants the assembly first.
        string assembly = typeof(GrowthRun).Assembly.Location;
        bool isHosted = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet";
        string[] command = ["growth", .. request.Arguments];
        var start = new ProcessStartInfo(Environment.ProcessPath!, isHosted ? [assembly, .. command] : command) { RedirectStandardOutput = true };
        using Process child = Process.Start(start) ?? throw new InvalidOperationException("A process of growth did not start.");
        string text = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0
            ? JsonSerializer.Deserialize<GrowthResult>(text)!
            : throw new InvalidOperationException($"growth {string.Join(' ', request.Arguments)} ended with {child.ExitCode}; expected 0.");
    }

    /// <summary>The process itself.</summary>
    public static int Run(string[] arguments, TextWriter output)
    {
        output.WriteLine(JsonSerializer.Serialize(Train(GrowthRequest.Parse(arguments))));
        return 0;
    }

    public static GrowthResult Train(GrowthRequest request)
    {
        // What is compiled while it runs is compiled now.
        Fit(request with { Topics = Math.Min(request.Topics, 20) }, Corpus(request with { Documents = Math.Min(request.Documents, 100) }), Passes);
        SparseCorpus corpus = Corpus(request);
        long before = Peak();
        double seconds = request.MorePasses == 0 ? Fit(request, corpus, Passes) : SecondsOfABatch(request, corpus);
        return new(seconds, corpus.PairCount, before, Peak());
    }

    /// <summary>What is done once, drawing λ and reading it at the end, is in both trainings and falls out.</summary>
    private static double SecondsOfABatch(GrowthRequest request, SparseCorpus corpus)
    {
        // The first run of its size pays for memory that the next finds there.
        Fit(request, corpus, 1);
        double once = Fit(request, corpus, 1);
        int batches = (request.Documents + request.Batch - 1) / request.Batch;
        return (Fit(request, corpus, 1 + request.MorePasses) - once) / (request.MorePasses * batches);
    }

    private static double Fit(GrowthRequest request, SparseCorpus corpus, int passes)
    {
        LdaOptions options = new()
        {
            TopicCount = request.Topics,
            Alpha = [0.1],
            Eta = [0.01],
            Passes = passes,
            InnerIterations = 10,
            InnerTolerance = 0,
            BoundEvery = 0,
            Method = request.Batch == 0 ? LdaMethod.Batch : LdaMethod.Online,
            BatchSize = Math.Max(request.Batch, 1),
        };
        using CpuLdaDevice<float> device = new(request.Threads);
        using LdaModel model = new LdaTrainer<float>(options, device) { Threads = request.Threads }.Fit(corpus, out LdaFitResult result);
        return result.Seconds;
    }

    private static SparseCorpus Corpus(GrowthRequest request)
    {
        var random = new Random(4);
        SparseCorpusBuilder builder = new(request.Vocabulary);
        for (int document = 0; document < request.Documents; document++)
        {
            for (int i = 0; i < WordsADocument; i++)
            {
                double u = random.NextDouble();
                builder.Add((int)((long)(u * u * request.Words) * request.Vocabulary / request.Words), 1 + random.Next(3));
            }

            builder.EndDocument();
        }

        return builder.Build();
    }

    /// <summary>The most memory this process held, as the system counts it; what the collector has not given back yet is in it.</summary>
    private static long Peak()
    {
        using Process self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
