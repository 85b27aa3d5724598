using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Kernels.Drawing;

namespace Kernels.Bench.Reporting;

/// <summary>Draws results as SVG, narrow enough for a phone.</summary>
internal static partial class SvgChart
{
    private const double Width = 480;
    private const double Left = 56;
    private const double Right = 14;
    private const double PlotTop = 24;
    private const double PlotHeight = 250;
    private const int MostTicks = 8;

    /// <summary>Lines with their points over one pair of axes; a series of one point is a mark with a number. What the axes cannot show is left out, and interrupts its line.</summary>
    /// <param name="curves">What to draw.</param>
    /// <param name="id">Of the picture in its page.</param>
    public static string Lines(Curves curves, string id)
    {
        SvgCanvas canvas = new();
        double bottom = PlotTop + PlotHeight;
        SvgAxis x = SvgAxis.Of(curves.Lines.SelectMany(line => line.X), curves.LogX, Left, Width - Right);
        SvgAxis y = SvgAxis.Of(curves.Lines.SelectMany(line => line.Y), curves.LogY, bottom, PlotTop);
        foreach (double tick in y.Ticks(MostTicks))
        {
            canvas.Rule(Left, y.At(tick), Width - Right, y.At(tick), "grid");
            canvas.Words(Left - 6, y.At(tick) + 4, "end", SvgAxis.Text(tick));
        }

        AcrossTicks(canvas, x, PlotTop, bottom);
        canvas.Words((Left + Width - Right) / 2, bottom + 34, "middle", curves.XLabel);
        canvas.Words(4, PlotTop - 10, "start", curves.YLabel);
        Series[] lines = [.. curves.Lines.Where(line => line.X.Count > 1)], points = [.. curves.Lines.Where(line => line.X.Count == 1)];
        for (int i = 0; i < lines.Length; i++)
        {
            Line(canvas, lines[i], i, x, y);
        }

        Points(canvas, points, lines.Length, x, y);
        if (!curves.Lines.Any(line => line.X.Zip(line.Y).Any(point => x.Shows(point.First) && y.Shows(point.Second))))
        {
            canvas.Words((Left + Width - Right) / 2, PlotTop + (PlotHeight / 2), "middle", "nothing measured");
        }

        double end = bottom + 44;
        if (curves.Lines.Count > 1)
        {
            end = Legend(canvas, end, [.. lines.Select((line, i) => (line.Name, Series: i, line.Guide)), .. points.Select((point, i) => ($"{i + 1} {point.Name}", lines.Length + i, false))]);
        }

        return canvas.Close(id, Width, end, curves.Title, Description(curves));
    }

    private static void Line(SvgCanvas canvas, Series line, int series, SvgAxis x, SvgAxis y)
    {
        List<(double X, double Y)> run = [];
        foreach ((double a, double b) in line.X.Zip(line.Y).Append((double.NaN, double.NaN)))
        {
            if (x.Shows(a) && y.Shows(b))
            {
                run.Add((x.At(a), y.At(b)));
                continue;
            }

            if (run.Count > 1)
            {
                canvas.Path(run, series, line.Guide);
            }

            run.Clear();
        }

        foreach ((double a, double b) in line.X.Zip(line.Y).Where(point => !line.Guide && x.Shows(point.First) && y.Shows(point.Second)))
        {
            canvas.Mark(x.At(a), y.At(b), series, $"{line.Name}: {Results.Text(a)}, {Results.Text(b)}");
        }
    }

    private static void Points(SvgCanvas canvas, Series[] points, int series, SvgAxis x, SvgAxis y)
    {
        (double X, double Y, string Text)[] shown = [.. points.Select((point, i) => (Point: point, Number: i + 1))
            .Where(entry => x.Shows(entry.Point.X[0]) && y.Shows(entry.Point.Y[0]))
            .Select(entry => (x.At(entry.Point.X[0]), y.At(entry.Point.Y[0]), entry.Number.ToString(CultureInfo.InvariantCulture)))];
        foreach ((double atX, double atY, string number) in shown)
        {
            Series point = points[int.Parse(number, CultureInfo.InvariantCulture) - 1];
            canvas.Mark(atX, atY, series + int.Parse(number, CultureInfo.InvariantCulture) - 1, $"{point.Name}: {Results.Text(point.X[0])}, {Results.Text(point.Y[0])}");
        }

        foreach ((double atX, double atY, string number) in shown)
        {
            canvas.Beside(atX, atY, number, (Left, PlotTop, Width - Right, PlotTop + PlotHeight));
        }
    }

    private static void AcrossTicks(SvgCanvas canvas, SvgAxis x, double top, double bottom)
    {
        foreach (double tick in x.Ticks(MostTicks))
        {
            canvas.Rule(x.At(tick), top, x.At(tick), bottom, "grid");
            canvas.Words(x.At(tick), bottom + 16, "middle", SvgAxis.Text(tick));
        }
    }

    /// <summary>Names beside their marks, in as many columns as fit. Returns where it ends.</summary>
    private static double Legend(SvgCanvas canvas, double top, (string Name, int Series, bool Guide)[] entries)
    {
        double wanted = 30 + (entries.Max(entry => entry.Name.Length) * SvgCanvas.Letter);
        int columns = Math.Clamp((int)((Width - 10) / wanted), 1, entries.Length), rows = (entries.Length + columns - 1) / columns;
        double column = (Width - 10) / columns;
        for (int i = 0; i < entries.Length; i++)
        {
            double x = 10 + (i / rows * column), y = top + 8 + (i % rows * SvgCanvas.Line);
            if (entries[i].Guide)
            {
                canvas.Path([(x - 8, y), (x + 8, y)], entries[i].Series, isGuide: true);
            }
            else
            {
                canvas.Mark(x, y, entries[i].Series, string.Empty);
            }

            canvas.WordsIn(x + 14, y + 4, column - 18, entries[i].Name);
        }

        return top + (rows * SvgCanvas.Line) + 4;
    }

    private static string Description(Curves curves)
    {
        IEnumerable<string> lines = curves.Lines.Where(line => !line.Guide && line.X.Count > 0).Select(line => line.X.Count == 1
            ? $"{line.Name}: {Results.Text(line.Y[0])} at {Results.Text(line.X[0])}."
            : $"{line.Name}: from {Results.Text(line.Y[0])} at {Results.Text(line.X[0])} to {Results.Text(line.Y[^1])} at {Results.Text(line.X[^1])}.");
        return $"{curves.YLabel} by {curves.XLabel}. {string.Join(' ', lines)}";
    }
}
