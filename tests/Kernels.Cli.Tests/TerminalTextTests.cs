using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Kernels.Cli.Output;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>Bars and tables: drawn and cut on a terminal, plain in a pipe.</summary>
public sealed class TerminalTextTests
{
    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "██████████")]
    [InlineData(0.5, "█████")]
    [InlineData(0.0125, "▏")]
    [InlineData(0.25, "██▌")]
    [InlineData(0.999, "██████████")]
    [InlineData(7, "██████████")]
    [InlineData(-1, "")]
    [InlineData(double.NaN, "")]
    public void ABarIsAsLongAsItsPart(double part, string expected)
    {
        string bar = Bars.Of(Terminal(60), part);
        Assert.Equal(10, bar.Length);
        Assert.Equal(expected, bar.TrimEnd());
    }

    [Fact]
    public void WithoutBlocksABarIsOfNumberSigns()
    {
        using AsciiWriter output = new();
        ToolConsole console = new(output, output, true, CancellationToken.None, 60);
        Assert.Equal("#####     ", Bars.Of(console, 0.5));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(20, 0)]
    [InlineData(47, 0)]
    [InlineData(48, 8)]
    [InlineData(100, 16)]
    [InlineData(1000, 24)]
    public void BarsTakeASixthOfATerminalAndNothingOfAPipe(int? width, int expected) => Assert.Equal(expected, Bars.Columns(Terminal(width)));

    [Fact]
    public void ATableIsAsWideAsItsCellsAndCutOnATerminalOnly()
    {
        string Write(int? width)
        {
            TextTable table = new("name", ">number", "words");
            table.Add("日本", "1", "one two three");
            table.Add("a", "12,345.5", "four");
            table.Add("mean", "2");
            ToolConsole console = Terminal(width);
            table.Write(console);
            return console.Out.ToString()!;
        }

        string plain = string.Join(Environment.NewLine, ["name    number  words", "日本         1  one two three", "a     12,345.5  four", "mean         2", ""]);
        Assert.Equal(plain, Write(null));
        Assert.Equal(plain, Write(29));
        Assert.Equal("日本         1  one two thr…", Write(28).Split(Environment.NewLine)[1]);
        Assert.All(Enumerable.Range(0, 30), width => Assert.All(Write(width).Split(Environment.NewLine), line => Assert.InRange(CellWidth.Of(line), 0, width)));
    }

    [Fact]
    public void TheTopicsOfAModelHaveBarsOnATerminalAndNoneInAPipe()
    {
        using TinyCorpus corpus = new();
        string model = corpus.Train();
        ToolConsole terminal = Terminal(60);
        Assert.Equal(0, Tool.Run(["lda", "topics", model], terminal));
        string[] drawn = terminal.Out.ToString()!.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(drawn, line => line.Contains("██████████", StringComparison.Ordinal));
        Assert.All(drawn, line => Assert.InRange(CellWidth.Of(line), 30, 60));
        Assert.All(ToolRun.Of("lda", "topics", model).OutputLines, line => Assert.Matches(@"^ +\d  +0\.\d{4}  [a-z]+( [a-z]+)*$", line));
        ToolConsole narrow = Terminal(30);
        Assert.Equal(0, Tool.Run(["lda", "topics", model], narrow));
        Assert.DoesNotContain("█", narrow.Out.ToString(), StringComparison.Ordinal);
        Assert.Contains("…", narrow.Out.ToString(), StringComparison.Ordinal);

        ToolConsole diff = Terminal(70);
        Assert.Equal(0, Tool.Run(["lda", "diff", model, model], diff));
        Assert.Contains(" alike ", diff.Out.ToString(), StringComparison.Ordinal);
        Assert.Contains("███████████", diff.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ProgressIsALineOfItsOwnInAPipeAndRedrawnOnATerminal()
    {
        string Said(bool interactive, double? secondsBetween)
        {
            using StringWriter error = new();
            using (ProgressLine line = new(new ToolConsole(TextWriter.Null, error, interactive, CancellationToken.None), "left-to-right", 1000, secondsBetween: secondsBetween))
            {
                line.Report(3);
                line.Report(1000);
            }

            return error.ToString();
        }

        Assert.Equal(["left-to-right: 3 of 1,000 documents", "left-to-right: 1,000 of 1,000 documents"],
            Said(false, 0).Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(line => line[..line.LastIndexOf(',')]));
        Assert.Empty(Said(false, 1e9));
        string drawn = Said(true, 0);
        Assert.EndsWith("\r\u001b[2K", drawn, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.NewLine, drawn, StringComparison.Ordinal);
        Assert.Empty(Said(true, 1e9));
    }

    private static ToolConsole Terminal(int? width) => new(new StringWriter(), new StringWriter(), width is not null, CancellationToken.None, width);

    private sealed class AsciiWriter : StringWriter
    {
        public override Encoding Encoding => Encoding.ASCII;
    }
}
