using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Kernels.Bench.Reporting;

/// <summary>What the figures say, in sentences made of them.</summary>
internal static class Headlines
{
    public static IEnumerable<string> Of(Results results)
    {
        if (results.IsQuick)
        {
            // A headline is for figures that are to be believed.
            yield break;
        }

        // The widest lanes are the ones held against the walls.
        Figure[] kernels = [.. results.Figures.Where(figure => figure is { Group: "kernels", Limit: not null } && figure.Value > 0)];

        // Double alone, in which the others compute too, and every kernel once, not again by rows.
        Figure[] alike = [.. kernels.Where(figure => figure.Name.EndsWith(" (double)", StringComparison.Ordinal) && !figure.Name.Contains(", rows of", StringComparison.Ordinal))];
        foreach (string variant in new[] { "plain", "library" })
        {
            double[] factors = [.. alike.SelectMany(ours => results.Figures.Where(other => other.Key == (ours with { Variant = variant }).Key && other.Value > 0).Select(other => other.Value / ours.Value))];
            if (factors.Length > 0)
            {
                string than = variant == "plain" ? "plain loops" : "a library's (TensorPrimitives over spans, Math.NET number by number), where there is one";
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"Kernels in double, in the first-level cache, at the widest lanes: {Mean(factors):0.0} times as fast as {than} (geometric mean of {factors.Length}; {factors.Min():0.0#} to {factors.Max():0}).");
            }
        }

        Figure[] reached = [.. kernels.OrderBy(figure => figure.Reached)];
        if (reached.Length > 0)
        {
            yield return $"Of their nearest wall they reach {Share(reached[reached.Length / 2])} at the median, {Share(reached[0])} ({reached[0].Name}) to {Share(reached[^1])} ({reached[^1].Name}).";
        }

        Figure[] steps = [.. results.Figures.Where(figure => figure is { Group: "E-step", Limit: not null } && double.IsFinite(figure.Value)).OrderBy(figure => figure.Reached)];
        if (steps.Length > 0)
        {
            Figure? usual = Array.Find(steps, figure => figure is { Name: "K = 100", Variant: "150 words" });
            yield return (usual is null ? string.Empty : $"LDA's E-step at K = 100 and 150 words a document makes {Results.Text(usual.Value)} million visits a second and core. ")
                + $"Over all sizes it reaches {Share(steps[0])} to {Share(steps[^1])} of its nearest wall.";
        }

        double[] noise = [.. results.Figures.Where(figure => figure.Measured && double.IsFinite(figure.Noise)).Select(figure => figure.Noise).Order()];
        if (noise.Length > 0)
        {
            yield return "Noise of the figures (quartile distance over the median, between rounds): "
                + $"{ReportTable.Percent(noise[noise.Length / 2])} at the median, {ReportTable.Percent(noise[^1])} at worst.";
        }
    }

    /// <summary>About the machine, in a line.</summary>
    public static string About(Machine machine) => string.Create(
        CultureInfo.InvariantCulture,
        $"{machine.Processor}, {machine.Cores} core{(machine.Cores == 1 ? "" : "s")}, {machine.System}, {machine.Runtime}, {machine.Date:yyyy-MM-dd}, commit {machine.Commit}. "
        + $"Other machines will differ.");

    private static string Share(Figure figure) => ReportTable.Percent(figure.Reached!.Value);

    private static double Mean(double[] factors) => Math.Exp(factors.Average(Math.Log));
}
