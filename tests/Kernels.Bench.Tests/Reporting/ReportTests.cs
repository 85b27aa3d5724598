using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Kernels.Bench.Reporting;
using Xunit;

namespace Kernels.Bench.Tests.Reporting;

public sealed partial class ReportTests
{
    private static readonly Report s_report = new(Samples.Small, Samples.Peers);

    [Fact]
    public void NamesAreEscapedInHtml()
    {
        string html = HtmlReport.Of(s_report);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<Processor>", html, StringComparison.Ordinal);
        Assert.Contains("Some &lt;Processor&gt; &amp; Co", html, StringComparison.Ordinal);
        Assert.Contains("a &lt; b | &quot;c&quot; &amp; &#39;d&#39; [e](f) *g*", html, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesAreEscapedInMarkdown()
    {
        string markdown = MarkdownReport.Of(s_report);
        Assert.Contains(@"| a \< b \| ""c"" & 'd' \[e\](f) \*g\* (float) |", markdown, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?<!\\)<script", markdown);

        // Every row of a table has as many cells as its head.
        foreach (string[] table in Tables(markdown))
        {
            Assert.Single(table.Select(row => Cell().Count(row)).Distinct());
        }
    }

    [Fact]
    public void WhatIsNoNumberIsADash()
    {
        string html = HtmlReport.Of(s_report), markdown = MarkdownReport.Of(s_report);
        Assert.Contains("<th scope=\"row\">Exp (float)</th><td>4.00</td><td>–</td>", html, StringComparison.Ordinal);
        Assert.Contains("| Exp (float) | 4.00 | – |", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html + markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyReportSaysWhereItWasMade()
    {
        Report empty = new(Samples.Empty, null);
        Assert.Empty(empty.Sections);
        Assert.Contains("abc1234", MarkdownReport.Of(empty), StringComparison.Ordinal);
        Assert.Contains("abc1234", HtmlReport.Of(empty), StringComparison.Ordinal);
        Assert.DoesNotContain("<section", HtmlReport.Of(empty), StringComparison.Ordinal);
        Assert.Empty(Headlines.Of(Samples.Empty));
    }

    [Fact]
    public void APageLoadsNothingAndRunsNothing()
    {
        string html = HtmlReport.Of(s_report).Replace("xmlns=\"http://www.w3.org/2000/svg\"", string.Empty, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?i)https?:|\bsrc=|<link|<script|<iframe|@import|url\(|\son\w+=", html);
    }

    [Fact]
    public void APageCanBeReadByAMachine()
    {
        string html = HtmlReport.Of(s_report);
        Assert.Contains("<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.Contains("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">", html, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", html, StringComparison.Ordinal);
        string[] ids = [.. Id().Matches(html).Select(match => match.Groups[1].Value)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(Reference().Matches(html).SelectMany(match => match.Groups[1].Value.Split(' ')), id => Assert.Contains(id, ids));
        Assert.Equal(Count(html, "<table>"), Count(html, "<caption>"));
        Assert.Equal(Count(html, "<svg "), Count(html, "<figcaption>"));
        Assert.Equal(Count(html, "<svg "), Count(html, "role=\"img\""));
        Assert.True(Count(html, "<svg ") >= Samples.Small.Curves.Count + Samples.Peers.Curves.Count);
        Assert.Single(H1().Matches(html));
    }

    [Fact]
    public void FiguresStandInTheTableOfTheirGroup()
    {
        IReadOnlyList<Section> sections = Section.Of(Samples.Small);
        Assert.Equal(["limits", "kernels", "walls", "operations", "sizes", "E-step", "E-step, other", "made up"], sections.Select(section => section.Group));
        ReportTable walls = sections.Single(section => section.Group == "walls").Table!;
        Assert.Equal(
            [["Exp (double), 512", "kernels", "0.50 ns", "0.25", "50 %", "16 bytes read & written"], ["K = 100, 150 words", "E-step", "100 million visits/s", "400", "25 %", "896 bytes read"]],
            walls.Rows.Select(row => row.ToArray()));
        ReportTable madeUp = sections.Single(section => section.Group == "made up").Table!;
        Assert.Equal([["one <unit>", "1.00 s", "0 %"], ["another unit", "12,345 MiB", "0 %"]], madeUp.Rows.Select(row => row.ToArray()));
        Assert.Equal(["Made up"], sections.Where(section => section.Group == "made up").Select(section => section.Title));
    }

    [Fact]
    public void PicturesAreOfOneTypeAndOneUnit()
    {
        Section kernels = Section.Of(Samples.Small).Single(section => section.Group == "kernels"), madeUp = Section.Of(Samples.Small).Single(section => section.Group == "made up");
        Assert.Equal(["Kernels by width of lanes, double", "Kernels by width of lanes, float"], kernels.Dots().Select(picture => picture.Title));
        Assert.Equal("Exp", kernels.Dots().First().Figures[0].Name);
        Assert.Equal(2, madeUp.Dots().Count());
    }

    [Fact]
    public void OthersAreThereWithTheirMachine()
    {
        foreach (string text in new[] { MarkdownReport.Of(s_report), HtmlReport.Of(s_report) })
        {
            Assert.Contains("Not the machine of the figures above", text, StringComparison.Ordinal);
            Assert.Contains("Versions: scikit-learn 1.8.", text, StringComparison.Ordinal);
            Assert.Contains("left out: gensim.", text, StringComparison.Ordinal);
            Assert.Contains("Peers: seconds of training", text, StringComparison.Ordinal);
            Assert.Contains("Peers: held-out score by seconds of training", text, StringComparison.Ordinal);
        }

        Assert.Contains("Words &lt;of&gt; theirs.", HtmlReport.Of(s_report), StringComparison.Ordinal);
        Assert.Contains(@"Words \<of\> theirs.", MarkdownReport.Of(s_report), StringComparison.Ordinal);
        Report same = new(Samples.Small, Samples.Peers with { Machine = Samples.Machine });
        Assert.DoesNotContain("Not the machine", MarkdownReport.Of(same), StringComparison.Ordinal);
        Assert.Empty(new Report(Samples.Small, null).PeerSections);
    }

    [Fact]
    public void AReportIsWrittenWhole()
    {
        using TemporaryFolder folder = new();
        folder.Write(Results.FileName, Samples.Small.ToJson());
        folder.Write(Report.PeersFileName, Samples.Peers.ToJson());
        Report report = Report.Load(folder.Path);
        report.Write(folder.Path);
        Assert.Equal(HtmlReport.Of(s_report), File.ReadAllText(folder.At("report.html")));
        Assert.Equal(MarkdownReport.Of(s_report), File.ReadAllText(folder.At("report.md")));
        Assert.Equal(4, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void HeadlinesAreMadeOfTheFigures()
    {
        string text = string.Join('\n', Headlines.Of(Samples.Small));
        Assert.Contains("8.0 times as fast as plain loops (geometric mean of 1; 8.0 to 8)", text, StringComparison.Ordinal);
        Assert.Contains("50 % at the median", text, StringComparison.Ordinal);
        Assert.Contains("100 million visits a second and core", text, StringComparison.Ordinal);
        Assert.DoesNotContain("library", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AQuickRunHasNoHeadlines() => Assert.Empty(Headlines.Of(Samples.Small with { Note = Results.QuickNote }));

    /// <summary>A kernel counts once, not again by rows, and beside others that compute in the same type.</summary>
    [Fact]
    public void HeadlinesAreLikeForLike()
    {
        Figure[] more =
        [
            new("kernels", "Exp, rows of 8 (double)", "plain", "ns", 100, 0), new("kernels", "Exp, rows of 8 (double)", "512", "ns", 1, 0, Limit: 0.5),
            new("kernels", "Log (float)", "plain", "ns", 1000, 0), new("kernels", "Log (float)", "512", "ns", 1, 0, Limit: 0.5),
            new("kernels", "Log (double)", "plain", "ns", 2, 0), new("kernels", "Log (double)", "512", "ns", 1, 0, Limit: 0.5), new("kernels", "Log (double)", "library", "ns", 3, 0),
        ];
        string text = string.Join('\n', Headlines.Of(Samples.Small with { Figures = [.. Samples.Small.Figures, .. more] }));
        Assert.Contains("4.0 times as fast as plain loops (geometric mean of 2; 2.0 to 8)", text, StringComparison.Ordinal);
        Assert.Contains("3.0 times as fast as a library's", text, StringComparison.Ordinal);
        Assert.Contains("(geometric mean of 1; 3.0 to 3)", text, StringComparison.Ordinal);
    }

    private static IEnumerable<string[]> Tables(string markdown)
    {
        string[] lines = markdown.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string[] table = [.. lines.Skip(i).TakeWhile(line => line.StartsWith('|'))];
            if (table.Length > 0)
            {
                i += table.Length;
                yield return table;
            }
        }
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Cell();

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("(?:aria-labelledby=\"|href=\"#)([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex("<h1>")]
    private static partial Regex H1();
}
