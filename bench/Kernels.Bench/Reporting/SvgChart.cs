using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;

namespace Kernels.Bench.Reporting;

/// <summary>Draws lines and bars as SVG: no script, no font, nothing to load.</summary>
internal static class SvgChart
{
    private const double Width = 760;
    private const double Left = 70;
    private const double Right = 20;
    private const double Top = 34;
    private const double PlotHeight = 300;
    private const double BarHeight = 13;

    private static readonly string[] s_colors = ["#1b6ca8", "#c8553d", "#3c8d5a", "#7d5ba6", "#b8860b", "#4a4e69", "#d1495b", "#2a9d8f"];

    /// <summary>Lines with their points, a legend to the right of the title.</summary>
    public static string Lines(Curves curves)
    {
        (double Low, double High) x = Range(curves.Lines.SelectMany(line => line.X), curves.LogX);
        (double Low, double High) y = Range(curves.Lines.SelectMany(line => line.Y), curves.LogY);
        double height = Top + PlotHeight + 50 + (18 * curves.Lines.Count);
        var svg = Begin(curves.Title, height);
        double bottom = Top + PlotHeight;
        double X(double value) => Left + ((Width - Left - Right) * Share(value, x, curves.LogX));
        double Y(double value) => bottom - (PlotHeight * Share(value, y, curves.LogY));
        foreach (double tick in Ticks(y, curves.LogY))
        {
            Rule(svg, Left, Y(tick), Width - Right, Y(tick));
            Text(svg, Left - 6, Y(tick) + 4, "end", Results.Text(tick));
        }

        foreach (double tick in Ticks(x, curves.LogX))
        {
            Rule(svg, X(tick), Top, X(tick), bottom);
            Text(svg, X(tick), bottom + 16, "middle", Results.Text(tick));
        }

        Text(svg, (Left + Width - Right) / 2, bottom + 34, "middle", curves.XLabel);
        Text(svg, 4, Top - 8, "start", curves.YLabel);
        for (int i = 0; i < curves.Lines.Count; i++)
        {
            Series line = curves.Lines[i];
            string color = s_colors[i % s_colors.Length];
            string points = string.Join(' ', line.X.Zip(line.Y, (a, b) => $"{Number(X(a))},{Number(Y(b))}"));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{color}\" stroke-width=\"2\" points=\"{points}\"/>");
            foreach ((double a, double b) in line.X.Zip(line.Y))
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle r=\"3\" fill=\"{color}\" cx=\"{Number(X(a))}\" cy=\"{Number(Y(b))}\"><title>{Escape(line.Name)}: {Results.Text(a)}, {Results.Text(b)}</title></circle>");
            }

            double row = bottom + 54 + (18 * i);
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left}\" y=\"{row - 9}\" width=\"12\" height=\"12\" fill=\"{color}\"/>");
            Text(svg, Left + 18, row + 2, "start", line.Name);
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>A bar for each figure, a group of bars for each name; the limit, where there is one, as a mark across its bar.</summary>
    public static string Bars(string title, IReadOnlyList<Figure> figures)
    {
        List<IGrouping<string, Figure>> rows = [.. figures.GroupBy(figure => figure.Name)];
        List<string> variants = [.. figures.Select(figure => figure.Variant).Distinct()];
        const double Names = 250;
        double most = figures.Max(figure => Math.Max(figure.Value, figure.Limit ?? 0));
        double height = Top + rows.Sum(row => (row.Count() * BarHeight) + 8) + 30 + (variants.Count > 1 ? 18 * variants.Count : 0);
        var svg = Begin($"{title} ({figures[0].Unit})", height);
        double y = Top;
        double scale = (Width - Names - 70) / most;
        foreach (IGrouping<string, Figure> row in rows)
        {
            Text(svg, Names - 8, y + (row.Count() * BarHeight / 2) + 4, "end", row.Key);
            foreach (Figure figure in row)
            {
                string color = s_colors[variants.IndexOf(figure.Variant) % s_colors.Length];
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Names}\" y=\"{Number(y)}\" width=\"{Number(Math.Max(1, figure.Value * scale))}\" height=\"{BarHeight - 2}\" fill=\"{color}\"><title>{Escape(figure.Variant)}</title></rect>");
                if (figure.Limit is double limit)
                {
                    svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Number(Names + (limit * scale))}\" y=\"{Number(y - 1)}\" width=\"2\" height=\"{BarHeight}\" fill=\"#000\"><title>limit {Results.Text(limit)}</title></rect>");
                }

                Text(svg, Names + (figure.Value * scale) + 4, y + BarHeight - 4, "start", Results.Text(figure.Value));
                y += BarHeight;
            }

            y += 8;
        }

        for (int i = 0; i < variants.Count && variants.Count > 1; i++)
        {
            double at = y + 12 + (18 * i);
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Names}\" y=\"{Number(at - 9)}\" width=\"12\" height=\"12\" fill=\"{s_colors[i % s_colors.Length]}\"/>");
            Text(svg, Names + 18, at + 2, "start", variants[i]);
        }

        return svg.Append("</svg>").ToString();
    }

    private static StringBuilder Begin(string title, double height)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {Width} {Number(height)}\" font-family=\"sans-serif\" font-size=\"12\"><title>{Escape(title)}</title>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(Width / 2)}\" y=\"14\" text-anchor=\"middle\" font-weight=\"bold\">{Escape(title)}</text>");
        return svg;
    }

    private static (double Low, double High) Range(IEnumerable<double> values, bool isLog)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values.Where(value => double.IsFinite(value) && (!isLog || value > 0)))
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        if (isLog)
        {
            return (Math.Pow(10, Math.Floor(Math.Log10(low))), Math.Pow(10, Math.Ceiling(Math.Log10(high) + 1e-9)));
        }

        double margin = high > low ? 0.05 * (high - low) : 1;
        return (low >= 0 && low < 0.3 * high ? 0 : low - margin, high + margin);
    }

    private static double Share(double value, (double Low, double High) range, bool isLog) => isLog
        ? (Math.Log10(value) - Math.Log10(range.Low)) / (Math.Log10(range.High) - Math.Log10(range.Low))
        : (value - range.Low) / (range.High - range.Low);

    private static IEnumerable<double> Ticks((double Low, double High) range, bool isLog)
    {
        if (isLog)
        {
            for (double tick = range.Low; tick <= range.High * 1.000001; tick *= 10)
            {
                yield return tick;
            }

            yield break;
        }

        double rough = (range.High - range.Low) / 6;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
        for (double tick = Math.Ceiling(range.Low / step) * step; tick <= range.High; tick += step)
        {
            yield return Math.Abs(tick) < step * 1e-9 ? 0 : tick;
        }
    }

    private static void Rule(StringBuilder svg, double x1, double y1, double x2, double y2) =>
        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\" stroke=\"#ddd\"/>");

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"{anchor}\" fill=\"#333\">{Escape(text)}</text>");

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
