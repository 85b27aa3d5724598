using System.Globalization;
using System.IO;
using System.Linq;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>The words around a training run.</summary>
internal static class TrainingText
{
    /// <summary>Online steps below which the random start still shows.</summary>
    private const int FewSteps = 30;

    public static void Start(TextWriter error, TrainingPlan plan, LdaCheckpoint? checkpoint)
    {
        error.WriteLine(
            $"corpus {plan.CorpusName}: {Amounts.Of(plan.Documents, "document")}, {Amounts.Of(plan.Words, "word")}, {Amounts.Of(plan.Pairs, "pair")}, "
            + $"{Amounts.Of(plan.Tokens, "token")}, read in {Amounts.Time(plan.ReadSeconds)}");
        error.WriteLine(
            $"{Amounts.Of(plan.Options.TopicCount, "topic")}, {MethodOf(plan.Options)}, {Amounts.Of(plan.Options.Passes, "pass", "passes")}, {plan.Precision}, "
            + $"{Amounts.Of(plan.Threads, "thread")}, {Seeds(plan)}, about {Amounts.Bytes(plan.Bytes)} of memory");
        error.WriteLine(plan.Device);
        if (checkpoint is not null)
        {
            string start = checkpoint.Restarts is int restarts ? $"start {checkpoint.Restart} of {restarts}, " : string.Empty;
            error.WriteLine($"goes on from the checkpoint at {start}pass {checkpoint.Pass}, {Amounts.Of(checkpoint.DocumentsDone, "document")} into it");
        }
    }

    private static string Seeds(TrainingPlan plan) => plan.Restarts == 1 ? $"seed {plan.Options.Seed}" : $"{plan.Restarts} starts with seeds from {plan.Options.Seed} on";

    public static void Finish(TextWriter error, LdaFitResult result, LdaOptions options, string folder)
    {
        if (result.Cancelled)
        {
            Cancelled(error, result, options, folder);
        }
        else
        {
            string early = result.Converged ? ", converged" : string.Empty;
            error.WriteLine($"{Amounts.Of(result.History.Count, "pass", "passes")} in {Amounts.Time(result.Seconds)}{early}; the model is in {folder}");
        }

        Restarts(error, result);

        if (result.History.Count > 0 && result.History[^1].UnconvergedDocuments is int unconverged and > 0)
        {
            error.WriteLine(
                $"in the last pass {Amounts.Count(unconverged)} of {Amounts.Of(result.DocumentCount, "document")} had not settled after {options.InnerIterations} inner iterations, "
                + "which is usual: topics learn faster so");
        }

        long steps = options.Passes * ((result.DocumentCount + options.BatchSize - 1L) / options.BatchSize);
        if (options.Method != LdaMethod.Batch && steps < FewSteps)
        {
            error.WriteLine($"the topics moved only {Amounts.Of(steps, "time")}: for a corpus of this size --method batch or a smaller --batch-size learns more");
        }

        if (result.ShortenedSteps > 0)
        {
            error.WriteLine(
                $"in {Amounts.Count(result.ShortenedSteps)} of {Amounts.Count(result.Steps)} steps rho of some topics was shortened, so that their words keep a weight above 0: "
                + string.Create(CultureInfo.InvariantCulture, $"{(double)result.ShortenedTopicSteps / result.ShortenedSteps:0.0} of {options.TopicCount} topics in such a step; more --samples make it rarer"));
        }

        if (options.RhoFloor > 0 && result.EffectiveDocuments is double effective)
        {
            error.WriteLine($"the topics rest on about {Amounts.Of((long)effective, "document")}: older ones are forgotten");
        }

        if (result.BoundFalls > 0)
        {
            error.WriteLine($"the bound fell {Amounts.Of(result.BoundFalls, "time")} from one pass to the next, which cold starts allow");
        }

        if (result.History is [.., { } last] && (last.AlphaSum ?? last.EtaSum) is not null)
        {
            string alpha = last.AlphaSum is double alphaSum ? string.Create(CultureInfo.InvariantCulture, $" the sum of alpha is {alphaSum:G4};") : string.Empty;
            string eta = last.EtaSum is double etaSum ? string.Create(CultureInfo.InvariantCulture, $" the sum of eta over words is {etaSum:G4};") : string.Empty;
            error.WriteLine($"learnt:{alpha}{eta} {result.RejectedPriorSteps} Newton steps were shortened");
        }

        long rescued = result.History.Sum(pass => pass.RescuedPairs);
        if (rescued > 0)
        {
            error.WriteLine($"{Amounts.Count(rescued)} (document, word) pairs went through log space");
        }

        if (result.TokenMassError is double mass and > 1e-6)
        {
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"warning: the topics' mass differs from the tokens by {mass:0.0e0}, expected at most 1e-6"));
        }
    }

    private static void Restarts(TextWriter error, LdaFitResult result)
    {
        if (result.Restarts is not { } restarts)
        {
            return;
        }

        TextTable table = new(">seed", ">passes", ">bound per word", ">time", "");
        foreach (LdaRestart restart in restarts)
        {
            table.Add(
                $"{restart.Seed}",
                $"{restart.Passes}",
                restart.BoundPerWord is double bound ? bound.ToString("0.00000", CultureInfo.InvariantCulture) : "-",
                Amounts.Time(restart.Seconds),
                restart.IsKept ? "kept" : restart.Failure is not null ? "failed" : restart.Cancelled ? "stopped" : "");
        }

        table.Write(error, width: null);
    }

    private static string MethodOf(LdaOptions options) => options.Method switch
    {
        LdaMethod.Batch => "batch",
        LdaMethod.Online => "online",
        _ => $"structured ({(options.StructuredGradient == StructuredGradient.Sampled ? "sampled" : "corrected")} gradient, {Amounts.Of(options.StructuredSamples, "draw")})",
    };

    /// <summary>Said even by a quiet run: it did not run to its end.</summary>
    public static void Cancelled(TextWriter error, LdaFitResult result, LdaOptions options, string folder) => error.WriteLine(
        result.Restarts is { } restarts && restarts.Any(restart => restart is { IsKept: true, Cancelled: false })
        ? $"kernels: stopped after {restarts.Count(restart => restart is { Cancelled: false, Failure: null })} of the starts; the best of them is saved in {folder}"
        : $"kernels: stopped after {result.History.Count} of {Amounts.Of(options.Passes, "pass", "passes")}{Within(result)}; what was learnt so far is saved in {folder}");

    private static string Within(LdaFitResult result) =>
        result.UnfinishedDocuments > 0 ? $" and {Amounts.Of(result.UnfinishedDocuments, "document")} of the next" : string.Empty;
}
