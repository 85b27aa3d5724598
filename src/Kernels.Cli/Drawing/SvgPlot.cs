using System.Collections.Generic;
using System.Linq;

namespace Kernels.Drawing;

/// <summary>Lines or dots of several groups over two axes, as a picture in a page.</summary>
internal sealed class SvgPlot
{
    private const double Width = 720;
    private const double Height = 420;
    private const double Left = 64;
    private const double Right = 16;
    private const double Top = 32;
    private const double Bottom = 48;
    private const int MostTicks = 8;

    private readonly SvgCanvas _canvas = new();
    private readonly SvgAxis _x;
    private readonly SvgAxis _y;

    private SvgPlot(string xTitle, string yTitle, IReadOnlyList<IReadOnlyList<(double X, double Y)>> groups)
    {
        _x = SvgAxis.Of(groups.SelectMany(group => group.Select(point => point.X)), isLog: false, Left, Width - Right, withNearZero: false);
        _y = SvgAxis.Of(groups.SelectMany(group => group.Select(point => point.Y)), isLog: false, Height - Bottom, Top, withNearZero: false);
        // Between two passes there is none.
        bool isWhole = groups.All(group => group.All(point => double.IsInteger(point.X)));
        foreach (double tick in _x.Ticks(MostTicks).Where(tick => !isWhole || double.IsInteger(tick)))
        {
            _canvas.Rule(_x.At(tick), Top, _x.At(tick), Height - Bottom, "grid");
            _canvas.Words(_x.At(tick), Height - Bottom + 18, "middle", SvgAxis.Text(tick));
        }

        foreach (double tick in _y.Ticks(MostTicks))
        {
            _canvas.Rule(Left, _y.At(tick), Width - Right, _y.At(tick), "grid");
            _canvas.Words(Left - 8, _y.At(tick) + 4, "end", SvgAxis.Text(tick));
        }

        _canvas.Words((Left + Width - Right) / 2, Height - 8, "middle", xTitle);
        _canvas.Words(4, Top - 14, "start", yTitle);
    }

    /// <summary>A line for each group, with its points. What the axes cannot show is left out.</summary>
    /// <param name="title">Of the picture.</param>
    /// <param name="xTitle">Of the axis across.</param>
    /// <param name="yTitle">Of the axis upwards.</param>
    /// <param name="groups">The points.</param>
    /// <param name="names">What the groups are.</param>
    public static string Lines(string title, string xTitle, string yTitle, IReadOnlyList<IReadOnlyList<(double X, double Y)>> groups, IReadOnlyList<string> names)
    {
        SvgPlot plot = new(xTitle, yTitle, groups);
        for (int i = 0; i < groups.Count; i++)
        {
            (double X, double Y)[] shown = plot.Shown(groups[i]);
            if (shown.Length > 0)
            {
                plot._canvas.Path([.. shown.Select(plot.Place)], i, isGuide: false);
            }

            foreach ((double X, double Y) point in shown)
            {
                (double x, double y) = plot.Place(point);
                plot._canvas.Mark(x, y, i, $"{SvgAxis.Text(point.X)}: {SvgAxis.Text(point.Y)}");
            }
        }

        return plot.Close("lines", title, $"{yTitle} by {xTitle}: {string.Join("; ", names)}.");
    }

    /// <summary>Dots of each group.</summary>
    /// <param name="title">Of the picture.</param>
    /// <param name="xTitle">Of the axis across.</param>
    /// <param name="yTitle">Of the axis upwards.</param>
    /// <param name="groups">The points.</param>
    public static string Dots(string title, string xTitle, string yTitle, IReadOnlyList<IReadOnlyList<(double X, double Y)>> groups)
    {
        SvgPlot plot = new(xTitle, yTitle, groups);
        for (int i = 0; i < groups.Count; i++)
        {
            plot._canvas.Dots(plot.Shown(groups[i]).Select(plot.Place), i);
        }

        return plot.Close("dots", title, $"{groups.Sum(group => group.Count)} points by {xTitle} and {yTitle}.");
    }

    private (double X, double Y)[] Shown(IReadOnlyList<(double X, double Y)> points) => [.. points.Where(point => _x.Shows(point.X) && _y.Shows(point.Y))];

    private (double X, double Y) Place((double X, double Y) point) => (_x.At(point.X), _y.At(point.Y));

    private string Close(string id, string title, string description) => _canvas.Close(id, Width, Height, title, description);
}
