using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using Kernels.Drawing;

namespace Kernels.Bench.Reporting;

/// <summary>A report as one HTML page that loads nothing and runs nothing.</summary>
internal sealed class HtmlReport
{
    private readonly StringBuilder _page = new();
    private int _pictures;

    public static string Of(Report report)
    {
        HtmlReport html = new();
        html.Write(report);
        return html._page.ToString();
    }

    private static string Style
    {
        get
        {
            using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Kernels.Bench.Reporting.report.css")!;
            using StreamReader reader = new(stream);
            return reader.ReadToEnd();
        }
    }

    private static string Escape(string text) => SvgCanvas.Escape(text);

    private void Write(Report report)
    {
        (string Id, Section Section)[] sections = [.. report.Sections.Select((section, i) => ($"section-{i + 1}", section))];
        Machine machine = report.Own.Machine;
        Add($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        Add($"<title>Kernels, measured on {Escape(machine.Processor)}</title>\n<style>\n{Style}</style>\n</head>\n");
        Add($"<body>\n<a class=\"skip\" href=\"#main\">To the figures</a>\n<header>\n<h1>Kernels, measured</h1>\n");
        Add($"<p>{Escape(Headlines.About(machine))}</p>\n");
        AddList([.. report.Own.Remarks]);
        string[] headlines = [.. Headlines.Of(report.Own)];
        if (headlines.Length > 0)
        {
            Add($"<h2>In short</h2>\n");
            AddList(headlines);
        }

        Add($"</header>\n<nav aria-label=\"Contents\">\n<ol>\n");
        foreach ((string id, Section section) in sections)
        {
            Add($"<li><a href=\"#{id}\">{Escape(section.Title)}</a></li>\n");
        }

        Add($"</ol>\n</nav>\n<main id=\"main\">\n");
        foreach ((string id, Section section) in sections)
        {
            AddSection(id, section);
        }

        Add($"</main>\n<footer><p>Every figure with its noise is in results.json beside this page.</p></footer>\n</body>\n</html>\n");
    }

    private void AddSection(string id, Section section)
    {
        Add($"<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n<h2 id=\"{id}-title\">{Escape(section.Title)}</h2>\n");
        if (section.Words.Length > 0)
        {
            Add($"<p>{Escape(section.Words)}</p>\n");
        }

        (string Title, IReadOnlyList<Figure> Figures)[] dots = [.. section.Dots()];
        if (dots.Length + section.Curves.Count > 0)
        {
            Add($"<div class=\"charts\">\n");
            foreach ((string title, IReadOnlyList<Figure> figures) in dots)
            {
                AddPicture(title, picture => SvgChart.Dots(title, figures, picture), string.Empty, null);
            }

            foreach (Curves curves in section.Curves)
            {
                AddPicture(curves.Title, picture => SvgChart.Lines(curves, picture), curves.Note, ReportTable.Of(curves));
            }

            Add($"</div>\n");
        }

        if (section.Table is { } table)
        {
            AddTable(table);
        }

        Add($"</section>\n");
    }

    private void AddPicture(string title, Func<string, string> draw, string note, ReportTable? points)
    {
        Add($"<figure>\n<figcaption>{Escape(title)}</figcaption>\n");
        _page.Append(draw($"picture-{++_pictures}"));
        if (note.Length > 0)
        {
            Add($"\n<p>{Escape(note)}</p>");
        }

        if (points is { Rows.Count: > 0 })
        {
            Add($"\n<details><summary>The points as a table</summary>\n");
            AddTable(points);
            Add($"</details>");
        }

        Add($"\n</figure>\n");
    }

    /// <summary>A wide table moves sideways in a box of its own, by keyboard too.</summary>
    private void AddTable(ReportTable table)
    {
        Add($"<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{Escape(table.Caption)}\">\n<table>\n<caption>{Escape(table.Caption)}</caption>\n<thead><tr>");
        for (int i = 0; i < table.Head.Count; i++)
        {
            // The corner names nothing.
            string cell = table.Head[i];
            Add(cell.Length == 0 ? (FormattableString)$"<td></td>" : $"<th scope=\"col\"{Words(i)}>{Escape(cell)}</th>");
        }

        Add($"</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            Add($"<tr><th scope=\"row\">{Escape(row[0])}</th>");
            _page.AppendJoin(string.Empty, row.Skip(1).Select((cell, i) => $"<td{Words(i + 1)}>{Escape(cell)}</td>")).Append("</tr>\n");
        }

        Add($"</tbody>\n</table>\n</div>\n");
        string Words(int column) => table.WordColumns.Contains(column) ? " class=\"said\"" : string.Empty;
    }

    private void AddList(string[] lines)
    {
        if (lines.Length > 0)
        {
            _page.Append("<ul>\n").AppendJoin(string.Empty, lines.Select(line => $"<li>{Escape(line)}</li>\n")).Append("</ul>\n");
        }
    }

    private void Add(FormattableString text) => _page.Append(text.ToString(CultureInfo.InvariantCulture));
}
