using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Kernels.Bench.Reporting;

/// <summary>What became slower, or faster, by more than the noise of both runs. <c>compare OLD NEW</c>, two results.json.</summary>
internal static class Comparison
{
    // Two medians of one thing differ by less than their quartiles do; this covers what a run cannot see of itself, such as where memory lay.
    private const double Floor = 0.05;

    public static int Run(string[] args)
    {
        if (args.Length != 2)
        {
            throw new ArgumentException("compare takes 2 arguments: OLD NEW, two results.json.");
        }

        (Results old, Results current) = (Results.Load(args[0]), Results.Load(args[1]));
        if (old.Machine.Processor != current.Machine.Processor)
        {
            Console.WriteLine($"Not one machine: {old.Machine.Processor}, then {current.Machine.Processor}.");
        }

        List<Change> changes = Between(old, current);
        foreach (Change change in changes)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(change.Slower ? "slower" : "faster")} {change.Factor,6:F2}  {change.Old.Key}: {Results.Text(change.Old.Value)} -> {Results.Text(change.New.Value)} {change.New.Unit} (noise {change.Noise:P0})"));
        }

        int slower = changes.Count(change => change.Slower);
        Console.WriteLine($"{slower} slower, {changes.Count - slower} faster, of {current.Figures.Count} figures; {Missing(old, current)} of the old ones are gone.");
        return slower == 0 ? 0 : 1;
    }

    /// <summary>The changes beyond noise, the worst first.</summary>
    public static List<Change> Between(Results old, Results current)
    {
        Dictionary<string, Figure> before = old.Figures.ToDictionary(figure => figure.Key);
        return
        [
            .. current.Figures.Where(figure => before.ContainsKey(figure.Key)).Select(figure => new Change(before[figure.Key], figure))
                .Where(change => change.Factor > 1 + change.Noise).OrderByDescending(change => change.Slower).ThenByDescending(change => change.Factor),
        ];
    }

    private static int Missing(Results old, Results current) => old.Figures.Select(figure => figure.Key).Except(current.Figures.Select(figure => figure.Key)).Count();

    internal sealed record Change(Figure Old, Figure New)
    {
        private double Ratio => New.MoreIsBetter ? Old.Value / New.Value : New.Value / Old.Value;

        public bool Slower => Ratio > 1;

        /// <summary>How many times slower, or faster: above 1.</summary>
        public double Factor => Slower ? Ratio : 1 / Ratio;

        public double Noise => Math.Max(Floor, Old.Noise + New.Noise);
    }
}
