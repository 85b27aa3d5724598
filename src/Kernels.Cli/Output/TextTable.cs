using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Kernels.Cli.Output;

/// <summary>Rows under a heading, columns as wide as they need; on a terminal the last column is cut at its edge.</summary>
/// <param name="heading">A name a column; one that begins with &gt; is set to the right.</param>
internal sealed class TextTable(params string[] heading)
{
    private const string Gap = "  ";
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row; cells that are left out stay empty.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    public void Write(ToolConsole console) => Write(console.Out, console.Width);

    /// <summary>Where a terminal is too narrow for all columns, some of them, then the others below, each time beside the first.</summary>
    /// <remarks>Of numbers, none may be missing.</remarks>
    public void WriteFolded(ToolConsole console)
    {
        int[] widths = Widths([[.. heading.Select(name => name.TrimStart('>'))], .. _rows]);
        for (int first = 1, next; first < heading.Length; first = next)
        {
            int used = widths[0] + Gap.Length + widths[first];
            for (next = first + 1; next < heading.Length && (console.Width is not int width || used + Gap.Length + widths[next] <= width); next++)
            {
                used += Gap.Length + widths[next];
            }

            int[] columns = [0, .. Enumerable.Range(first, next - first)];
            TextTable part = new([.. columns.Select(column => heading[column])]);
            part._rows.AddRange(_rows.Select(row => columns.Where(column => column < row.Length).Select(column => row[column]).ToArray()));
            if (first > 1)
            {
                console.Out.WriteLine();
            }

            part.Write(console);
        }
    }

    /// <param name="output">Where it is written.</param>
    /// <param name="width">Columns of the terminal, or null where lines are not cut.</param>
    public void Write(TextWriter output, int? width)
    {
        bool[] right = [.. heading.Select(name => name.StartsWith('>'))];
        string[][] lines = [[.. heading.Select(name => name.TrimStart('>'))], .. _rows];
        int[] widths = Widths(lines);
        foreach (string[] line in lines)
        {
            StringBuilder text = new();
            for (int column = 0; column < line.Length; column++)
            {
                string padding = new(' ', widths[column] - CellWidth.Of(line[column]));
                text.Append(column == 0 ? string.Empty : Gap).Append(right[column] ? padding + line[column] : line[column] + padding);
            }

            string whole = text.ToString().TrimEnd();
            output.WriteLine(width is int columns ? CellWidth.Cut(whole, columns) : whole);
        }

        output.Flush();
    }

    private int[] Widths(string[][] lines) =>
        [.. Enumerable.Range(0, heading.Length).Select(column => lines.Max(line => column < line.Length ? CellWidth.Of(line[column]) : 0))];
}
