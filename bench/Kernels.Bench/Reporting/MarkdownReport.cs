using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Kernels.Bench.Reporting;

/// <summary>A report as Markdown: words and tables.</summary>
internal static class MarkdownReport
{
    public static string Of(Report report)
    {
        Results own = report.Own;
        StringBuilder text = new("# Kernels, measured\n\n");
        text.Append(Plain(Headlines.About(own.Machine))).Append("\n\n");
        foreach (string line in own.Remarks.Concat(Headlines.Of(own)))
        {
            text.Append(CultureInfo.InvariantCulture, $"- {Plain(line)}\n");
        }

        foreach (Section section in report.Sections)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {Plain(section.Title)}\n\n");
            if (section.Words.Length > 0)
            {
                text.Append(Plain(section.Words)).Append("\n\n");
            }

            AddTable(text, section.Table);
            foreach (Curves curves in section.Curves)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n{Plain(curves.Title)}, {Plain(curves.YLabel)}{(curves.Note.Length > 0 ? $". {Plain(curves.Note)}" : ":")}\n\n");
                AddTable(text, ReportTable.Of(curves));
            }
        }

        return text.Append("\nThe pictures are in report.html; every figure with its noise is in results.json.\n").ToString();
    }

    /// <summary>A table; nothing where there is none, or none of its rows.</summary>
    public static void AddTable(StringBuilder text, ReportTable? table)
    {
        if (table is { Rows.Count: > 0 })
        {
            AddRow(text, table.Head);
            AddRow(text, [.. table.Head.Select((_, i) => i == 0 || table.WordColumns.Contains(i) ? "---" : "---:")], isRule: true);
            foreach (IReadOnlyList<string> row in table.Rows)
            {
                AddRow(text, row);
            }
        }
    }

    /// <summary>Text that Markdown leaves as it is.</summary>
    private static string Plain(string text)
    {
        StringBuilder plain = new();
        foreach (char letter in text.ReplaceLineEndings(" "))
        {
            plain.Append(letter is '\\' or '`' or '*' or '_' or '<' or '>' or '|' or '[' or ']' or '#' ? "\\" : string.Empty).Append(letter);
        }

        return plain.ToString();
    }

    private static void AddRow(StringBuilder text, IReadOnlyList<string> cells, bool isRule = false) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(cell => isRule ? cell : Plain(cell))).Append(" |\n");
}
