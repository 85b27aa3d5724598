using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Kernels.Cli.Output;
using Kernels.Inference;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>Mixtures on a narrow terminal, before results that cannot be written, and while nothing is said by the fit itself.</summary>
public sealed class GmmTerminalTests(TinyCorpus tiny) : IClassFixture<TinyCorpus>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private string Flowers => tiny.Write("flowers.csv", "sepal length,sepal width,petal length,petal width\n"
        + string.Concat(Enumerable.Range(0, 60).Select(n => FormattableString.Invariant($"{n % 7},{n % 11},{(n % 13) + (30 * (n % 2))},{n % 5}\n"))));

    /// <summary>Every mean and every spread is there at any width, and no line is cut.</summary>
    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(200)]
    public void No_number_is_cut_off(int width)
    {
        string folder = tiny.At($"narrow{width}");
        using StringWriter output = new(), error = new();
        Assert.Equal(0, Tool.Run(
            ["gmm", "fit", Flowers, "--components", "2", "--output", folder, "--force"], new ToolConsole(output, error, Interactive: false, CancellationToken.None, width)));
        string text = output.ToString();
        Assert.DoesNotContain("…", text, StringComparison.Ordinal);
        string[] table = [.. text.Split(Environment.NewLine).TakeWhile(line => !line.StartsWith("log likelihood", StringComparison.Ordinal))];
        Assert.All(table, line => Assert.InRange(line.Length, 0, width));
        Assert.Contains("spread petal width", text, StringComparison.Ordinal);
        foreach (double mean in GaussianMixture.Load(folder).Parameters.Means.ToArray())
        {
            Assert.Contains(FormattableString.Invariant($"{mean:G6}"), text, StringComparison.Ordinal);
        }

        Assert.Equal(width == 200 ? 1 : width == 80 ? 3 : 4, table.Count(line => line.StartsWith("component", StringComparison.Ordinal)));
    }

    /// <summary>A line of progress that is wider than the terminal could not be taken away again.</summary>
    [Fact]
    public void Progress_is_no_wider_than_the_terminal()
    {
        using StringWriter error = new();
        using (MixtureReport report = new(new ToolConsole(TextWriter.Null, error, Interactive: true, CancellationToken.None, 60), quiet: false, json: false, "log likelihood", secondsBetween: 0))
        {
            report.Block(30, 2, 100, 1_220_000, -14.3269);
        }

        string[] drawn = error.ToString().Split("\r\u001b[2K", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(60, Assert.Single(drawn).Length);
        Assert.StartsWith("30 components, pass 2 of 100, 1,220,000 rows: log likelihoo", drawn[0], StringComparison.Ordinal);
    }

    /// <summary>k-means++ on a large table takes longer than an iteration, and the fit says nothing before the first.</summary>
    [Fact]
    public void Choosing_the_start_is_a_sign_of_life()
    {
        using StringWriter text = new();
        TextWriter error = TextWriter.Synchronized(text);
        Stopwatch clock = Stopwatch.StartNew();
        using (MixtureReport report = new(new ToolConsole(TextWriter.Null, error, Interactive: true, CancellationToken.None, 80), quiet: false, json: false, "log likelihood", secondsBetween: 0.001))
        {
            report.Phase(30, "choosing where to start");
            while (!Said().Contains("30 components: choosing where to start, ", StringComparison.Ordinal))
            {
                Assert.True(clock.Elapsed < s_patience, "Nothing is said.");
                Thread.Sleep(1);
            }
        }

        string said = Said();
        Thread.Sleep(20);
        Assert.Equal(said, Said());

        string Said()
        {
            lock (error)
            {
                return text.ToString();
            }
        }
    }

    /// <summary>Results that go to a full disk, or to a reader that has gone, cost the lines but not the model.</summary>
    [Fact]
    public void A_model_is_saved_before_it_is_printed()
    {
        string folder = tiny.At("unprinted");
        using FullWriter output = new();
        using StringWriter error = new();
        Assert.Equal(1, Tool.Run(["gmm", "fit", Flowers, "--components", "2", "--output", folder, "--force"], output, error));
        Assert.Contains("No space left", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, GaussianMixture.Load(folder).Parameters.ComponentCount);
    }

    /// <summary>Not after hours of fits that would fit.</summary>
    [Fact]
    public void More_components_than_rows_are_refused_before_the_first_fit()
    {
        string few = tiny.Write("fewrows.csv", "a,n\n1,1\n2,1\n4,1\n3,0\n");
        ToolRun.Refused($"option --components: found 1..9, expected no more than the 4 rows of {few}", "gmm", "fit", few, "--columns", "a", "--components", "1..9", "--json");
        ToolRun.Refused($"option --components: found 1..4, expected no more than the 3 rows of {few} that have weight", "gmm", "fit", few, "--weights", "n", "--components", "1..4", "--json");
    }

    /// <summary>Weights of 1e300 make sums of three hundred digits.</summary>
    [Fact]
    public void Sums_beyond_reading_are_shortened() => Assert.Equal(("-1130.264", "-1.19776E+301"), (MixtureText.Fixed(-1130.26396), MixtureText.Fixed(-1.197763349e301)));

    /// <summary>As a file on a full disk.</summary>
    private sealed class FullWriter : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("No space left on device");
    }
}
