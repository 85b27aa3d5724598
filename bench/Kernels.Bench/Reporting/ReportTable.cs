using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Kernels.Drawing;

namespace Kernels.Bench.Reporting;

/// <summary>A table of text: the first column names the rows.</summary>
internal sealed record ReportTable(string Caption, IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const string Absent = "–";

    /// <summary>Columns of words, beside the first.</summary>
    public IReadOnlyList<int> WordColumns { get; init; } = [];

    /// <summary>Rows are names, columns are variants, the last column the largest noise of the row. Where units differ each cell has its own.</summary>
    public static ReportTable Grid(string caption, IReadOnlyList<Figure> figures)
    {
        string[] variants = [.. figures.Select(figure => figure.Variant).Distinct()], units = [.. figures.Select(figure => figure.Unit).Distinct()];
        bool oneUnit = units.Length == 1, measured = figures.Any(figure => figure.Measured);
        string[] noise = measured ? ["largest noise"] : [];
        List<string[]> rows = [];
        foreach (IGrouping<string, Figure> row in figures.GroupBy(figure => figure.Name))
        {
            IEnumerable<string> cells = variants.Select(variant => Cell(row.FirstOrDefault(figure => figure.Variant == variant), oneUnit));
            rows.Add([row.Key, .. cells, .. noise.Select(_ => Percent(row.Max(figure => figure.Noise)))]);
        }

        return new(oneUnit ? $"{caption} ({units[0]})" : caption, [string.Empty, .. variants.Select(variant => variant.Length > 0 ? variant : oneUnit ? units[0] : "figure"), .. noise], rows);
    }

    /// <summary>What was reached of what is possible, a figure a row.</summary>
    public static ReportTable Limits(string caption, IReadOnlyList<Figure> figures) => new(
        caption,
        ["", "table", "reached", "limit", "share", "wall"],
        [
            // As the sections stand, each table's together.
            .. figures.GroupBy(figure => figure.Group).SelectMany(group => group).Select(figure => new[]
            {
                figure.Variant.Length == 0 ? figure.Name : $"{figure.Name}, {figure.Variant}", figure.Group, Cell(figure, oneUnit: false), figure.Limit is double limit ? Results.Text(limit) : Absent,
                figure.Reached is double reached ? Percent(reached) : Absent, figure.Wall ?? Absent,
            }),
        ])
    { WordColumns = [1, 5] };

    /// <summary>The points of a picture: single ones each a row; of lines each value across, with what every line has there.</summary>
    public static ReportTable Of(Curves curves)
    {
        Series[] lines = [.. curves.Lines.Where(line => !line.Guide)];
        if (lines.Length > 0 && lines.All(line => line.X.Count == 1))
        {
            return new(
                curves.Title,
                ["", curves.XLabel, curves.YLabel],
                [.. lines.Select((line, i) => new[] { $"{i + 1} {line.Name}", Results.Text(line.X[0]), Results.Text(line.Y[0]) })]);
        }

        string At(Series line, double x) => Enumerable.Range(0, line.X.Count).Where(i => line.X[i] == x).Select(i => Results.Text(line.Y[i])).FirstOrDefault(Absent);
        return new(
            $"{curves.Title} ({curves.YLabel})",
            [curves.XLabel, .. lines.Select(line => line.Name)],
            [.. lines.SelectMany(line => line.X).Distinct().Order().Select(x => (string[])[SvgAxis.Text(x), .. lines.Select(line => At(line, x))])]);
    }

    /// <summary>A share in whole per cent; tenths below ten.</summary>
    public static string Percent(double share) => !double.IsFinite(share)
        ? Absent
        : (100 * share).ToString(share >= 0.0995 ? "0" : "0.#", CultureInfo.InvariantCulture) + " %";

    private static string Cell(Figure? figure, bool oneUnit) =>
        figure is null || !double.IsFinite(figure.Value) ? Absent : !figure.Measured ? figure.Value.ToString("#,0.##", CultureInfo.InvariantCulture)
        : oneUnit ? Results.Text(figure.Value) : $"{Results.Text(figure.Value)} {figure.Unit}";
}
