using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>A mixture on the console: its components, and how well it fits.</summary>
internal static class MixtureText
{
    /// <summary>Of wide tables only so many columns are shown.</summary>
    private const int MostColumns = 6;

    /// <summary>Several numbers of components beside each other.</summary>
    public static void Compare(ToolConsole console, IReadOnlyList<GaussianMixture> mixtures, bool json)
    {
        TextTable table = new(">components", ">log likelihood", ">BIC", ">AIC", ">ICL", "");
        GaussianMixture best = mixtures.MinBy(mixture => mixture.Fit!.Bic)!;
        foreach (GaussianMixture mixture in mixtures)
        {
            GaussianMixtureFitResult fit = mixture.Fit!;
            if (json)
            {
                JsonLine.Write(console.Out, "model", line =>
                {
                    line.WriteNumber("components", mixture.Parameters.ComponentCount);
                    Fit(line, fit);
                });
            }

            string note = (fit.Converged ? "" : "not converged ") + (mixture == best ? "lowest BIC" : "");
            table.Add(Number(mixture.Parameters.ComponentCount), Fixed(fit.LogLikelihood), Fixed(fit.Bic), Fixed(fit.Aic), Fixed(fit.Icl), note);
        }

        if (!json)
        {
            table.Write(console);
            console.Out.WriteLine();
        }
    }

    public static void Write(ToolConsole console, GaussianMixture mixture, bool json)
    {
        if (json)
        {
            WriteJson(console, mixture);
            return;
        }

        GaussianMixtureParameters p = mixture.Parameters;
        string[] names = NamesOf(mixture);
        int shown = Math.Min(MostColumns, p.Dimension);
        TextTable table = new([">component", ">weight", .. names.Take(shown).Select(name => ">mean " + name), .. names.Take(shown).Select(name => ">spread " + name)]);
        for (int k = 0; k < p.ComponentCount; k++)
        {
            double[] covariance = p.CovarianceMatrix(k);
            double[] mean = p.Mean(k).ToArray();
            table.Add(
            [
                Number(k + 1), p.Weights[k].ToString("0.0000", CultureInfo.InvariantCulture), .. mean.Take(shown).Select(Digits),
                .. Enumerable.Range(0, shown).Select(i => Digits(Math.Sqrt(covariance[(i * p.Dimension) + i]))),
            ]);
        }

        table.Write(console);
        if (shown < p.Dimension)
        {
            console.Out.WriteLine($"and {p.Dimension - shown} more columns: means.npy and covariances.npy of the model folder hold them all");
        }

        GaussianMixtureFitResult fit = mixture.Fit!;
        console.Out.WriteLine();
        console.Out.WriteLine($"log likelihood  {Fixed(fit.LogLikelihood)}  ({Fixed(fit.LogLikelihood / fit.ObservationCount)} a row, {Amounts.Count(fit.ObservationCount)} rows)");
        console.Out.WriteLine($"BIC {Fixed(fit.Bic)}  AIC {Fixed(fit.Aic)}  ICL {Fixed(fit.Icl)}  (lower is better; {fit.FreeParameterCount} parameters)");
        console.Out.Flush();
    }

    /// <summary>How the fit came about, for the notes.</summary>
    public static string Course(GaussianMixtureFitResult fit, bool isOnline, int restarts) =>
        (isOnline ? $"{fit.Iterations} blocks learnt from"
            : $"{(fit.Converged ? "converged" : "NOT converged")} after {fit.Iterations} iterations" + (restarts > 1 ? $" from start {fit.BestStart} of {restarts}" : ""))
        + (fit.Reseeded > 0 ? $"; {fit.Reseeded} components lost all their rows and were put on another" : "")
        + (fit.FailedStarts > 0 ? $"; {fit.FailedStarts} starts ended in a singular covariance" : "")
        + (fit.Converged || isOnline ? "" : "; --max-iterations or --tolerance would let it go on");

    private static void WriteJson(ToolConsole console, GaussianMixture mixture)
    {
        GaussianMixtureParameters p = mixture.Parameters;
        for (int k = 0; k < p.ComponentCount; k++)
        {
            JsonLine.Write(console.Out, "component", line =>
            {
                line.WriteNumber("component", k + 1);
                line.Number("weight", p.Weights[k]);
                Array(line, "mean", p.Mean(k));
                double[] covariance = p.CovarianceMatrix(k);
                Array(line, "spread", [.. Enumerable.Range(0, p.Dimension).Select(i => Math.Sqrt(covariance[(i * p.Dimension) + i]))]);
            });
        }

        JsonLine.Write(console.Out, "done", line =>
        {
            line.WriteNumber("components", p.ComponentCount);
            line.WriteNumber("dimension", p.Dimension);
            Fit(line, mixture.Fit!);
        });
    }

    private static void Fit(Utf8JsonWriter line, GaussianMixtureFitResult fit)
    {
        line.Number("rows", fit.ObservationCount);
        line.WriteNumber("parameters", fit.FreeParameterCount);
        line.Number("logLikelihood", fit.LogLikelihood);
        line.Number("bic", fit.Bic);
        line.Number("aic", fit.Aic);
        line.Number("icl", fit.Icl);
        line.WriteNumber("iterations", fit.Iterations);
        line.WriteBoolean("converged", fit.Converged);
        line.WriteNumber("reseeded", fit.Reseeded);
        line.WriteNumber("failedStarts", fit.FailedStarts);
    }

    private static void Array(Utf8JsonWriter line, string name, ReadOnlySpan<double> values)
    {
        line.WriteStartArray(name);
        foreach (double value in values)
        {
            line.WriteNumberValue(value);
        }

        line.WriteEndArray();
    }

    private static string[] NamesOf(GaussianMixture mixture) =>
        mixture.Columns is { } names ? [.. names] : [.. Enumerable.Range(1, mixture.Parameters.Dimension).Select(Number)];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Fixed(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Digits(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
