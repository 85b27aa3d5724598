using System;
using System.IO;
using System.Linq;
using System.Threading;
using Kernels.Inference;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary><c>kernels gmm assign</c>: tables whose columns are not the model's, and rows that no number describes.</summary>
public sealed class GmmAssignTests : IDisposable
{
    private const string Rows = "x,y\n0,0\n9,1\n";
    private readonly TinyCorpus _tiny = new();

    public GmmAssignTests()
    {
        GaussianMixture mixture = new(new(GaussianCovariance.Spherical, 2, [0.5, 0.5], [0, 0, 9, 1], [1, 1]));
        mixture.WithColumns(["x", "y"]).Save(Named);
        mixture.Save(Unnamed);
    }

    private string Named => _tiny.At("named");

    private string Unnamed => _tiny.At("unnamed");

    public void Dispose() => _tiny.Dispose();

    /// <summary>By name wherever both have names: in another order, with other columns beside them, quietly; the components are the same.</summary>
    [Theory]
    [InlineData(Rows)]
    [InlineData("y,x\n0,0\n1,9\n")]
    [InlineData("label,y,n,x\nfirst,0,7,0\nsecond,1,7,9\n")]
    public void Columns_are_found_by_name(string table)
    {
        ToolRun run = ToolRun.Of("gmm", "assign", Named, _tiny.Write("table.csv", table));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["1", "2"], run.OutputLines.Skip(1).Select(line => line.Split(',')[0]));
    }

    /// <summary>Where a name is missing on either side columns are taken in order, which is said.</summary>
    [Fact]
    public void Columns_taken_in_order_are_said()
    {
        Noted("note: the table's columns a, b are taken for the model's x, y, in this order", Named, "a,b\n0,0\n9,1\n", "--columns", "a,b");
        Noted("note: the table's columns have no names: they are taken for x, y, in this order", Named, "0,0\n9,1\n");
        Noted("note: the model's columns have no names: y, x are taken in this order", Unnamed, "y,x\n0,0\n9,1\n");
        Assert.Equal((0, ""), Errors(Unnamed, "0,0\n9,1\n"));
    }

    [Fact]
    public void Other_columns_are_refused()
    {
        Refused("table.csv: found the columns a, y, expected x, y, by which the model was fit, or --columns to say which stand for them", Named, "a,y\n0,0\n");
        Refused("option --columns: found y, x, expected x, y, the model's order, or no --columns: they are found by name", Named, Rows, "--columns", "y,x");
        Refused("table.csv: found 1 column, expected 2 (x, y), as the model has; --columns chooses", Named, Rows, "--columns", "x");
        Refused("table.csv: found 3 columns, expected 2, as the model has", Unnamed, "0,0,0\n");
    }

    /// <summary>On standard output rows cannot be taken back: what is there is said, and it is whole rows of what the whole run writes.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_run_stopped_midway_says_what_is_written(int block)
    {
        string table = _tiny.Write("table.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 10_000).Select(n => FormattableString.Invariant($"{n % 9},{n % 2}\n"))));
        string[] whole = ToolRun.Of("gmm", "assign", Named, table).OutputLines;
        using StoppingText output = new(lines: (4096 * (block - 1)) + 100);
        using StringWriter error = new();
        Assert.Equal(130, Tool.Run(["gmm", "assign", Named, table], new ToolConsole(output, error, Interactive: false, output.Stop)));
        Assert.Equal(FormattableString.Invariant($"kernels: stopped; the first {4096 * block:#,0} rows were written to standard output"), error.ToString().Trim());
        Assert.Equal(whole[..((4096 * block) + 1)], output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>To a file it writes whole ones or none.</summary>
    [Fact]
    public void A_file_stopped_midway_is_not_there()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        using StringWriter error = new();
        string output = _tiny.At("assigned.csv");
        Assert.Equal(130, Tool.Run(["gmm", "assign", Named, _tiny.Write("table.csv", Rows), "--output", output], new ToolConsole(TextWriter.Null, error, Interactive: false, stop.Token)));
        Assert.Equal("kernels: stopped; nothing was written", error.ToString().Trim());
        Assert.False(File.Exists(output));

        // And on standard output there may be a header alone.
        error.GetStringBuilder().Clear();
        using StoppingText header = new(lines: 1);
        Assert.Equal(130, Tool.Run(["gmm", "assign", Named, _tiny.At("table.csv")], new ToolConsole(header, error, Interactive: false, header.Stop)));
        Assert.Equal("component,log_density,r1,r2\n", header.ToString());
        Assert.Equal("kernels: stopped; no row was written to standard output", error.ToString().Trim());
    }

    /// <summary>A row so far away that its density is no number has no component.</summary>
    [Fact]
    public void A_row_that_no_number_describes_is_refused()
    {
        string output = _tiny.At("assigned.csv");
        Refused("row 2: is further from every component than double can say", Named, "x,y\n0,0\n1e200,0\n", "--output", output);
        Assert.False(File.Exists(output));
    }

    private (int ExitCode, string Error) Errors(string model, string table, params string[] more)
    {
        ToolRun run = ToolRun.Of(["gmm", "assign", model, _tiny.Write("table.csv", table), .. more]);
        return (run.ExitCode, run.Error.Trim());
    }

    private void Noted(string note, string model, string table, params string[] more) => Assert.Equal((0, note), Errors(model, table, more));

    private void Refused(string expected, string model, string table, params string[] more)
    {
        (int exitCode, string error) = Errors(model, table, more);
        Assert.Equal(2, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    /// <summary>A stop that is asked for as by Ctrl-C once so many lines are written.</summary>
    private sealed class StoppingText(int lines) : StringWriter
    {
        private readonly CancellationTokenSource _source = new();
        private int _lines;

        public CancellationToken Stop => _source.Token;

        public override void Write(string? value)
        {
            base.Write(value);
            _lines += value?.Count(letter => letter == '\n') ?? 0;
            if (_lines >= lines)
            {
                _source.Cancel();
            }
        }

        protected override void Dispose(bool disposing)
        {
            _source.Dispose();
            base.Dispose(disposing);
        }
    }
}
