using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Kernels.Bench.Reporting;

/// <summary>What became slower, or faster, by more than the noise of both runs, and what is in one of them only. <c>compare OLD NEW</c>, two results.json or their folders.</summary>
internal sealed class Comparison
{
    // Two medians of one thing differ by less than their quartiles do; this covers what a run cannot see of itself, such as where memory lay.
    private const double Floor = 0.05;

    // What the machine gave, not what the library made of it.
    private static readonly string[] s_machine = ["limits", "bandwidth"];

    // How near, how much was lost: no speed, and 0 is a value.
    private static readonly string[] s_proofs = ["relative", "tokens"];

    private readonly Results _old;
    private readonly Results _current;

    public Comparison(Results old, Results current)
    {
        (_old, _current) = (old, current);
        Dictionary<string, Figure> before = Comparable(old), now = Comparable(current);
        Change[] changes =
        [
            .. before.Where(entry => now.ContainsKey(entry.Key)).Select(entry => new Change(entry.Value, now[entry.Key]))
                .Where(change => change.Factor > 1 + change.Noise).OrderByDescending(change => change.Factor),
        ];
        Machine = [.. changes.Where(change => s_machine.Contains(change.New.Group))];
        Slower = [.. changes.Except(Machine).Where(change => change.IsSlower)];
        Faster = [.. changes.Except(Machine).Where(change => !change.IsSlower)];
        Missing = [.. before.Keys.Except(now.Keys)];
        New = [.. now.Keys.Except(before.Keys)];
    }

    /// <summary>The worst first.</summary>
    public IReadOnlyList<Change> Slower { get; }

    public IReadOnlyList<Change> Faster { get; }

    /// <summary>Changes of the machine's own limits: where they are worse, so is everything.</summary>
    public IReadOnlyList<Change> Machine { get; }

    /// <summary>Keys of the old run only, or without a figure in the new one.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Keys of the new run only.</summary>
    public IReadOnlyList<string> New { get; }

    /// <summary>1 when something is slower, or when what was measured before is not there to be compared.</summary>
    public int ExitCode => Slower.Count > 0 || Missing.Count > 0 ? 1 : 0;

    public static int Run(string[] arguments, TextWriter output)
    {
        if (arguments.Length != 2)
        {
            throw new ArgumentException($"compare was given {arguments.Length} arguments; expected 2: OLD NEW, each a {Results.FileName} or its folder.");
        }

        (Results old, Results current) = (Results.Load(arguments[0]), Results.Load(arguments[1]));
        if (WhyNot(old, current) is { } reason)
        {
            throw new InvalidDataException($"{arguments[0]} and {arguments[1]} cannot be compared: {reason}.");
        }

        Comparison comparison = new(old, current);
        foreach (string line in comparison.Lines())
        {
            output.WriteLine(line);
        }

        return comparison.ExitCode;
    }

    /// <summary>Why two runs say nothing about each other; null where they do.</summary>
    public static string? WhyNot(Results old, Results current)
    {
        foreach ((string which, Results run) in new[] { ("old", old), ("new", current) })
        {
            if (run.IsOfNowhere)
            {
                return $"the {which} run names no processor or no cores, expected both";
            }

            if (Comparable(run).Count == 0)
            {
                return $"the {which} run has no measured figure above 0, expected some";
            }
        }

        return old.Machine.Processor != current.Machine.Processor ? $"the old run is of {old.Machine.Processor}, the new one of {current.Machine.Processor}, expected one processor"
            : old.Machine.Cores != current.Machine.Cores ? $"the old run had {old.Machine.Cores} cores, the new one {current.Machine.Cores}, expected as many"
            : old.IsQuick != current.IsQuick ? $"the {(old.IsQuick ? "old" : "new")} run is a quick one, the other is not, expected two of a kind"
            : Comparable(old).Keys.Intersect(Comparable(current).Keys).Any() ? null
            : "they have no figure in common, expected two runs of the same command";
    }

    /// <summary>What is to be said.</summary>
    public IEnumerable<string> Lines()
    {
        foreach ((string what, string old, string current) in new[]
        {
            ("runtime", _old.Machine.Runtime, _current.Machine.Runtime), ("system", _old.Machine.System, _current.Machine.System),
        })
        {
            if (old != current)
            {
                yield return $"not one {what}: {old}, then {current}";
            }
        }

        foreach ((string which, Results run) in new[] { ("old", _old), ("new", _current) })
        {
            if (run.Note.Length > 0)
            {
                yield return $"{which}: {run.Note}";
            }
        }

        foreach (Change change in Machine)
        {
            yield return $"machine {change}";
        }

        foreach (Change change in Slower.Concat(Faster))
        {
            yield return change.ToString();
        }

        foreach ((string what, IReadOnlyList<string> keys) in new[] { ("missing", Missing), ("new", New) })
        {
            foreach (string key in keys)
            {
                yield return $"{what}         {key}";
            }
        }

        yield return $"{Slower.Count} slower, {Faster.Count} faster, of {_current.Figures.Count} figures; {Missing.Count} of the old ones are gone. {New.Count} are new.";
    }

    /// <summary>What was measured and came out: nothing takes no time and no memory.</summary>
    private static Dictionary<string, Figure> Comparable(Results results) =>
        results.Figures.Where(figure => figure.Measured && !s_proofs.Contains(figure.Unit) && double.IsFinite(figure.Value) && figure.Value > 0).ToDictionary(figure => figure.Key);

    /// <summary>A figure in two runs.</summary>
    internal sealed record Change(Figure Old, Figure New)
    {
        private double Ratio => New.MoreIsBetter ? Old.Value / New.Value : New.Value / Old.Value;

        /// <summary>More time or memory, or less of a rate.</summary>
        public bool IsSlower => Ratio > 1;

        /// <summary>How many times: above 1.</summary>
        public double Factor => IsSlower ? Ratio : 1 / Ratio;

        /// <summary>Of both runs; a noise that is not known counts as none.</summary>
        public double Noise => Math.Max(Floor, Known(Old.Noise) + Known(New.Noise));

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{(IsSlower ? "slower" : "faster")} {Factor,6:F2}  {Old.Key}: {Results.Text(Old.Value)} -> {Results.Text(New.Value)} (noise {ReportTable.Percent(Noise)})");

        private static double Known(double noise) => double.IsFinite(noise) ? noise : 0;
    }
}
