using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Kernels.Drawing;
using Xunit;

namespace Kernels.Cli.Tests;

public sealed partial class SvgPlotTests
{
    [Fact]
    public void WhatIsNoNumberIsLeftOutAndTheRestIsInsideTheFrame()
    {
        List<(double X, double Y)> falls = [(1, 206.5), (2, double.NaN), (3, 110.25), (4, double.PositiveInfinity), (5, 101)];
        XElement svg = XElement.Parse(SvgPlot.Lines("A <loss>", "pass", "loss & co", [falls, []], ["training", "test"]));
        Assert.Equal(3, Of(svg, "path", "mark").Length);
        XElement line = Assert.Single(Of(svg, "path", "line"));
        (double X, double Y)[] points = Points(line);
        Assert.Equal(3, points.Length);
        Assert.Equal(points.Select(point => point.X).Order(), points.Select(point => point.X));

        // Falling values go down the page, and a picture of losses does not begin at 0.
        Assert.Equal(points.Select(point => point.Y).Order(), points.Select(point => point.Y));
        Assert.True(points[^1].Y - points[0].Y > 250);
        Assert.All(points, point => Assert.True(point.X is > 64 and < 704 && point.Y is > 32 and < 372, $"{point}"));
        Assert.Equal("A <loss>", svg.Elements().Single(element => element.Name.LocalName == "title").Value);
        Assert.Contains(Of(svg, "text", "words"), text => text.Value == "loss & co");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(60)]
    public void BetweenTwoPassesThereIsNone(int passes)
    {
        (double X, double Y)[] falls = [.. Enumerable.Range(1, passes).Select(pass => ((double)pass, 100.5 / pass))];
        XElement svg = XElement.Parse(SvgPlot.Lines("Loss", "pass", "loss", [falls], ["training"]));
        double[] across = [.. Of(svg, "text", "words").Where(text => text.Attribute("text-anchor")?.Value == "middle" && text.Value != "pass").Select(text => double.Parse(text.Value, CultureInfo.InvariantCulture))];
        Assert.InRange(across.Length, Math.Min(passes, 2), 8);
        Assert.All(across, tick => Assert.True(double.IsInteger(tick), $"{tick}"));
    }

    [Fact]
    public void DotsAreOnePathAGroupAndEqualDistancesAreDrawnEqual()
    {
        (double X, double Y)[][] groups = [[(-1, 0), (0, 0), (1, 0)], [], [(0, 2), (double.NaN, 1)]];
        XElement svg = XElement.Parse(SvgPlot.Dots("Plane", "first", "second", groups));
        XElement[] dots = Of(svg, "path", "dots");
        Assert.Equal(["dots c0", "dots c2"], dots.Select(path => path.Attribute("class")!.Value));
        (double X, double Y)[] first = Points(dots[0]);
        Assert.Equal(3, first.Length);
        Assert.Equal(first[1].X - first[0].X, first[2].X - first[1].X, 0.11);
        Assert.Single(Points(dots[1]));
        Assert.True(Points(dots[1])[0].Y < first[0].Y);
    }

    [Fact]
    public void OfNothingThereAreAxesAlone()
    {
        XElement svg = XElement.Parse(SvgPlot.Dots("Plane", "first", "second", []));
        Assert.Empty(Of(svg, "path", "dots"));
        Assert.NotEmpty(Of(svg, "line", "grid"));
        Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
    }

    private static XElement[] Of(XElement svg, string name, string kind) =>
        [.. svg.Descendants().Where(element => element.Name.LocalName == name && element.Attribute("class")?.Value.Split(' ')[0] == kind)];

    private static (double X, double Y)[] Points(XElement path) =>
        [.. Absolute().Matches(path.Attribute("d")!.Value).Select(match => (Number(match.Groups[1].Value), Number(match.Groups[2].Value)))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("[ML](-?[0-9.]+) (-?[0-9.]+)")]
    private static partial Regex Absolute();
}
