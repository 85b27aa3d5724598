using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Kernels.Bench.Measuring;
using Kernels.Bench.Reporting;
using Xunit;

namespace Kernels.Bench.Tests.Measuring;

/// <summary>A report of the shortest rounds there are: how fast anything is does not matter here.</summary>
[Collection(Widths.Forced)]
public sealed class SectionTests
{
    private static readonly Lazy<Results> s_results = new(Measure);

    [Fact]
    public void EveryFigureIsANumberAboveNothingAndThereOnce()
    {
        Assert.All(s_results.Value.Figures, figure => Assert.True(double.IsFinite(figure.Value) && (figure.Value > 0 || !figure.Measured), figure.Key));
        Assert.All(s_results.Value.Figures, figure => Assert.True(figure.Noise >= 0, figure.Key));
        Assert.Equal(s_results.Value.Figures.Count, s_results.Value.Figures.Select(figure => figure.Key).Distinct().Count());
        using TemporaryFolder folder = new();
        folder.Write(Results.FileName, s_results.Value.ToJson());
        Assert.Equal(s_results.Value.Figures, Results.Load(folder.Path).Figures);
    }

    [Fact]
    public void TheLimitsAreThereAtEveryWidthOfBothTypes()
    {
        string[] widths = [.. ArithmeticLimits<float>.Widths().Select(KernelSection<float>.Variant)];
        foreach (IGrouping<string, Figure> limit in s_results.Value.Figures.Where(figure => figure.Group == "limits").GroupBy(figure => figure.Name))
        {
            Assert.Equal(widths, limit.Select(figure => figure.Variant));
            Assert.All(limit, figure => Assert.True(figure.MoreIsBetter));
        }

        Assert.Equal(8, s_results.Value.Figures.Where(figure => figure.Group == "limits").Select(figure => figure.Name).Distinct().Count());
        Assert.Equal(
            ["first-level cache", "second-level cache", "third-level cache", "main memory"],
            s_results.Value.Figures.Where(figure => figure.Group == "bandwidth").Select(figure => figure.Name).Distinct());
        foreach (string type in new[] { "double", "float" })
        {
            double Rate(string name) => s_results.Value.Figures.Single(figure => figure.Group == "limits" && figure.Name == $"{name} ({type})" && figure.Variant == widths[^1]).Value;
            Assert.True(Rate("multiply–adds and additions together") >= Math.Max(Rate("multiply–adds"), Rate("additions")));
        }
    }

    [Fact]
    public void EveryKernelAndEveryEStepHasItsWall()
    {
        Figure[] limited = [.. s_results.Value.Figures.Where(figure => figure.Limit is not null)];
        Assert.All(limited, figure => Assert.True(figure.Limit > 0 && figure.Wall!.Length > 0 && figure.Reached > 0, figure.Key));
        string[] kernels = [.. KernelList.All<double>().SelectMany(kernel => new[] { $"{kernel.Name} (double)", $"{kernel.Name} (float)" })];
        Assert.Equal(kernels.Order(), limited.Where(figure => figure.Group == "kernels").Select(figure => figure.Name).Order());
        Assert.Equal(24, limited.Count(figure => figure.Group == "memory"));
        Assert.Equal(6, limited.Count(figure => figure.Group == "E-step"));
    }

    /// <summary>Operations over bytes, operations over time: each point from the figures it must agree with.</summary>
    [Fact]
    public void EveryKernelIsAPointOfTheRoofline()
    {
        foreach ((string title, string type) in new[] { ("roofline, double", "double"), ("roofline, float", "float") })
        {
            Curves picture = s_results.Value.Curves.Single(curves => curves.Title == title);
            Assert.Equal(["first-level cache"], picture.Lines.Where(line => line.Guide).Select(line => line.Name));
            Series[] points = [.. picture.Lines.Where(line => !line.Guide)];
            Assert.Equal(KernelList.All<double>().Select(kernel => kernel.Name), points.Select(point => point.Name));
            foreach (Series point in points)
            {
                double Count(string what) => s_results.Value.Figures.Single(figure => figure.Group == "operations" && figure.Name == $"{point.Name} ({type})" && figure.Variant == what).Value;
                double flops = (2 * Count("multiply–adds")) + Count("multiplications") + Count("additions") + Count("divisions");
                Figure time = s_results.Value.Figures.Single(figure => figure.Group == "kernels" && figure.Name == $"{point.Name} ({type})" && figure.Limit is not null);
                Assert.Equal(flops / Count("bytes"), point.X[0], 9);
                Assert.Equal(1, flops / time.Value / point.Y[0], 9);
            }
        }
    }

    /// <summary>K = 100 in float is padded to 112: a row of 448 bytes read once, 400 operations, one division.</summary>
    [Theory]
    [InlineData(100, 40, 1e9, 1e9, 1e9, "1 divisions", 1.0)]
    [InlineData(100, 40, 100, 1e9, 1e9, "200 multiply–adds", 2.0)]
    [InlineData(100, 40, 1e9, 100, 1e9, "448 bytes read, near", 4.48)]
    [InlineData(100, 600, 1e9, 1e9, 100, "448 bytes read, far", 4.48)]
    public void AVisitOfTheEStepMeetsTheWallThatIsNearest(int topics, int words, double multiplyAdds, double near, double far, string text, double nanoseconds)
    {
        EStepDemand demand = EStepDemand.Of<float>(topics);
        Assert.Equal(400, demand.Flops);
        Assert.Equal(448, demand.RowBytes);
        CacheLevel first = new("near", 48 << 10, 24 << 10), rest = new("far", long.MaxValue, 1 << 20);
        Wall wall = demand.Nearest(words, new ArithmeticRates(multiplyAdds, 1e9, 1e9, 1), new CacheLevels([first, rest], ""), level => level == first ? near : far);
        Assert.Equal(text, wall.Text);
        Assert.Equal(nanoseconds, wall.Nanoseconds, 9);
    }

    private static Results Measure()
    {
        CacheLevels caches = new(
            [
                new("first-level cache", 32 << 10, 16 << 10), new("second-level cache", 256 << 10, 128 << 10), new("third-level cache", 1 << 20, 512 << 10),
                new("main memory", long.MaxValue, 4 << 20),
            ],
            "made up");
        IReadOnlyList<ISection> sections = ReportCommand.Sections(caches, quick: true, data: null);
        List<Figure> figures = [];
        List<Curves> curves = [];
        new Schedule(Rounds: 1, WarmMilliseconds: 0, Milliseconds: 0).Run([.. sections.SelectMany(section => section.Works)], _ => { });
        foreach (ISection section in sections)
        {
            section.Report(figures, curves);
        }

        return new(Samples.Machine, figures, curves);
    }
}
