using System.Collections.Generic;
using System.IO;
using System.Linq;
using Kernels.Bench.Reporting;
using Xunit;

namespace Kernels.Bench.Tests.Reporting;

public sealed class ResultsTests
{
    [Fact]
    public void WhatIsWrittenIsRead()
    {
        using TemporaryFolder folder = new();
        folder.Write(Results.FileName, Samples.Small.ToJson());
        Results read = Results.Load(folder.Path);
        Assert.Equal(Samples.Small.ToJson(), read.ToJson());
        Assert.Equal(Samples.Small.Figures, read.Figures);
        Assert.True(double.IsNaN(read.Figures.Single(figure => figure is { Name: "Exp (float)", Variant: "512" }).Value));
        Assert.Equal(Samples.Small.Curves.Select(curves => curves.Lines.Count(line => line.Guide)), read.Curves.Select(curves => curves.Lines.Count(line => line.Guide)));
    }

    /// <summary>What another program writes: names in small letters, only what it knows.</summary>
    [Fact]
    public void WhatIsLeftOutIsAsDeclared()
    {
        using TemporaryFolder folder = new();
        Results read = Results.Load(folder.Write("peers.json", """
            { "machine": { "processor": "P", "cores": 2, "system": "S", "runtime": "Python 3", "commit": "c", "date": "2026-01-02" },
              "figures": [ { "group": "peers", "name": "n", "variant": "v", "unit": "s", "value": 1.5, "noise": 0.1 } ] }
            """));
        Figure figure = Assert.Single(read.Figures);
        Assert.Equal(new Figure("peers", "n", "v", "s", 1.5, 0.1), figure);
        Assert.True(figure.Measured);
        Assert.Empty(read.Curves);
        Assert.Empty(read.Note);
    }

    [Theory]
    [InlineData("{ \"Machine\": {},\n \"Figures\": [1] }", "line 2")]
    [InlineData("{ \"Machine\": {}, \"Figures\": [null] }", "found a figure without Group")]
    [InlineData("{ \"Machine\": {}, \"Figures\": [{ \"Group\": \"g\" }] }", "found a figure without Group")]
    [InlineData("{}", "found no Machine")]
    [InlineData("null", "found no Machine")]
    [InlineData("not json", "line 1")]
    public void WhatIsNoResultsIsRefusedInOneLine(string text, string said)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("results.json", text);
        string message = Assert.Throws<InvalidDataException>(() => Results.Load(path)).Message;
        Assert.Contains(said, message, System.StringComparison.Ordinal);
        Assert.StartsWith(path, message, System.StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void AFigureThatIsThereTwiceIsRefused()
    {
        using TemporaryFolder folder = new();
        Figure figure = new("g", "n", "v", "ns", 1, 0);
        string path = folder.Write("results.json", new Results(Samples.Machine, [figure, figure with { Value = 2 }], []).ToJson());
        Assert.Contains("\"g | n | v | ns\" 2 times", Assert.Throws<InvalidDataException>(() => Results.Load(path)).Message, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.PositiveInfinity, "–")]
    [InlineData(0.000123, "0.000123")]
    [InlineData(0.01234, "0.0123")]
    [InlineData(0.1234, "0.12")]
    [InlineData(9.99, "9.99")]
    [InlineData(9.999, "10.0")]
    [InlineData(99.96, "100")]
    [InlineData(12345.6, "12,346")]
    [InlineData(-7.1234, "-7.12")]
    public void FiguresHaveThreeDigits(double value, string text) => Assert.Equal(text, Results.Text(value));

    [Fact]
    public void TheShareOfALimitKnowsTimesFromRates()
    {
        Assert.Equal(0.5, new Figure("g", "n", "", "ns", 2, 0, Limit: 1).Reached);
        Assert.Equal(0.25, new Figure("g", "n", "", "GB/s", 1, 0, MoreIsBetter: true, Limit: 4).Reached);
        Assert.Null(new Figure("g", "n", "", "ns", 2, 0).Reached);
    }

    /// <summary>What no machine can do is an error, said in the report and by its exit code.</summary>
    [Theory]
    [InlineData(0.95, 0)]
    [InlineData(0.5, 1)]
    public void AFigureBeyondItsWallIsAnError(double value, int exitCode)
    {
        Results results = Samples.Small with { Figures = [.. Samples.Small.Figures, new("LDA steps", "batch step", "", "ns a value", value, 0, Limit: 1, Wall: "16 bytes"), new("E-step", "rate", "", "million visits/s", 1 / value, 0, MoreIsBetter: true, Limit: 1)] };
        List<string> said = [];
        Assert.Equal(exitCode, ReportCommand.ExitCode(results, quick: false, said.Add));
        Assert.Equal(0, ReportCommand.ExitCode(results, quick: true, _ => { }));
        Assert.Equal(2 * exitCode, said.Count);
        Assert.Equal(exitCode == 1, MarkdownReport.Of(new(results, null)).Contains("ERROR: LDA steps \\| batch step", System.StringComparison.Ordinal));
        Assert.Equal(exitCode == 1, HtmlReport.Of(new(results, null)).Contains("reaches 200 % of its wall (16 bytes)", System.StringComparison.Ordinal));
    }
}
