using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;

namespace Kernels.Drawing;

/// <summary>Shapes and words of one SVG picture. No script, no font, nothing to load; colours come from the page's style, by class.</summary>
internal sealed class SvgCanvas
{
    /// <summary>Units of a character's width, at the size of the charts' words; a little more than most fonts take.</summary>
    public const double Letter = 6.9;

    /// <summary>Units of a line of words.</summary>
    public const double Line = 18;

    /// <summary>Colours; after so many series the lines are dashed.</summary>
    public const int Colors = 8;

    private const int Shapes = 8;
    private readonly StringBuilder _svg = new();
    private readonly List<(double X, double Y, double HalfWidth, double HalfHeight)> _taken = [];

    public void Rule(double x1, double y1, double x2, double y2, string kind) =>
        Append($"<line class=\"{kind}\" x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\"/>");

    public void Words(double x, double y, string anchor, string text, string kind = "words") =>
        Append($"<text class=\"{kind}\" x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"{anchor}\">{Escape(text)}</text>");

    /// <summary>Words that are cut where they would be longer than the room.</summary>
    public void WordsIn(double x, double y, double room, string text)
    {
        int most = Math.Max(1, (int)(room / Letter));
        bool fits = text.Length <= most;
        Append($"<text class=\"words\" x=\"{Number(x)}\" y=\"{Number(y)}\">{Escape(fits ? text : text[..(most - 1)] + "…")}{(fits ? string.Empty : $"<title>{Escape(text)}</title>")}</text>");
    }

    /// <summary>A line of a series; a guide is thin and dashed.</summary>
    public void Path(IReadOnlyList<(double X, double Y)> points, int series, bool isGuide)
    {
        string at = string.Join('L', points.Select(point => $"{Number(point.X)} {Number(point.Y)}"));
        Append($"<path class=\"line c{series % Colors}{(isGuide || series >= Colors ? " dashed" : string.Empty)}{(isGuide ? " guide" : string.Empty)}\" d=\"M{at}\"/>");
    }

    /// <summary>A point of a series: shapes differ as well as colours.</summary>
    public void Mark(double x, double y, int series, string told)
    {
        const double r = 4;
        string shape = (series % Shapes) switch
        {
            0 => $"M{At(-r, 0)}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z",
            1 => $"M{At(-r, -r)}h{2 * r}v{2 * r}h{-2 * r}z",
            2 => $"M{At(0, -r - 1)}l{r + 1} {r + 1}l{-r - 1} {r + 1}l{-r - 1} {-r - 1}z",
            3 => $"M{At(0, -r - 1)}l{r + 1} {2 * r}h{-(2 * r) - 2}z",
            4 => $"M{At(0, r + 1)}l{r + 1} {-2 * r}h{-(2 * r) - 2}z",
            5 => $"M{At(-1.5, -r - 1)}h3v{r - 0.5}h{r - 0.5}v3h{-r + 0.5}v{r - 0.5}h-3v{-r + 0.5}h{-r + 0.5}v-3h{r - 0.5}z",
            6 => $"M{At(-1.5, -r - 2)}h3v{(2 * r) + 4}h-3z",
            _ => $"M{At(-r - 2, -1.5)}h{(2 * r) + 4}v3h{-(2 * r) - 4}z",
        };
        Append($"<path class=\"mark c{series % Colors}\" d=\"{shape}\">{(told.Length == 0 ? string.Empty : $"<title>{Escape(told)}</title>")}</path>");
        Take(x, y, r, r);
        string At(double dx, double dy) => $"{Number(x + dx)} {Number(y + dy)}";
    }

    /// <summary>Dots of a series: one path of points, so that thousands stay small. What tells one series from another is its colour alone.</summary>
    public void Dots(IEnumerable<(double X, double Y)> points, int series)
    {
        string at = string.Concat(points.Select(point => $"M{Short(point.X)} {Short(point.Y)}h0"));
        if (at.Length > 0)
        {
            Append($"<path class=\"dots c{series}\" d=\"{at}\"/>");
        }

        static string Short(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
    }

    /// <summary>A short stroke across: a limit.</summary>
    public void Limit(double x, double y, string told) =>
        Append($"<path class=\"limit\" d=\"M{Number(x)} {Number(y - 7)}v14\"><title>{Escape(told)}</title></path>");

    /// <summary>Words beside a point, where no mark and no other such words are; with a thin line to the point where that is not close.</summary>
    public void Beside(double x, double y, string text, (double Left, double Top, double Right, double Bottom) frame)
    {
        double halfWidth = (text.Length * Letter / 2) + 1, halfHeight = 7.5;
        for (double distance = 13; distance < 120; distance += 6)
        {
            for (int turn = 0; turn < 16; turn++)
            {
                double angle = turn * Math.PI / 8, toX = x + (distance * Math.Cos(angle)), toY = y - (distance * Math.Sin(angle));
                bool inside = toX - halfWidth > frame.Left && toX + halfWidth < frame.Right && toY - halfHeight > frame.Top && toY + halfHeight < frame.Bottom;
                if (inside && _taken.TrueForAll(other => Math.Abs(other.X - toX) >= other.HalfWidth + halfWidth || Math.Abs(other.Y - toY) >= other.HalfHeight + halfHeight))
                {
                    if (distance > 13)
                    {
                        Rule(x, y, x + ((distance - 7) * Math.Cos(angle)), y - ((distance - 7) * Math.Sin(angle)), "leader");
                    }

                    Take(toX, toY, halfWidth, halfHeight);
                    Words(toX, toY + 4, "middle", text);
                    return;
                }
            }
        }
    }

    /// <summary>The whole picture. A reader of screens is told title and description.</summary>
    public string Close(string id, double width, double height, string title, string description) => string.Create(
        CultureInfo.InvariantCulture,
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" viewBox=\"0 0 {Number(width)} {Number(height)}\">"
        + $"<title id=\"{id}-title\">{Escape(title)}</title><desc id=\"{id}-desc\">{Escape(description)}</desc>{_svg}</svg>");

    /// <summary>For text and attributes.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private void Take(double x, double y, double halfWidth, double halfHeight) => _taken.Add((x, y, halfWidth, halfHeight));

    private void Append(FormattableString text) => _svg.Append(text.ToString(CultureInfo.InvariantCulture));
}
