using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Kernels.Bench.Measuring;
using Kernels.Bench.Reporting;
using Xunit;

namespace Kernels.Bench.Tests.Measuring;

public sealed class GrowthTests
{
    [Fact]
    public void ARequestSurvivesTheCommandLine()
    {
        GrowthRequest request = new(Documents: 1, Vocabulary: 2, Words: 3, Topics: 4, Threads: 5, Batch: 6, MorePasses: 7);
        Assert.Equal(request, GrowthRequest.Parse(request.Arguments));
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("16", "0")]
    [InlineData("16", "20")]
    public void AProcessOfGrowthTellsItsTimeItsPairsAndItsMemory(string batch, string morePasses)
    {
        StringWriter output = new(), errors = new();
        Assert.Equal(0, ReportCommands.Run(["growth", "50", "2000", "200", "5", "1", batch, morePasses], output, errors));
        GrowthResult result = JsonSerializer.Deserialize<GrowthResult>(output.ToString())!;
        Assert.True(result.Seconds > 0);

        // A word that is drawn twice for a document is one pair.
        Assert.InRange(result.Pairs, 50 * 40, 50 * GrowthRun.WordsADocument);
        Assert.True(result.Peak >= result.PeakBefore);
    }

    /// <summary>Or the curve against V would show the documents.</summary>
    [Fact]
    public void DocumentsAreTheSameWhateverTheVocabulary()
    {
        GrowthRequest small = new(50, 1000, 1000, 5, 1, 16, 2);
        Assert.Equal(GrowthRun.Train(small).Pairs, GrowthRun.Train(small with { Vocabulary = 7777 }).Pairs);
        Assert.NotEqual(GrowthRun.Train(small).Pairs, GrowthRun.Train(small with { Vocabulary = 7777, Words = 7777 }).Pairs);
    }

    [Fact]
    public void MemoryIsThatOfAProcessOfItsOwn()
    {
        GrowthResult small = GrowthRun.Start(new(50, 1000, 1000, 5, 1, 0, 0)), large = GrowthRun.Start(new(50, 20_000, 20_000, 200, 1, 0, 0));

        // λ, its factors and the statistics of 20,000 words and 208 topics in float are 50 million bytes; of 1,000 and 16 a fifth of a million.
        Assert.True(large.Peak - small.Peak > 40_000_000, $"{large.Peak} and {small.Peak}");
    }

    /// <summary>Time proportional to what is across, memory the same plus a megabyte for each: what the report makes of it.</summary>
    [Fact]
    public void TimeAndMemoryAreDrawnAndTheLargestIsAFigure()
    {
        Growth growth = new(quick: true);
        List<Figure> figures = [];
        List<Curves> curves = [];
        growth.Measure(rounds: 3, _ => { }, request => new(Seconds: request.Topics / 100.0, Pairs: 100 * request.Documents, PeakBefore: 50 << 20, Peak: (50L + request.Topics) << 20), figures, curves);
        Assert.Equal(10, curves.Count);
        Assert.Equal(10, figures.Count);
        Curves time = curves.Single(picture => picture.Title == "training time by topics"), memory = curves.Single(picture => picture.Title == "peak memory by topics");
        Assert.Equal([25, 400], time.Lines[0].X);
        Assert.Equal([0.25, 4], time.Lines[0].Y);
        Assert.Equal(time.Lines[0].Y, time.Lines[1].Y);
        Assert.True(time.Lines[1].Guide);
        Assert.StartsWith("From first to last 16 times as much across, time 16 times.", time.Note, System.StringComparison.Ordinal);
        Assert.Equal([75, 450], memory.Lines[0].Y);
        Assert.Equal([50, 50], memory.Lines[1].Y);
        Figure figure = figures.Single(entry => entry.Name == "training, topics K: 400");
        Assert.Equal((4.0, 0.0, "s", false), (figure.Value, figure.Noise, figure.Unit, figure.MoreIsBetter));
        Assert.Equal(1_600_000, curves.Single(picture => picture.Title == "training time by pairs").Lines[0].X[^1]);
    }

    [Fact]
    public void ASystemThatDoesNotTellItsMemoryGivesNoFigure()
    {
        List<Figure> figures = [];
        new Growth(quick: true).Measure(1, _ => { }, _ => new(1, 100, 0, 0), figures, []);
        Assert.All(figures.Where(figure => figure.Unit == "MiB"), figure => Assert.True(double.IsNaN(figure.Value)));
    }
}
