using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Kernels.Drawing;

namespace Kernels.Bench.Reporting;

/// <content>Figures as dots along one axis.</content>
internal static partial class SvgChart
{
    private const double RowHeight = 34;

    // From here on small figures could not be told from 0 on an axis that begins there.
    private const double WideRange = 12;

    /// <summary>A row for each name with a dot for each variant, and a stroke where its limit is. The figures have one unit.</summary>
    /// <param name="title">Of the picture.</param>
    /// <param name="figures">What to draw.</param>
    /// <param name="id">Of the picture in its page.</param>
    public static string Dots(string title, IReadOnlyList<Figure> figures, string id)
    {
        const double Inset = 14;
        SvgCanvas canvas = new();
        List<IGrouping<string, Figure>> rows = [.. figures.GroupBy(figure => figure.Name)];
        List<string> variants = [.. figures.Select(figure => figure.Variant).Distinct()];
        double top = 10;
        if (variants.Count > 1)
        {
            top = Legend(canvas, 2, [.. variants.Select((variant, i) => (variant, i, false))]);
        }

        double bottom = top + (rows.Count * RowHeight);
        double[] values = [.. figures.SelectMany(figure => new[] { figure.Value, figure.Limit ?? figure.Value }).Where(double.IsFinite)];
        bool isLog = values.Length > 0 && values.All(value => value > 0) && values.Max() / values.Min() > WideRange;
        SvgAxis x = SvgAxis.Of(isLog ? values : values.Append(0), isLog, Inset, Width - Inset);
        AcrossTicks(canvas, x, top, bottom);
        canvas.Words(Width / 2, bottom + 34, "middle", figures.Count == 0 ? "nothing measured" : $"{figures[0].Unit}{(isLog ? ", logarithmic" : string.Empty)}");
        for (int row = 0; row < rows.Count; row++)
        {
            double y = top + (row * RowHeight);
            canvas.Rule(Inset, y + 24, Width - Inset, y + 24, "grid");
            canvas.WordsIn(Inset, y + 13, Width - (2 * Inset), rows[row].Key);
            foreach (Figure figure in rows[row].Where(figure => figure.Limit is double limit && x.Shows(limit)))
            {
                canvas.Limit(x.At(figure.Limit!.Value), y + 24, $"limit {Results.Text(figure.Limit.Value)}: {figure.Wall}");
            }

            foreach (Figure figure in rows[row].Where(figure => x.Shows(figure.Value)))
            {
                string variant = figure.Variant.Length == 0 ? figure.Name : figure.Variant;
                canvas.Mark(x.At(figure.Value), y + 24, variants.IndexOf(figure.Variant), $"{variant}: {Results.Text(figure.Value)} {figure.Unit}");
            }
        }

        string told = string.Join(' ', rows.Select(row => string.Create(
            CultureInfo.InvariantCulture, $"{row.Key}: {string.Join(", ", row.Select(figure => $"{figure.Variant} {Results.Text(figure.Value)}".Trim()))}.")));
        return canvas.Close(id, Width, bottom + 44, title, figures.Count == 0 ? "Nothing measured." : $"In {figures[0].Unit}. {told}");
    }
}
