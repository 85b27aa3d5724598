using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>A mixture on the console: its components, and how well it fits.</summary>
internal static class MixtureText
{
    /// <summary>Of wide tables only so many columns are shown.</summary>
    private const int MostColumns = 6;

    /// <summary>Several numbers of components beside each other.</summary>
    public static void Compare(ToolConsole console, MixtureFits fits, bool json)
    {
        if (json)
        {
            MixtureJson.Compare(console, fits.All);
            return;
        }

        TextTable table = new(">components", ">log likelihood", ">BIC", ">AIC", ">ICL", "");
        GaussianMixture best = fits.Best;
        foreach (GaussianMixture mixture in fits.All)
        {
            GaussianMixtureFitResult fit = mixture.Fit!;
            string[] notes = [fit.Cancelled ? "stopped" : fit.Converged ? "" : "not converged", mixture == best ? "lowest BIC" : ""];
            string[] scores = fit.IsScored ? [Fixed(fit.LogLikelihood), Fixed(fit.Bic), Fixed(fit.Aic), Fixed(fit.Icl)] : ["-", "-", "-", "-"];
            table.Add([Number(mixture.Parameters.ComponentCount), .. scores, string.Join(' ', notes.Where(note => note.Length > 0))]);
        }

        table.WriteFolded(console);
        console.Out.WriteLine();
    }

    public static void Write(ToolConsole console, GaussianMixture mixture)
    {
        GaussianMixtureParameters p = mixture.Parameters;
        GaussianMixtureFitResult fit = mixture.Fit!;
        string[] names = mixture.Columns is { } named ? [.. named] : [.. Enumerable.Range(1, p.Dimension).Select(Number)];
        int shown = Math.Min(MostColumns, p.Dimension);
        TextTable table = new(
        [
            ">component", ">weight", .. fit.Bayesian is null ? (string[])[] : [">rows"],
            .. names.Take(shown).Select(name => ">mean " + name), .. names.Take(shown).Select(name => ">spread " + name),
        ]);
        foreach (int k in Enumerable.Range(0, p.ComponentCount).Where(k => fit.Bayesian is null || fit.Bayesian.Counts[k] >= 1))
        {
            double[] covariance = p.CovarianceMatrix(k);
            table.Add(
            [
                Number(k + 1), Share(p.Weights[k]), .. fit.Bayesian is { } bayesian ? [bayesian.Counts[k].ToString("0.0", CultureInfo.InvariantCulture)] : (string[])[],
                .. p.Mean(k).ToArray().Take(shown).Select(Digits), .. Enumerable.Range(0, shown).Select(i => Digits(Math.Sqrt(covariance[(i * p.Dimension) + i]))),
            ]);
        }

        table.WriteFolded(console);
        if (shown < p.Dimension)
        {
            console.Out.WriteLine($"and {Amounts.Of(p.Dimension - shown, "more column")}: means.npy and covariances.npy of the model folder hold them all");
        }

        console.Out.WriteLine();
        if (fit.Bayesian is not null)
        {
            BayesianMixtureText.Write(console, mixture);
        }
        else
        {
            WriteScores(console, fit);
        }

        console.Out.Flush();
    }

    /// <summary>How the fit came about, for the notes.</summary>
    public static string Course(GaussianMixtureFitResult fit, bool isOnline) =>
        (isOnline ? $"{Amounts.Of(fit.Iterations, "block")} learnt from"
            : $"{(fit.Converged ? "converged" : "NOT converged")} after {Amounts.Of(fit.Iterations, fit.Bayesian is null ? "iteration" : "sweep")}"
                + (fit.StartCount > 1 ? $" from start {fit.BestStart} of {fit.StartCount}" : ""))
        + (fit.Reseeded > 0 ? $"; {Amounts.Of(fit.Reseeded, "time")} a component lost all its rows and was put on one drawn at random" : "")
        + (fit.FailedStarts > 0 ? $"; {Amounts.Of(fit.FailedStarts, "start")} ended in a singular covariance" : "")
        + (fit.RegularizedComponents > 0
            ? $"; {Amounts.Of(fit.RegularizedComponents, "component")} would be less than half as wide in some direction without the regularisation: rows that are few, equal or on a plane, "
                + "or columns of small numbers, for which --regularization or other units help"
            : "")
        + (fit.Converged || fit.Cancelled || isOnline ? "" : "; with a larger --max-iterations it would go on");

    /// <summary>Where a run was stopped.</summary>
    public static string Where(MixtureFits fits, ComponentRange range, bool isOnline)
    {
        GaussianMixture last = fits.All[^1];
        return range.Most > range.Fewest ? $"after {fits.All.Count} of {Amounts.Of(range.Most - range.Fewest + 1, "model")}"
            : last.Fit!.StartCount > 1 ? $"in start {last.Fit.StartCount}"
            : $"after {Amounts.Of(last.Fit.Iterations, isOnline ? "block" : last.Fit.Bayesian is null ? "iteration" : "sweep")}";
    }

    internal static string Share(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    internal static string Fixed(double value) => value.ToString(Math.Abs(value) < 1e15 ? "0.000" : "G6", CultureInfo.InvariantCulture);

    private static void WriteScores(ToolConsole console, GaussianMixtureFitResult fit)
    {
        if (!fit.IsScored)
        {
            console.Out.WriteLine("log likelihood  not known: the rows were not read again to be scored; kernels gmm assign gives their log densities");
            return;
        }

        console.Out.WriteLine($"log likelihood  {Fixed(fit.LogLikelihood)}  ({Fixed(fit.LogLikelihood / fit.ObservationCount)} a row, {Amounts.Of(fit.ObservationCount, "row")})");
        console.Out.WriteLine($"BIC {Fixed(fit.Bic)}  AIC {Fixed(fit.Aic)}  ICL {Fixed(fit.Icl)}  (lower is better; {Amounts.Of(fit.FreeParameterCount, "parameter")})");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Digits(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
