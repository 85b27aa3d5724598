using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;

namespace Kernels.Bench.Reporting;

/// <summary>A report as Markdown and as one HTML page that loads nothing.</summary>
internal static class ReportWriter
{
    /// <summary>Words before a group's table; groups stand in this order, others after them.</summary>
    private static readonly (string Group, string Words)[] s_groups =
    [
        ("limits", "What this machine can do at most, measured in the same run, one core. Everything below is held against it."),
        ("kernels", "Nanoseconds an element, 1,024 elements in the first-level cache, best batch of a run, by width of lanes in bits. Plain is a loop over the library's function of one number; library is the obvious call over spans, where there is one."),
        ("roofline", "Each kernel at the widest lanes against its nearest wall: arithmetic (operations counted in the formula itself), division, or reading and writing the first-level cache."),
        ("sizes", "Nanoseconds an element at the widest lanes as the data outgrows the caches."),
        ("E-step", "LDA's inner loop over a block of documents: (word, document, iteration) visits a second."),
        ("LDA steps", "The step of λ with the expected logarithms, and inference of one document."),
        ("readers", "From bytes in memory to a corpus."),
        ("peers", "The same work by others, alternately in one run: medians."),
    ];

    public static void Write(Results results, string folder)
    {
        Directory.CreateDirectory(folder);
        results.Save(Path.Combine(folder, "results.json"));
        File.WriteAllText(Path.Combine(folder, "report.md"), Markdown(results));
        File.WriteAllText(Path.Combine(folder, "report.html"), Html(results));
    }

    public static string Markdown(Results results)
    {
        var text = new StringBuilder("# Measured\n\n").Append(About(results.Machine)).Append("\n\n");
        foreach (string group in Groups(results))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {group}\n\n{Words(group)}\n\n");
            foreach (string[] row in Table(results, group))
            {
                text.Append("| ").AppendJoin(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
            }

            text.Append('\n');
        }

        text.Append("The pictures are in report.html; every figure with its noise is in results.json.\n");
        return text.ToString();
    }

    public static string Html(Results results)
    {
        var text = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Kernels, measured</title><style>"
            + "body{font:15px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}table{border-collapse:collapse;margin:1em 0}"
            + "td,th{padding:.15em .7em;text-align:right;border-bottom:1px solid #ddd}td:first-child,th:first-child{text-align:left}svg{width:100%;height:auto;margin:1em 0}"
            + "</style></head><body>\n<h1>Kernels, measured</h1>\n");
        text.Append(CultureInfo.InvariantCulture, $"<p>{Escape(About(results.Machine))}</p>\n");
        foreach (string group in Groups(results))
        {
            text.Append(CultureInfo.InvariantCulture, $"<h2>{Escape(group)}</h2>\n<p>{Escape(Words(group))}</p>\n");
            foreach (string picture in Pictures(results, group))
            {
                text.Append(picture).Append('\n');
            }

            List<string[]> table = Table(results, group);
            if (table.Count > 0)
            {
                text.Append("<table><tr>").AppendJoin("", table[0].Select(cell => $"<th>{Escape(cell)}</th>")).Append("</tr>\n");
                foreach (string[] row in table.Skip(2))
                {
                    text.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{Escape(cell)}</td>")).Append("</tr>\n");
                }

                text.Append("</table>\n");
            }
        }

        return text.Append("</body></html>\n").ToString();
    }

    private static string About(Machine machine) => string.Create(
        CultureInfo.InvariantCulture,
        $"{machine.Processor}, {machine.Cores} cores, {machine.System}, {machine.Runtime}, {machine.Date:yyyy-MM-dd}, commit {machine.Commit}. Other machines will differ.");

    private static IEnumerable<string> Groups(Results results)
    {
        string[] known = [.. s_groups.Select(entry => entry.Group)];
        string[] there = [.. results.Figures.Select(figure => figure.Group).Concat(results.Curves.Select(curves => curves.Group)).Distinct()];
        return known.Where(there.Contains).Concat(there.Except(known));
    }

    private static string Words(string group) => s_groups.FirstOrDefault(entry => entry.Group == group).Words ?? string.Empty;

    private static IEnumerable<string> Pictures(Results results, string group)
    {
        foreach (IGrouping<string, Figure> unit in results.Figures.Where(figure => figure.Group == group).GroupBy(figure => figure.Unit))
        {
            yield return SvgChart.Bars(group, [.. unit]);
        }

        foreach (Curves curves in results.Curves.Where(curves => curves.Group == group))
        {
            yield return SvgChart.Lines(curves) + (curves.Note.Length > 0 ? $"<p>{Escape(curves.Note)}</p>" : string.Empty);
        }
    }

    /// <summary>Rows are names, columns are variants; a limit has columns of its own. The second row is Markdown's rule.</summary>
    private static List<string[]> Table(Results results, string group)
    {
        Figure[] figures = [.. results.Figures.Where(figure => figure.Group == group)];
        if (figures.Length == 0)
        {
            return [];
        }

        string[] variants = [.. figures.Select(figure => figure.Variant).Distinct()];
        bool hasLimits = figures.Any(figure => figure.Limit is not null);
        bool oneUnit = figures.Select(figure => figure.Unit).Distinct().Count() == 1;
        List<string[]> rows = [[group, .. variants.Select(variant => oneUnit && variant.Length == 0 ? figures[0].Unit : variant), .. hasLimits ? ["limit", "reached", "wall"] : Array.Empty<string>()]];
        rows.Add([.. rows[0].Select((_, i) => i == 0 ? "---" : "---:")]);
        foreach (IGrouping<string, Figure> row in figures.GroupBy(figure => figure.Name))
        {
            Figure? limited = row.FirstOrDefault(figure => figure.Limit is not null);
            string[] limits = !hasLimits ? [] : limited is null ? ["", "", ""] :
                [Results.Text(limited.Limit!.Value), limited.Reached!.Value.ToString("P0", CultureInfo.InvariantCulture), limited.Wall ?? string.Empty];
            rows.Add([row.Key, .. variants.Select(variant => Cell(row.FirstOrDefault(figure => figure.Variant == variant), oneUnit)), .. limits]);
        }

        return rows;
    }

    private static string Cell(Figure? figure, bool oneUnit) => figure is null ? "–" : oneUnit ? Results.Text(figure.Value) : $"{Results.Text(figure.Value)} {figure.Unit}";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
