using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Kernels.Bench.Reporting;
using Xunit;

namespace Kernels.Bench.Tests.Reporting;

public sealed partial class SvgChartTests
{
    public static TheoryData<string> Pictures => [.. Drawn().Keys];

    [Theory]
    [MemberData(nameof(Pictures))]
    public void EverythingIsInsideTheFrameAndNamed(string name)
    {
        XElement svg = Drawn()[name];
        double[] box = [.. svg.Attribute("viewBox")!.Value.Split(' ').Select(Number)];
        Assert.Equal([0, 0], box[..2]);
        foreach (XElement shape in svg.Descendants())
        {
            foreach ((string attribute, double most) in new[] { ("x", box[2]), ("x1", box[2]), ("x2", box[2]), ("y", box[3]), ("y1", box[3]), ("y2", box[3]) })
            {
                if (shape.Attribute(attribute) is { } value)
                {
                    Assert.InRange(Number(value.Value), 0, most);
                }
            }

            if (shape.Attribute("d") is { } path)
            {
                // Where a stroke begins, and where the straight lines of a series go.
                foreach (Match point in Absolute().Matches(path.Value))
                {
                    Assert.InRange(Number(point.Groups[1].Value), 0, box[2]);
                    Assert.InRange(Number(point.Groups[2].Value), 0, box[3]);
                }
            }
        }

        Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
        Assert.Equal("img", svg.Attribute("role")!.Value);
        string[] labels = svg.Attribute("aria-labelledby")!.Value.Split(' ');
        Assert.Equal(labels, svg.Elements().Where(element => element.Name.LocalName is "title" or "desc").Select(element => element.Attribute("id")!.Value));
        Assert.All(labels, label => Assert.NotEmpty(svg.Elements().Single(element => element.Attribute("id")?.Value == label).Value));
    }

    [Fact]
    public void EveryPointIsMarkedAndALineIsInterruptedWhereThereIsNone()
    {
        XElement svg = Lines(new("g", "t", "x", "y", true, true, [new("gap", [1, 2, 3, 4, 5], [1, 2, double.NaN, 4, 5]), new("zero", [1, 2, 3], [1, 0, 3])]));
        Assert.Equal(2, Count(svg, "line"));
        // Four and two, and one each in the legend.
        Assert.Equal(4 + 2 + 2, Count(svg, "mark"));
    }

    [Fact]
    public void OnePointIsAMarkWithItsNumber()
    {
        XElement svg = Lines(new("g", "t", "x", "y", true, true, [new("only", [3], [7])]));
        Assert.Equal(0, Count(svg, "line"));
        Assert.Equal(1, Count(svg, "mark"));
        Assert.Contains(Texts(svg), text => text == "1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NoPointsAreSaid(bool isLog)
    {
        Assert.Contains("nothing measured", Texts(Lines(new("g", "t", "x", "y", isLog, isLog, []))));
        Assert.Contains("nothing measured", Texts(Lines(new("g", "t", "x", "y", isLog, isLog, [new("none", [], []), new("no number", [1], [double.NaN])]))));
        Assert.Contains("nothing measured", Texts(XElement.Parse(SvgChart.Dots("t", [], "id"))));
    }

    [Fact]
    public void AGuideIsDashedAndHasNoMarks()
    {
        XElement svg = Lines(new("g", "t", "x", "y", true, true, [new("guide", [1, 2], [1, 2]) { Guide = true }]));
        Assert.Equal(0, Count(svg, "mark"));
        Assert.Contains("dashed", svg.Descendants().Single(element => Class(element).Contains("line")).Attribute("class")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void ADotForEveryFigureAndAStrokeForEveryLimit()
    {
        XElement svg = XElement.Parse(SvgChart.Dots("t", [.. Samples.Small.Figures.Where(figure => figure.Group == "kernels")], "id"));
        int figures = Samples.Small.Figures.Count(figure => figure.Group == "kernels" && double.IsFinite(figure.Value));
        Assert.Equal(figures + 2, Count(svg, "mark"));
        Assert.Equal(1, Count(svg, "limit"));
    }

    [Fact]
    public void NumbersOfPointsKeepApart()
    {
        XElement svg = Lines(Samples.Small.Curves.Single(curves => curves.Group == "walls"));
        IEnumerable<XElement> inTheFrame = svg.Elements().Where(element =>
            element.Name.LocalName == "text" && element.Attribute("text-anchor")?.Value == "middle" && Number(element.Attribute("y")!.Value) < 270);
        (double X, double Y)[] numbers =
        [
            .. inTheFrame.Where(element => int.TryParse(element.Value, out int number) && number is >= 1 and <= 18)
                .Select(element => (Number(element.Attribute("x")!.Value), Number(element.Attribute("y")!.Value))),
        ];
        Assert.Equal(18, numbers.Length);
        for (int i = 0; i < numbers.Length; i++)
        {
            Assert.DoesNotContain(numbers[(i + 1)..], other => Math.Abs(other.X - numbers[i].X) < 7 && Math.Abs(other.Y - numbers[i].Y) < 13);
        }
    }

    private static Dictionary<string, XElement> Drawn()
    {
        Dictionary<string, XElement> drawn = [];
        foreach (Curves curves in Samples.Small.Curves.Concat(Samples.Peers.Curves))
        {
            drawn.Add($"lines of {curves.Title}", Lines(curves));
        }

        foreach (Section section in Section.Of(Samples.Small))
        {
            foreach ((string title, IReadOnlyList<Figure> figures) in section.Dots())
            {
                drawn.Add($"dots of {title}, {figures[0].Unit}", XElement.Parse(SvgChart.Dots(title, figures, "id")));
            }
        }

        drawn.Add("a huge range", Lines(new("g", "t", "x", "y", true, true, [new("s", [1e-9, 1e9], [1e-250, 1e250])])));
        drawn.Add("many lines", Lines(new("g", "t", "x", "y", false, false, [.. Enumerable.Range(0, 12).Select(i => new Series(new string('n', 100), [0, 1], [i, 12 - i]))])));
        return drawn;
    }

    private static XElement Lines(Curves curves) => XElement.Parse(SvgChart.Lines(curves, "id"));

    private static string[] Class(XElement element) => element.Attribute("class")?.Value.Split(' ') ?? [];

    private static int Count(XElement svg, string kind) => svg.Descendants().Count(element => Class(element).Contains(kind));

    private static IEnumerable<string> Texts(XElement svg) => svg.Elements().Where(element => element.Name.LocalName == "text").Select(element => element.Value);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[ML](-?[\d.]+) (-?[\d.]+)")]
    private static partial Regex Absolute();
}
