using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>A mixture as JSON lines on standard output.</summary>
internal static class MixtureJson
{
    /// <summary>A line for each of several numbers of components.</summary>
    public static void Compare(ToolConsole console, IReadOnlyList<GaussianMixture> mixtures)
    {
        foreach (GaussianMixture mixture in mixtures)
        {
            JsonLine.Write(console.Out, "model", line =>
            {
                line.WriteNumber("components", mixture.Parameters.ComponentCount);
                Fit(line, mixture.Fit!);
            });
        }
    }

    /// <summary>A line a start of a Bayesian mixture, one a component, and what it came to.</summary>
    public static void Write(ToolConsole console, GaussianMixture mixture, bool isStopped)
    {
        GaussianMixtureParameters p = mixture.Parameters;
        GaussianMixtureFitResult fit = mixture.Fit!;
        foreach ((BayesianGaussianMixtureStart start, int i) in (fit.Bayesian?.Starts ?? []).Select((start, i) => (start, i)))
        {
            JsonLine.Write(console.Out, "start", line =>
            {
                line.WriteNumber("start", i + 1);
                line.Number("bound", start.Bound);
                line.WriteNumber("sweeps", start.Sweeps);
                line.WriteBoolean("converged", start.Converged);
                line.WriteNumber("componentsWithRows", start.Occupied);
            });
        }

        for (int k = 0; k < p.ComponentCount; k++)
        {
            JsonLine.Write(console.Out, "component", line =>
            {
                line.WriteNumber("component", k + 1);
                line.Number("weight", p.Weights[k]);
                if (fit.Bayesian is { } posterior)
                {
                    line.Number("rows", posterior.Counts[k]);
                    line.WriteBoolean("isEmpty", posterior.Counts[k] < 1);
                }

                Array(line, "mean", p.Mean(k));
                double[] covariance = p.CovarianceMatrix(k);
                Array(line, "spread", [.. Enumerable.Range(0, p.Dimension).Select(i => Math.Sqrt(covariance[(i * p.Dimension) + i]))]);
            });
        }

        JsonLine.Write(console.Out, isStopped ? "stopped" : "done", line =>
        {
            line.WriteNumber("components", p.ComponentCount);
            line.WriteNumber("dimension", p.Dimension);
            Fit(line, fit);
        });
    }

    private static void Fit(Utf8JsonWriter line, GaussianMixtureFitResult fit)
    {
        line.Number("rows", fit.ObservationCount);
        line.WriteNumber("parameters", fit.FreeParameterCount);
        line.Number("logLikelihood", fit.LogLikelihood);
        if (fit.Bayesian is { } posterior)
        {
            line.Number("bound", posterior.Bound);
            line.Number("weightConcentration", posterior.WeightConcentration);
            line.WriteNumber("componentsWithRows", posterior.Counts.Count(count => count >= 1));
        }
        else
        {
            line.Number("bic", fit.Bic);
            line.Number("aic", fit.Aic);
            line.Number("icl", fit.Icl);
        }

        line.WriteNumber("iterations", fit.Iterations);
        line.WriteBoolean("converged", fit.Converged);
        line.WriteNumber("start", fit.BestStart);
        line.WriteNumber("starts", fit.StartCount);
        line.WriteNumber("reseeded", fit.Reseeded);
        line.WriteNumber("failedStarts", fit.FailedStarts);
        line.WriteNumber("regularizedComponents", fit.RegularizedComponents);
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
}
