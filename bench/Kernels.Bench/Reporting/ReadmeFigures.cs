using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Kernels.Bench.Reporting;

/// <summary>
/// The README's figures, taken from committed results: what stands between two comments is made of the results the first one names. <c>readme [FOLDER]</c>
/// </summary>
/// <remarks><c>&lt;!-- measured: kernels, from bench/results/FOLDER --&gt;</c> to <c>&lt;!-- measured: end --&gt;</c>; kernels, lda or peers.</remarks>
internal static partial class ReadmeFigures
{
    private const string Tables = "kernels, lda or peers";

    /// <summary>Rewrites README.md, from another folder of results if one is named.</summary>
    public static int Run(string[] arguments, TextWriter output)
    {
        if (arguments.Length > 1)
        {
            throw new ArgumentException($"readme was given {arguments.Length} arguments; expected at most 1: a folder of results.");
        }

        string root = ThisMachine.Root(), path = Path.Combine(root, "README.md");
        string? folder = arguments is [var other] ? Path.GetRelativePath(root, Path.GetFullPath(other)).Replace('\\', '/') : null;
        string old = File.ReadAllText(path), text = Rewrite(old, folder, from => Report.Load(Path.Combine(root, from)));
        if (text != old)
        {
            Report.WriteWhole(path, text);
        }

        output.WriteLine(text == old ? "README.md agrees with the results" : "README.md rewritten");
        return 0;
    }

    /// <summary>The text with its figures made anew.</summary>
    /// <param name="readme">The text.</param>
    /// <param name="folder">Where the results are; null for where the comments say.</param>
    /// <param name="load">Reads a folder's results.</param>
    /// <exception cref="InvalidDataException">There is no such comment, or one without an end, or of an unknown name.</exception>
    public static string Rewrite(string readme, string? folder, Func<string, Report> load)
    {
        int begins = Begin().Count(readme), blocks = Block().Count(readme);
        if (blocks == 0 || begins != blocks)
        {
            throw new InvalidDataException($"README.md: found {begins} comments \"measured: …, from …\" and {blocks} of them with an end, expected at least one, and every one with its end.");
        }

        return Block().Replace(readme, block =>
        {
            string name = block.Groups["name"].Value, from = folder ?? block.Groups["folder"].Value;
            Report report = load(from);
            if (MissingFor(name, report) is { } missing)
            {
                throw new InvalidDataException($"{from}: found no figures of {missing}, expected some; README.md stays as it is.");
            }

            string text = name switch
            {
                "kernels" => Kernels(report.Own),
                "lda" => Lda(report.Own),
                "peers" => Peers(report),
                _ => throw new InvalidDataException($"README.md: found \"measured: {name}\", expected {Tables}."),
            };
            return $"<!-- measured: {name}, from {from} -->\n{text}<!-- measured: end -->";
        });
    }

    /// <summary>The group without which a table would be empty; null where it is not. That others were not measured is said in its place.</summary>
    private static string? MissingFor(string name, Report report) => name switch
    {
        "kernels" when !report.Own.Figures.Any(figure => figure.Group == "kernels") => "kernels",
        "lda" when !report.Own.Figures.Any(figure => figure.Group == "E-step") => "the E-step",
        "peers" when report.Peers is { Figures.Count: 0 } => "others",
        _ => null,
    };

    /// <summary>Kernels by width.</summary>
    private static string Kernels(Results results)
    {
        Figure[] figures = [.. results.Figures.Where(figure => figure.Group == "kernels")];
        string[] widths = [.. new[] { "512", "256", "128", "scalar", "plain", "library" }.Where(width => figures.Any(figure => figure.Variant == width))];
        List<string[]> rows = [];
        foreach (IGrouping<string, Figure> row in figures.GroupBy(figure => figure.Name))
        {
            Figure? limited = row.FirstOrDefault(figure => figure.Limit is not null);
            rows.Add(
            [
                row.Key, .. widths.Select(width => row.FirstOrDefault(figure => figure.Variant == width) is { } figure ? Results.Text(figure.Value) : "–"),
                limited?.Reached is double reached ? ReportTable.Percent(reached) : "–",
            ]);
        }

        return Block(
            results,
            $"Nanoseconds an element, 1,024 values in the first-level cache; the core's limit of multiply–adds in the same run was {Rates(results)}. "
            + "A column is a width of lanes in bits; plain is a loop over .NET's Exp and Log or over the function written in a few lines, library is TensorPrimitives over spans or a loop over "
            + "Math.NET's function of one number (all but Exp, Log and what is made of them compute in double for float, too); the last is the share of the nearest wall that the widest lanes reach.",
            new ReportTable(string.Empty, ["kernel", .. widths, "of its wall"], rows));
    }

    /// <summary>Of multiply–adds at the widest lanes, each two operations.</summary>
    private static string Rates(Results results)
    {
        string[] rates =
        [
            .. new[] { "double", "float" }
                .Select(type => (Type: type, Figures: results.Figures.Where(figure => figure.Group == "limits" && figure.Name == $"multiply–adds ({type})").ToArray()))
                .Where(entry => entry.Figures.Length > 0)
                .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{2 * entry.Figures.Max(figure => figure.Value):0} GFLOP/s in {entry.Type}")),
        ];
        return rates.Length > 0 ? string.Join(" and ", rates) : "not measured";
    }

    /// <summary>The E-step's visits a second.</summary>
    private static string Lda(Results results)
    {
        Figure[] grid = [.. results.Figures.Where(figure => figure.Group == "E-step")];
        string[] variants = [.. grid.Select(figure => figure.Variant).Distinct()];
        string Cell(Figure? figure) => figure is null ? "–" : $"{Results.Text(figure.Value)}{(figure.Reached is double reached ? $" ({ReportTable.Percent(reached)})" : "")}";
        List<string[]> rows = [.. grid.GroupBy(figure => figure.Name).Select(row => (string[])[row.Key, .. variants.Select(variant => Cell(row.FirstOrDefault(figure => figure.Variant == variant)))])];
        StringBuilder text = new(Block(
            results,
            "Million (word, document, iteration) visits a second of the E-step on one core in float, all topics active, by topics and distinct words of a document; "
            + "in brackets the share of the nearest wall.",
            new ReportTable(string.Empty, ["topics", .. variants], rows)));
        Figure[] others = [.. results.Figures.Where(figure => figure.Group == "E-step, other")];
        if (others.Length > 0)
        {
            text.Append('\n');
            MarkdownReport.AddTable(text, new(string.Empty, ["E-step elsewhere", "million visits/s"], [.. others.Select(figure => new[] { figure.Name, Results.Text(figure.Value) })]));
        }

        return text.ToString();
    }

    /// <summary>Others' times, a table a group; what else was measured is in the report.</summary>
    private static string Peers(Report report)
    {
        if (report.Peers is null)
        {
            return "Others have not been measured in this state.\n";
        }

        StringBuilder text = new();
        text.Append(Headlines.About(report.Peers.Machine)).Append(' ').AppendJoin(' ', report.Peers.Remarks).Append('\n');
        foreach (Section section in report.PeerSections.Where(section => section.Figures.Count > 0 && section.Figures.All(figure => figure.Unit == "s")))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{section.Title}:\n\n");
            MarkdownReport.AddTable(text, section.Table);
        }

        return text.ToString();
    }

    private static string Block(Results results, string words, ReportTable table)
    {
        StringBuilder text = new(Headlines.About(results.Machine));
        text.Append(results.Note.Length > 0 ? $" {results.Note}" : string.Empty).Append('\n').Append(words).Append("\n\n");
        MarkdownReport.AddTable(text, table);
        return text.ToString();
    }

    [GeneratedRegex(@"<!-- measured: (?<name>[a-z]+), from (?<folder>[^\s]+) -->")]
    private static partial Regex Begin();

    [GeneratedRegex(@"<!-- measured: (?<name>[a-z]+), from (?<folder>[^\s]+) -->\n(?:(?!<!-- measured)[\s\S])*?<!-- measured: end -->")]
    private static partial Regex Block();
}
