using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Kernels.Cli.Commands;
using Kernels.Cli.Output;
using Kernels.Inference;

namespace Kernels.Cli.Report;

/// <summary>How a model was learnt, as lines of a name and a value.</summary>
internal static class ReportFacts
{
    public static IEnumerable<(string Name, string Value)> Of(TopicReport report)
    {
        LdaModel model = report.Model;
        yield return ("Model", $"{Amounts.Of(model.TopicCount, "topic")}, {Amounts.Of(model.VocabularySize, "word")}, {model.Precision}");
        if (model.Fit is { DocumentCount: > 0 } trained)
        {
            yield return ("Learnt from", $"{Amounts.Of(trained.DocumentCount, "document")}, {Amounts.Of(trained.TokenCount, "token")}");
        }

        yield return ("α, of a document's topics", PriorOf(model.Alpha, model.Options.AlphaLearning, model.Options.Alpha.Length));
        yield return ("η, of a topic's words", PriorOf(model.Eta, model.Options.EtaLearning, model.Options.Eta.Length));
        foreach ((string, string) fact in model.Fit is { } fit ? OfTraining(model.Options, fit) : [("Training", "not known: the model was imported, or its folder does not say")])
        {
            yield return fact;
        }

        yield return ("Report", $"kernels {InfoCommand.VersionOf()}");
    }

    private static IEnumerable<(string Name, string Value)> OfTraining(LdaOptions options, LdaFitResult fit)
    {
        string inner = $"at most {Amounts.Of(options.InnerIterations, "inner iteration")}, tolerance {Number(options.InnerTolerance)}";
        yield return ("Method", options.Method == LdaMethod.Batch
            ? $"batch variational Bayes, {inner}"
            : $"{(options.Method == LdaMethod.Structured ? $"structured stochastic variational Bayes, {(options.StructuredGradient == StructuredGradient.Sampled ? "sampled" : "corrected")} gradient, {Amounts.Of(options.StructuredSamples, "draw")}" : "stochastic variational Bayes")}, {Amounts.Of(options.BatchSize, "document")} at a time, τ₀ {Number(options.Tau0)}, κ {Number(options.Kappa)}, ρ at least {Number(options.RhoFloor)}, {inner}");
        yield return ("Passes", $"{fit.History.Count} of {options.Passes}{(fit.Converged ? ", stopped as the bound had stopped rising" : string.Empty)}{(fit.Cancelled ? ", stopped by hand" : string.Empty)}");
        yield return ("Seed", options.Seed.ToString(CultureInfo.InvariantCulture));
        yield return ("Time", $"{Amounts.Time(fit.Seconds)}, {Amounts.Rate(fit.Visits)} visits of a word in an inner iteration");
        if (fit.Device.Length > 0)
        {
            yield return ("Device", fit.Device);
        }

        if (options.CarryGamma)
        {
            yield return ("γ", "carried over from the pass before");
        }

        if (fit.Steps > 0)
        {
            yield return ("Steps of the topics", Amounts.Count(fit.Steps));
        }

        if (fit.EffectiveDocuments is double effective)
        {
            yield return ("The topics rest on", $"about {Amounts.Of(Math.Floor(effective), "document")}");
        }

        if ((fit.Bound ?? fit.History.LastOrDefault(pass => pass.Bound is not null)?.Bound) is { } bound)
        {
            yield return ("Last bound", $"{Amounts.Count(Math.Round(bound.Total))}: documents {Amounts.Count(Math.Round(bound.DocumentPart))}, topics {Amounts.Count(Math.Round(bound.TopicPart))}");
        }

        if (fit.BoundFalls > 0)
        {
            yield return ("Bound fell", $"{fit.BoundFalls} time(s) from one pass to the next");
        }

        if (options.AlphaLearning != PriorLearning.Fixed || options.EtaLearning != PriorLearning.Fixed)
        {
            yield return ("Shortened steps of the priors", Amounts.Count(fit.RejectedPriorSteps));
        }

        if (fit.TokenMassError is double mass)
        {
            yield return ("Topics' mass against tokens", $"{Number(mass)} apart, relative");
        }
    }

    private static string PriorOf(IReadOnlyList<double> prior, PriorLearning learning, int given)
    {
        (double least, double most) = (prior.Min(), prior.Max());
        string value = least == most ? Number(least) : $"{Number(least)} to {Number(most)}, sum {Number(prior.Sum())}";
        return value + (learning != PriorLearning.Fixed ? ", learnt" : given == 0 ? " (1/K)" : string.Empty);
    }

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
