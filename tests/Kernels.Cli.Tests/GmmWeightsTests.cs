using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Kernels.Inference;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary><c>kernels gmm fit --weights</c>: how often each row counts.</summary>
public sealed class GmmWeightsTests(TinyCorpus tiny) : IClassFixture<TinyCorpus>
{
    /// <summary>Three clouds of 40 rows on a line, and how often each row counts.</summary>
    internal static readonly string Text = "x,n,y\n" + string.Concat(Enumerable.Range(0, 120).Select(n => string.Create(
        CultureInfo.InvariantCulture, $"{(10 * (n % 3)) + Math.Sin(n)},{n % 4},{(-5 * (n % 3)) + Math.Cos(1.7 * n)}\n")));

    private string Table => tiny.Write("weighty.csv", Text);

    /// <summary>Rows that count n times are rows that stand n times; the column of weights is no data, whether it is named or numbered, in CSV or NumPy, in batch, online or Bayesian.</summary>
    [Fact]
    public void Weights_are_rows_that_stand_several_times()
    {
        string[][] rows = [.. Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];
        string repeated = tiny.Write("repeated.csv", "x,y\n" + string.Concat(rows.SelectMany(row => Enumerable.Repeat($"{row[0]},{row[2]}\n", int.Parse(row[1], CultureInfo.InvariantCulture)))));
        string numpy = tiny.At("weighty.npy");
        using (FileStream stream = File.Create(numpy))
        {
            NumpyMatrix.WriteHeader<double>(stream, 120, 3);
            NumpyMatrix.WriteRows<double>(stream, [.. rows.SelectMany(row => row.Select(text => double.Parse(text, CultureInfo.InvariantCulture)))]);
        }

        string[] options = ["--components", "3", "--restarts", "5", "--tolerance", "1e-10", "--max-iterations", "2000", "--json"];
        foreach (string[] method in new string[][] { [], ["--bayesian"], ["--method", "online"], ["--covariance", "spherical"] })
        {
            JsonElement expected = ToolRun.Of(["gmm", "fit", repeated, .. options, .. method]).Json[^1];
            foreach (string[] weighted in new string[][] { [Table, "--weights", "n"], [Table, "--weights", "2"], [Table, "--weights", "n", "--columns", "x,y"], [numpy, "--weights", "2"], [numpy, "--weights", "2", "--columns", "1,3"] })
            {
                ToolRun run = ToolRun.Of(["gmm", "fit", .. weighted, .. options, .. method]);
                Assert.True(run.ExitCode == 0, run.Error);
                JsonElement found = run.Json[^1];
                Assert.Equal((180.0, 2), (found.GetProperty("rows").GetDouble(), found.GetProperty("dimension").GetInt32()));
                Assert.Equal(expected.GetProperty("logLikelihood").GetDouble(), found.GetProperty("logLikelihood").GetDouble(), 1e-4);
            }
        }

        string folder = tiny.At("weighted");
        Assert.Equal(0, ToolRun.Of(["gmm", "fit", Table, "--weights", "n", .. options, "--output", folder, "--force"]).ExitCode);
        Assert.Equal(["x", "y"], GaussianMixture.Load(folder).Columns);
    }

    [Theory]
    [InlineData("x,n\n1,2\n3,-1\n", "n", "weights.csv:3: found \"-1\" in column 2, \"n\", expected a weight, a finite number of 0 or more")]
    [InlineData("x,n\n1,2\n3,NaN\n", "n", "weights.csv:3: found \"NaN\" in column 2, \"n\", expected a weight, a finite number of 0 or more")]
    [InlineData("x,n\n1,2\n3,\n", "n", "weights.csv:3: found \"\" in column 2, \"n\", expected a weight")]
    [InlineData("1,2\n3,-2\n", "2", "weights.csv:2: found \"-2\" in column 2, expected a weight")]
    [InlineData("x,n\n1,0\n3,0\n", "n", "weights.csv:4: found no weight above 0 in column 2, \"n\", expected at least one")]
    [InlineData("x,n\n1,1\n3,0\n", "m", "weights.csv:1: found the columns \"x,n\", expected one called \"m\", or a number from 1 to 2")]
    [InlineData("n\n1\n3\n", "n", "weights.csv:1: found no column beside that of the weights, expected at least one")]
    [InlineData("x,n\n1,1\n3,0\n", "n", "The number of observations of a weight above 0 is 1; expected at least 2, one a component")]
    public void Weights_that_cannot_be_are_refused_with_their_line(string table, string column, string expected)
    {
        string path = tiny.Write("weights.csv", table);
        foreach (string[] method in new string[][] { [], ["--method", "online"] })
        {
            ToolRun.Refused(expected, ["gmm", "fit", path, "--weights", column, "--components", "2", .. method]);
        }
    }

    [Fact]
    public void Weights_among_the_columns_are_refused()
    {
        ToolRun.Refused("weighty.csv:1: found \"n\" among the columns to read and as that of the weights, expected one of the two", "gmm", "fit", Table, "--columns", "x,n", "--weights", "n", "--components", "2");
        string numpy = tiny.At("negative.npy");
        using (FileStream stream = File.Create(numpy))
        {
            NumpyMatrix.WriteHeader<float>(stream, 3, 2);
            NumpyMatrix.WriteRows<float>(stream, [1, 1, 2, -3, 4, 1]);
        }

        ToolRun.Refused("negative.npy: row 2, column 2: found -3, expected a weight, a finite number of 0 or more", "gmm", "fit", numpy, "--weights", "2", "--components", "2");
        ToolRun.Refused("found column 2 as that of the weights and among those to use, expected one of the two", "gmm", "fit", numpy, "--weights", "2", "--columns", "1,2", "--components", "2");
    }

    [Fact]
    public void What_float_cannot_hold_is_said_with_its_row()
    {
        string path = tiny.Write("large.csv", "x\n1\n2\n1e200\n");
        ToolRun.Refused("large.csv: row 3: found 1E+200, expected a number that float can hold, or --precision double", "gmm", "fit", path, "--components", "1", "--precision", "float");
        ToolRun.Refused(
            "large.csv: row 3: found 1E+200, expected a number that float can hold", "gmm", "fit", path, "--components", "1", "--precision", "float", "--method", "online", "--batch-size", "2");
    }
}
