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
            $"corpus {plan.CorpusName}: {Amounts.Count(plan.Documents)} documents, {Amounts.Count(plan.Words)} words, {Amounts.Count(plan.Pairs)} pairs, "
            + $"{Amounts.Count(plan.Tokens)} tokens, read in {Amounts.Time(plan.ReadSeconds)}");
        error.WriteLine(
            $"{plan.Options.TopicCount} topics, {MethodOf(plan.Options)}, {plan.Options.Passes} passes, {plan.Precision}, "
            + $"{plan.Threads} threads, seed {plan.Options.Seed}, about {Amounts.Bytes(plan.Bytes)} of memory");
        error.WriteLine(plan.Device);
        if (checkpoint is not null)
        {
            error.WriteLine($"goes on from the checkpoint at pass {checkpoint.Pass}, {Amounts.Count(checkpoint.DocumentsDone)} documents into it");
        }
    }

    public static void Finish(TextWriter error, LdaFitResult result, LdaOptions options, string folder)
    {
        if (result.Cancelled)
        {
            Cancelled(error, result, options, folder);
        }
        else
        {
            string early = result.Converged ? ", converged" : string.Empty;
            error.WriteLine($"{result.History.Count} passes in {Amounts.Time(result.Seconds)}{early}; the model is in {folder}");
        }

        if (result.History.Count > 0 && result.History[^1].UnconvergedDocuments is int unconverged and > 0)
        {
            error.WriteLine(
                $"in the last pass {Amounts.Count(unconverged)} of {Amounts.Count(result.DocumentCount)} documents had not settled after {options.InnerIterations} inner iterations, "
                + "which is usual: topics learn faster so");
        }

        long steps = options.Passes * ((result.DocumentCount + options.BatchSize - 1L) / options.BatchSize);
        if (options.Method != LdaMethod.Batch && steps < FewSteps)
        {
            error.WriteLine($"the topics moved only {steps} times: for a corpus of this size --method batch or a smaller --batch-size learns more");
        }

        if (result.ShortenedSteps > 0)
        {
            error.WriteLine(
                $"in {Amounts.Count(result.ShortenedSteps)} of {Amounts.Count(result.Steps)} steps rho of some topics was shortened, so that their words keep a weight above 0: "
                + string.Create(CultureInfo.InvariantCulture, $"{(double)result.ShortenedTopicSteps / result.ShortenedSteps:0.0} of {options.TopicCount} topics in such a step; more --samples make it rarer"));
        }

        if (options.RhoFloor > 0 && result.EffectiveDocuments is double effective)
        {
            error.WriteLine($"the topics rest on about {Amounts.Count((long)effective)} documents: older ones are forgotten");
        }

        if (result.BoundFalls > 0)
        {
            error.WriteLine($"the bound fell {result.BoundFalls} time(s) from one pass to the next, which cold starts allow");
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

    private static string MethodOf(LdaOptions options) => options.Method switch
    {
        LdaMethod.Batch => "batch",
        LdaMethod.Online => "online",
        _ => $"structured ({(options.StructuredGradient == StructuredGradient.Sampled ? "sampled" : "corrected")} gradient, {options.StructuredSamples} draws)",
    };

    /// <summary>Said even by a quiet run: it did not run to its end.</summary>
    public static void Cancelled(TextWriter error, LdaFitResult result, LdaOptions options, string folder) => error.WriteLine(
        $"kernels: stopped after {result.History.Count} of {options.Passes} passes{Within(result)}; what was learnt so far is saved in {folder}");

    private static string Within(LdaFitResult result) =>
        result.UnfinishedDocuments > 0 ? $" and {Amounts.Count(result.UnfinishedDocuments)} documents of the next" : string.Empty;
}
