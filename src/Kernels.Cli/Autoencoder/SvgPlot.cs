using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;

namespace Kernels.Cli.Autoencoder;

/// <summary>Lines or dots of several groups over two axes, as a picture in a page.</summary>
internal sealed class SvgPlot
{
    private const double Width = 720;
    private const double Height = 420;
    private const double Left = 64;
    private const double Right = 16;
    private const double Top = 16;
    private const double Bottom = 48;

    private readonly StringBuilder _svg = new();
    private readonly (double Low, double High) _x;
    private readonly (double Low, double High) _y;

    private SvgPlot(string title, string xTitle, string yTitle, IEnumerable<(double X, double Y)> points)
    {
        (double X, double Y)[] all = [.. points];
        _x = Range(all.Select(point => point.X));
        _y = Range(all.Select(point => point.Y));
        _svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\"><title>{WebUtility.HtmlEncode(title)}</title>");
        foreach (double tick in Ticks(_x))
        {
            _svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{X(tick):0.#}\" y1=\"{Top}\" x2=\"{X(tick):0.#}\" y2=\"{Height - Bottom}\"/>");
            _svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(tick):0.#}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{tick:0.####}</text>");
        }

        foreach (double tick in Ticks(_y))
        {
            _svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" y1=\"{Y(tick):0.#}\" x2=\"{Width - Right}\" y2=\"{Y(tick):0.#}\"/>");
            _svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{Y(tick) + 4:0.#}\" text-anchor=\"end\">{tick:0.####}</text>");
        }

        _svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\">{WebUtility.HtmlEncode(xTitle)}</text>");
        _svg.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate(14 {(Top + Height - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">{WebUtility.HtmlEncode(yTitle)}</text>");
    }

    /// <summary>A line for each group.</summary>
    public static string Lines(string title, string xTitle, string yTitle, IReadOnlyList<IReadOnlyList<(double X, double Y)>> groups)
    {
        SvgPlot plot = new(title, xTitle, yTitle, groups.SelectMany(group => group));
        for (int i = 0; i < groups.Count; i++)
        {
            string path = string.Join('L', groups[i].Select(point => plot.Place(point)));
            plot._svg.Append(CultureInfo.InvariantCulture, $"<path class=\"line group{i}\" d=\"M{path}\"/>");
            foreach ((double x, double y) in groups[i])
            {
                plot._svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"mark group{i}\" cx=\"{plot.X(x):0.#}\" cy=\"{plot.Y(y):0.#}\" r=\"3.5\"><title>{x:0.##}: {y:0.###}</title></circle>");
            }
        }

        return plot._svg.Append("</svg>").ToString();
    }

    /// <summary>Dots of each group: one path of points, so that thousands stay small.</summary>
    public static string Dots(string title, string xTitle, string yTitle, IReadOnlyList<IReadOnlyList<(double X, double Y)>> groups)
    {
        SvgPlot plot = new(title, xTitle, yTitle, groups.SelectMany(group => group));
        for (int i = 0; i < groups.Count; i++)
        {
            if (groups[i].Count > 0)
            {
                plot._svg.Append(CultureInfo.InvariantCulture, $"<path class=\"dots group{i}\" d=\"");
                foreach ((double, double) point in groups[i])
                {
                    plot._svg.Append('M').Append(plot.Place(point)).Append("h0");
                }

                plot._svg.Append("\"/>");
            }
        }

        return plot._svg.Append("</svg>").ToString();
    }

    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        (double low, double high) = finite.Length == 0 ? (0, 1) : (finite.Min(), finite.Max());
        double margin = high > low ? 0.04 * (high - low) : 0.5;
        return (low - margin, high + margin);
    }

    /// <summary>Round numbers, at most seven or so.</summary>
    private static IEnumerable<double> Ticks((double Low, double High) range)
    {
        double rough = (range.High - range.Low) / 6;
        double unit = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = unit * (rough / unit < 1.5 ? 1 : rough / unit < 3.5 ? 2 : rough / unit < 7.5 ? 5 : 10);
        for (double tick = Math.Ceiling(range.Low / step); tick * step <= range.High; tick++)
        {
            yield return tick * step;
        }
    }

    private string Place((double X, double Y) point) => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):0.#} {Y(point.Y):0.#}");

    private double X(double value) => Left + ((value - _x.Low) / (_x.High - _x.Low) * (Width - Left - Right));

    private double Y(double value) => Height - Bottom - ((value - _y.Low) / (_y.High - _y.Low) * (Height - Top - Bottom));
}
