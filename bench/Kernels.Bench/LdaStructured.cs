using System;
using System.Globalization;
using System.Linq;
using Kernels.Corpora;
using Kernels.Inference;
using Kernels.Lda;

namespace Kernels.Bench;

/// <summary>
/// Structured stochastic variational inference beside mean field on the same mini-batches: held-out score, its spread over starts, time, and how often ρ was shortened,
/// for every pair of an α and an η. One thread, float.
/// <c>structured CORPUS VOCABULARY TEST|- K PASSES BATCH STARTS ALPHA,… ETA,… [METHOD,…]</c>; with <c>-</c> every tenth document of the corpus is held out.
/// </summary>
internal static class LdaStructured
{
    private const int EveryDocument = 10;
    private static readonly string[] s_methods = ["mean-field", "sampled", "corrected"];

    public static void Run(string[] args)
    {
        if (args.Length is not (9 or 10))
        {
            throw new ArgumentException("structured takes 9 or 10 arguments: CORPUS VOCABULARY TEST|- K PASSES BATCH STARTS ALPHA,... ETA,... [METHOD,...].");
        }

        var reading = new CorpusReadOptions { VocabularyPath = args[1] };
        ICorpus corpus = CorpusReader.Read(args[0], reading);
        ICorpus train = args[2] == "-" ? Part(corpus, document => document % EveryDocument != 0) : corpus;
        ICorpus test = args[2] == "-" ? Part(corpus, document => document % EveryDocument == 0) : CorpusReader.Read(args[2], reading);
        var options = new LdaOptions { TopicCount = Whole(args[3]), Method = LdaMethod.Online, Passes = Whole(args[4]), BatchSize = Whole(args[5]), Tau0 = 1 };
        int starts = Whole(args[6]);
        Console.WriteLine(
            $"{train.DocumentCount} documents, {test.DocumentCount} held out; {options.Passes} passes, batches of {options.BatchSize}, K = {options.TopicCount}, τ0 = 1; {starts} starts");
        Console.WriteLine("\n| α | η | gradient | inner iterations | draws | completion score | deviation | seconds | steps shortened | topics in them |\n|---|---|---|---|---|---|---|---|---|---|");
        foreach (double alpha in args[7].Split(',').Select(Number))
        {
            foreach (double eta in args[8].Split(',').Select(Number))
            {
                foreach (string method in args.Length == 10 ? args[9].Split(',') : s_methods)
                {
                    Row(With(options with { Alpha = [alpha], Eta = [eta] }, method), method, starts, train, test);
                }
            }
        }
    }

    /// <summary>A method by its name, with its number of draws after a colon if not the usual one.</summary>
    private static LdaOptions With(LdaOptions options, string method)
    {
        string[] parts = method.Split(':');
        if (Array.IndexOf(s_methods, parts[0]) < 0)
        {
            throw new ArgumentException($"\"{method}\" is no method; expected mean-field[:ITERATIONS], sampled[:DRAWS] or corrected[:DRAWS].");
        }

        if (parts[0] == s_methods[0])
        {
            return parts.Length == 1 ? options : options with { InnerIterations = Whole(parts[1]) };
        }

        options = options with { Method = LdaMethod.Structured, StructuredGradient = parts[0] == "corrected" ? StructuredGradient.Corrected : StructuredGradient.Sampled };
        return parts.Length == 1 ? options : options with { StructuredSamples = Whole(parts[1]) };
    }

    private static void Row(LdaOptions options, string method, int starts, ICorpus train, ICorpus test)
    {
        double[] scores = new double[starts];
        double[] seconds = new double[starts];
        double shortened = 0, topics = 0, steps = 0;
        for (int seed = 0; seed < starts; seed++)
        {
            using var device = new CpuLdaDevice<float>(threads: 1);
            using LdaModel model = new LdaTrainer<float>(options with { Seed = seed }, device) { Threads = 1 }.Fit(train, out LdaFitResult result);
            (scores[seed], seconds[seed]) = (LdaScores.DocumentCompletion(model, test).PerWord, result.Seconds);
            shortened += result.ShortenedSteps;
            topics += result.ShortenedTopicSteps;
            steps += result.Steps;
        }

        double mean = scores.Average();
        double deviation = starts < 2 ? 0 : Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / (starts - 1));
        string draws = options.Method == LdaMethod.Online ? "" : options.StructuredSamples.ToString(CultureInfo.InvariantCulture);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {options.Alpha[0]} | {options.Eta[0]} | {method.Split(':')[0]} | {options.InnerIterations} | {draws} | {mean:F4} | {deviation:F4} | {seconds.Order().ElementAt(starts / 2):F2} | {shortened / steps:P1} | {(shortened == 0 ? 0 : topics / shortened):F1} |"));
    }

    private static SparseCorpus Part(ICorpus corpus, Predicate<int> takes)
    {
        var builder = new SparseCorpusBuilder(corpus.VocabularySize);
        for (int document = 0; document < corpus.DocumentCount; document++)
        {
            if (takes(document))
            {
                DocumentBlock block = corpus.Read(document, 1);
                builder.AddDocument(block.TermIds, block.Counts);
            }
        }

        return builder.Build(corpus.Vocabulary);
    }

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
