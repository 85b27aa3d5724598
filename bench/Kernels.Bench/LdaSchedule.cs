using System;
using System.Globalization;
using System.Linq;
using Kernels.Corpora;
using Kernels.Inference;
using Kernels.Lda;

namespace Kernels.Bench;

/// <summary>
/// Which inner schedule learns fastest: held-out score and training time of each, over several random starts. One thread, float, no bound on the way.
/// <c>schedule TRAIN TEST VOCABULARY batch|online PASSES K ALPHA ETA</c>
/// </summary>
internal static class LdaSchedule
{
    private const int Seeds = 8;

    private static readonly (int Iterations, double Tolerance, bool Carry)[] s_schedules =
    [
        (3, 1e-3, false), (5, 1e-3, false), (8, 1e-3, false), (10, 1e-3, false), (15, 1e-3, false), (20, 1e-3, false), (40, 1e-3, false), (100, 1e-3, false),
        (8, 1e-2, false), (8, 0, false), (8, 1e-3, true), (40, 1e-3, true),
    ];

    public static void Run(string[] args)
    {
        if (args.Length != 8)
        {
            throw new ArgumentException("schedule takes 8 arguments: TRAIN TEST VOCABULARY batch|online PASSES K ALPHA ETA.");
        }

        var reading = new CorpusReadOptions { VocabularyPath = args[2] };
        ICorpus train = CorpusReader.Read(args[0], reading);
        ICorpus test = CorpusReader.Read(args[1], reading);
        var options = new LdaOptions
        {
            TopicCount = Whole(args[5]),
            Alpha = [Number(args[6])],
            Eta = [Number(args[7])],
            Method = args[3] == "online" ? LdaMethod.Online : LdaMethod.Batch,
            Passes = Whole(args[4]),
            BoundEvery = 0,
        };
        Console.WriteLine($"{train.DocumentCount} documents, {train.PairCount} pairs; {args[3]}, {options.Passes} passes, K = {options.TopicCount}, α = {args[6]}, η = {args[7]}; {Seeds} starts");
        Console.WriteLine("\n| inner iterations | tolerance | γ starts | completion score | deviation | seconds | visits (M) |\n|---|---|---|---|---|---|---|");
        foreach ((int iterations, double tolerance, bool carry) in s_schedules.Where(schedule => !schedule.Carry || options is { Method: LdaMethod.Batch, Passes: > 1 }))
        {
            Row(options with { InnerIterations = iterations, InnerTolerance = tolerance, CarryGamma = carry }, train, test);
        }
    }

    private static void Row(LdaOptions options, ICorpus train, ICorpus test)
    {
        double[] scores = new double[Seeds];
        double[] seconds = new double[Seeds];
        double visits = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            using var device = new CpuLdaDevice<float>(threads: 1);
            using LdaModel model = new LdaTrainer<float>(options with { Seed = seed }, device).Fit(train, out LdaFitResult result);
            (scores[seed], seconds[seed], visits) = (LdaScores.DocumentCompletion(model, test).PerWord, result.Seconds, result.Visits);
        }

        double mean = scores.Average();
        double deviation = Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / (Seeds - 1));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {options.InnerIterations} | {options.InnerTolerance} | {(options.CarryGamma ? "carried" : "afresh")} | {mean:F4} | {deviation:F4} | {seconds.Order().ElementAt(Seeds / 2):F2} | {visits / 1e6:F0} |"));
    }

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
