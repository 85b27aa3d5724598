using System;
using System.IO;
using System.Linq;
using Kernels.Bench.Reporting;
using Xunit;

namespace Kernels.Bench.Tests.Reporting;

public sealed class ReadmeFiguresTests
{
    private const string Text =
        "Before.\n\n<!-- measured: kernels, from here -->\nold\n<!-- measured: end -->\nBetween.\n"
        + "<!-- measured: lda, from there -->\n<!-- measured: end -->\n<!-- measured: peers, from here -->\nold\n<!-- measured: end -->\nAfter.\n";

    private static string Rewritten(string text, string? folder = null, Results? peers = null) => ReadmeFigures.Rewrite(text, folder, _ => new Report(Samples.Small, peers));

    /// <summary>The README's own figures are those of the committed results: <c>dotnet run -c Release --project bench/Kernels.Bench -- readme</c> mends it.</summary>
    [Fact]
    public void TheReadmeAgreesWithTheCommittedResults()
    {
        string root = ThisMachine.Root(AppContext.BaseDirectory), readme = File.ReadAllText(Path.Combine(root, "README.md"));
        Assert.Equal(ReadmeFigures.Rewrite(readme, null, folder => Report.Load(Path.Combine(root, folder))), readme);
        Assert.All(["kernels", "lda", "peers"], name => Assert.Contains($"<!-- measured: {name}, from bench/results/", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void WhatStandsAroundStays()
    {
        string text = Rewritten(Text);
        Assert.StartsWith("Before.\n\n<!-- measured: kernels, from here -->\n", text, StringComparison.Ordinal);
        Assert.EndsWith("<!-- measured: end -->\nAfter.\n", text, StringComparison.Ordinal);
        Assert.Contains("<!-- measured: end -->\nBetween.\n<!-- measured: lda, from there -->\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("old", text, StringComparison.Ordinal);
        Assert.Equal(text, Rewritten(text));
    }

    [Fact]
    public void KernelsAreThereByWidthWithTheirShareOfTheWall()
    {
        Assert.Contains("| kernel | 512 | plain | library | of its wall |", ReadmeFigures.Rewrite(
            Text, null, _ => new(Samples.Small with { Figures = [.. Samples.Small.Figures, new("kernels", "Exp (double)", "library", "ns", 1.5, 0)] }, null)), StringComparison.Ordinal);
        string text = Rewritten(Text);
        Assert.Contains("| kernel | 512 | plain | of its wall |", text, StringComparison.Ordinal);
        Assert.Contains("| Exp (double) | 0.50 | 4.00 | 50 % |", text, StringComparison.Ordinal);
        Assert.Contains("| Exp (float) | – | 4.00 | – |", text, StringComparison.Ordinal);
        Assert.Contains("120 GFLOP/s in double", text, StringComparison.Ordinal);
        Assert.Contains("abc1234", text, StringComparison.Ordinal);
    }

    [Fact]
    public void VisitsAreThereByTopicsAndWords()
    {
        string text = Rewritten(Text);
        Assert.Contains("| K = 100 | 100 (25 %) |", text, StringComparison.Ordinal);
        Assert.Contains("| K = 100, double | 50.0 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void OthersAreThereWhereTheyWereMeasured()
    {
        Assert.Contains("Others have not been measured in this state.", Rewritten(Text), StringComparison.Ordinal);
        string text = Rewritten(Text, peers: Samples.Peers);
        Assert.DoesNotContain("have not been measured", text, StringComparison.Ordinal);
        Assert.Contains("Peers: seconds of training:\n\n|  | scikit-learn | Kernels | largest noise |\n", text, StringComparison.Ordinal);
        Assert.Contains("| NIPS, 10 passes | 65.0 | 1.20 | 10 % |", text, StringComparison.Ordinal);
        Assert.Contains("scikit-learn 1.8", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Peers: memory", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherFolderIsNamedInTheComments()
    {
        string text = Rewritten(Text, "elsewhere");
        Assert.Equal(3, text.Split(", from elsewhere -->").Length - 1);
        Assert.DoesNotContain("from here", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No comment.")]
    [InlineData("<!-- measured: kernels, from here -->\nno end\n")]
    [InlineData("<!-- measured: kernels, from here -->\nno end\n<!-- measured: lda, from here -->\n<!-- measured: end -->\n")]
    [InlineData("<!-- measured: unknown, from here -->\n<!-- measured: end -->\n")]
    public void WhatIsNotUnderstoodIsRefused(string text) => Assert.StartsWith("README.md: found", Assert.Throws<InvalidDataException>(() => Rewritten(text)).Message, StringComparison.Ordinal);

    /// <summary>Empty results are no reason for an empty README.</summary>
    [Fact]
    public void ATableIsNotMadeOfNothing()
    {
        foreach ((Results own, Results? peers, string said) in new[]
        {
            (Samples.Empty, null, "no figures of kernels"),
            (Samples.Small with { Figures = [.. Samples.Small.Figures.Where(figure => figure.Group != "E-step")] }, (Results?)null, "no figures of the E-step"),
            (Samples.Small, Samples.Empty, "no figures of others"),
        })
        {
            Assert.Contains(said, Assert.Throws<InvalidDataException>(() => ReadmeFigures.Rewrite(Text, null, _ => new(own, peers))).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Committed pages are those of the committed results.</summary>
    [Fact]
    public void CommittedReportsAreThoseOfTheirResults()
    {
        Assert.NotEmpty(Samples.Committed);
        Assert.All(Samples.Committed, folder =>
        {
            Report report = Report.Load(folder);
            Assert.Equal(MarkdownReport.Of(report), File.ReadAllText(Path.Combine(folder, "report.md")));
            Assert.Equal(HtmlReport.Of(report), File.ReadAllText(Path.Combine(folder, "report.html")));
            Assert.Contains(report.Own.Figures, figure => figure.Group == "kernels");
        });
    }
}
