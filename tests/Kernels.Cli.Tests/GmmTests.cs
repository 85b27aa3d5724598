using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Kernels.Inference;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary><c>kernels gmm</c>, from the table to the assignments.</summary>
public sealed class GmmTests(TinyCorpus tiny) : IClassFixture<TinyCorpus>
{
    /// <summary>Three clouds of 40 rows on a line, with a column of text beside them.</summary>
    private static readonly string s_table = "name,x,y\n" + string.Concat(Enumerable.Range(0, 120).Select(n => string.Create(
        CultureInfo.InvariantCulture, $"row{n},{(10 * (n % 3)) + Math.Sin(n)},{(-5 * (n % 3)) + Math.Cos(1.7 * n)}\n")));

    private string Table => tiny.Write("clouds.csv", s_table);

    /// <summary>--force over a folder of another kind leaves nothing of it but what is no part of it; and no checkpoint that would write over the mixture.</summary>
    [Fact]
    public void A_mixture_takes_the_place_of_other_models_whole()
    {
        using TinyImages images = new();
        string folder = images.At("model");
        Assert.Equal(130, StoppedVae(images));
        Assert.True(File.Exists(Path.Combine(folder, "checkpoint")) && File.Exists(Path.Combine(folder, "images.json")));
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "mine");
        string[] fit = ["gmm", "fit", Table, "--columns", "x,y", "--components", "2", "--quiet", "--force", "--output", folder];
        Assert.Equal(0, ToolRun.Of(fit).ExitCode);
        Assert.Equal(["covariances.npy", "means.npy", "model.json", "notes.txt", "weights.npy"], Names());

        Assert.Equal(0, images.Trains("model", "--force", "--quiet").ExitCode);
        Assert.Equal(["images.json", "model.json", "notes.txt", "parameters.npy"], Names());

        string corpus = images.At("corpus.txt");
        File.WriteAllText(corpus, "apple pear plum\nwheel brake motor\npear apple plum\n");
        ToolRun train = ToolRun.Of("lda", "train", corpus, "--topics", "2", "--passes", "2", "--quiet", "--force", "--output", folder);
        Assert.True(train.ExitCode == 0, train.Error);
        Assert.Equal(["lambda.npy", "model.json", "notes.txt", "vocabulary.txt"], Names());

        string[] Names() => [.. Directory.GetFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];
    }

    private static int StoppedVae(TinyImages images)
    {
        using StoppingWriter error = new((line, _) => line.StartsWith("pass 1", StringComparison.Ordinal));
        return Tool.Run([.. images.Training("model"), "--checkpoint-every", "1"], new ToolConsole(TextWriter.Null, error, Interactive: false, error.Stop));
    }

    [Fact]
    public void A_table_is_fit_saved_and_assigned()
    {
        string folder = tiny.At("gmm");
        ToolRun fit = ToolRun.Of("gmm", "fit", Table, "--columns", "x,y", "--components", "3", "--covariance", "diag", "--output", folder, "--force");
        Assert.True(fit.ExitCode == 0, fit.Error);
        Assert.Contains("converged after", fit.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("NOT", fit.Error, StringComparison.Ordinal);
        Assert.Contains("mean x", fit.Output, StringComparison.Ordinal);
        Assert.Contains("BIC", fit.Output, StringComparison.Ordinal);
        Assert.Equal(["covariances.npy", "means.npy", "model.json", "weights.npy"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        GaussianMixture mixture = GaussianMixture.Load(folder);
        Assert.Equal(["x", "y"], mixture.Columns);
        ToolRun assigned = ToolRun.Of("gmm", "assign", folder, Table);
        Assert.True(assigned.ExitCode == 0, assigned.Error);
        string[][] rows = [.. assigned.OutputLines.Skip(1).Select(line => line.Split(','))];
        Assert.Equal(120, rows.Length);
        Assert.Equal("component,log_density,r1,r2,r3", assigned.OutputLines[0]);
        for (int n = 3; n < 120; n++)
        {
            Assert.Equal(rows[n % 3][0], rows[n][0]);
        }

        Assert.Equal(3, rows.Take(3).Select(row => row[0]).Distinct().Count());
        double logLikelihood = rows.Sum(row => double.Parse(row[1], CultureInfo.InvariantCulture));
        Assert.Equal(mixture.Fit!.LogLikelihood, logLikelihood, 1e-9);
        Assert.All(rows, row => Assert.Equal(1, row.Skip(2).Sum(text => double.Parse(text, CultureInfo.InvariantCulture)), 1e-12));

        string file = tiny.At("responsibilities.npy");
        ToolRun written = ToolRun.Of("gmm", "assign", folder, Table, "--output", file, "--force");
        Assert.True(written.ExitCode == 0, written.Error);
        using FileStream stream = File.OpenRead(file);
        Assert.Equal(("double", 120L, 3L), NumpyMatrix.ReadHeader(stream, file));
        double[] responsibilities = new double[360];
        NumpyMatrix.ReadRows<double>(stream, responsibilities, file);
        Assert.Equal(rows.SelectMany(row => row.Skip(2).Select(text => double.Parse(text, CultureInfo.InvariantCulture))), responsibilities);
        Assert.Equal(-1, stream.ReadByte());
        string lines = tiny.At("assigned.jsonl");
        Assert.Equal(0, ToolRun.Of("gmm", "assign", folder, Table, "--output", lines, "--force").ExitCode);
        Assert.Equal(rows.Select(row => int.Parse(row[0], CultureInfo.InvariantCulture)), File.ReadLines(lines).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("component").GetInt32()));
    }

    [Fact]
    public void The_lowest_bic_of_a_range_is_kept()
    {
        ToolRun run = ToolRun.Of("gmm", "fit", Table, "--columns", "2,3", "--components", "1..5", "--covariance", "spherical", "--restarts", "3", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement[] models = [.. run.Json.Where(line => line.GetProperty("event").GetString() == "model")];
        Assert.Equal([1, 2, 3, 4, 5], models.Select(line => line.GetProperty("components").GetInt32()));
        JsonElement done = run.Json[^1];
        Assert.Equal(models.Min(line => line.GetProperty("bic").GetDouble()), done.GetProperty("bic").GetDouble());
        Assert.Equal(3, done.GetProperty("components").GetInt32());
        Assert.Equal(3, run.Json.Count(line => line.GetProperty("event").GetString() == "component"));
        double logLikelihood = done.GetProperty("logLikelihood").GetDouble();
        Assert.Equal((-2 * logLikelihood) + (11 * Math.Log(120)), done.GetProperty("bic").GetDouble(), 1e-9);
        Assert.Equal((-2 * logLikelihood) + 22, done.GetProperty("aic").GetDouble(), 1e-9);
    }

    /// <summary>Blocks from a file are the blocks from memory, to the bit.</summary>
    [Fact]
    public void Online_from_a_file_is_online_from_memory()
    {
        string folder = tiny.At("gmm-online");
        ToolRun run = ToolRun.Of("gmm", "fit", Table, "--columns", "x,y", "--components", "3", "--method", "online", "--batch-size", "30", "--passes", "2", "--output", folder, "--force");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("8 blocks learnt from", run.Error, StringComparison.Ordinal);
        double[] x = [.. s_table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).SelectMany(line => line.Split(',').Skip(1)).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        GaussianMixtureOnlineTrainer<double> trainer = new(new() { ComponentCount = 3 }, 2);
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (double[] block in x.Chunk(60))
            {
                trainer.PartialFit(block);
            }
        }

        GaussianMixture loaded = GaussianMixture.Load(folder);
        GaussianMixtureParameters expected = trainer.Model().Parameters;
        Assert.Equal(expected.Weights.ToArray(), loaded.Parameters.Weights.ToArray());
        Assert.Equal(expected.Means.ToArray(), loaded.Parameters.Means.ToArray());
        Assert.Equal(expected.Covariances.ToArray(), loaded.Parameters.Covariances.ToArray());
        Assert.Equal(trainer.Model().Score<double>(x).LogLikelihood, loaded.Fit!.LogLikelihood, 1e-9);
    }

    [Fact]
    public void Npy_tables_and_float_give_the_same_fit()
    {
        string path = tiny.At("clouds.npy");
        double[] x = [.. s_table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).SelectMany(line => line.Split(',').Skip(1)).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        using (FileStream stream = File.Create(path))
        {
            NumpyMatrix.WriteHeader<double>(stream, 120, 2);
            NumpyMatrix.WriteRows<double>(stream, x);
        }

        double Fit(params string[] more) => ToolRun.Of(["gmm", "fit", .. more, "--components", "3", "--json"]).Json[^1].GetProperty("logLikelihood").GetDouble();
        double expected = Fit(Table, "--columns", "x,y");
        Assert.Equal(expected, Fit(path));
        Assert.Equal(expected, Fit(path, "--precision", "float"), 0.01);
        Assert.Equal(Fit(Table, "--columns", "y"), Fit(path, "--columns", "2"));
    }

    [Theory]
    [InlineData("fit TABLE --components 2", "clouds.csv:2: found \"row0\" in column 1, \"name\", expected a finite number, or to be told which columns to read")]
    [InlineData("fit TABLE --components 2 --columns x,z", "expected one called \"z\"")]
    [InlineData("fit TABLE --components 2 --columns x,,y", "option --columns: found \"x,,y\"")]
    [InlineData("fit TABLE --components 0", "option --components: found \"0\", expected a whole number of 1 or more, or two as in 1..9")]
    [InlineData("fit TABLE --components 5..2", "option --components: found \"5..2\"")]
    [InlineData("fit TABLE", "--components")]
    [InlineData("fit TABLE --components 200 --columns x", "The number of observations is 120; expected at least 200")]
    [InlineData("fit TABLE --components 2 --columns x --passes 2", "option --passes: found without --method online")]
    [InlineData("fit TABLE --components 2 --columns x --covariance round", "option --covariance: found \"round\", expected full or tied or diag or spherical")]
    [InlineData("fit TABLE --components 2 --columns x --tolerance -1", "option --tolerance: found \"-1\"")]
    [InlineData("fit TABLE --components 2 --columns x --header --no-header", "found both --header and --no-header")]
    [InlineData("fit TABLE --components 2 --columns x --force", "option --force: found without --output")]
    [InlineData("fit TABLE --components 2 --columns x --separator ab", "option --separator: found \"ab\"")]
    [InlineData("fit - --components 2 --method online --passes 2", "table -: found standard input with --method online and --passes 2, expected a file: standard input can be read once only")]
    [InlineData("fit - --components 2..4 --method online", "table -: found standard input with --method online and --components 2..4, expected a file")]
    [InlineData("fit FLAT --components 2 --regularization 0", "raise the regularisation")]
    [InlineData("fit nowhere.csv --components 2", "table nowhere.csv: ")]
    [InlineData("fit nowhere.npy --components 2", "table nowhere.npy: ")]
    [InlineData("fit BADNPY --components 2", "does not begin as a NumPy file")]
    [InlineData("fit SHORTNPY --components 2", "40 bytes follow the header; expected 48 for 3 rows of 2 columns.")]
    [InlineData("fit NPY --components 2 --columns 1,1", "found \"1,1\", expected each column once")]
    [InlineData("fit NPY --components 2 --columns +1", "found \"+1\", expected a number from 1 to 2")]
    [InlineData("fit NPY --components 2 --header", "found --header, --no-header or --separator, expected none of them")]
    [InlineData("assign nowhere TABLE", "model nowhere: ")]
    [InlineData("assign nowhere TABLE --output x.txt", "option --output: found \"x.txt\", expected a name ending in .csv, .npy or .jsonl")]
    public void Bad_input_is_one_line_and_exit_code_2(string arguments, string expected)
    {
        string flat = tiny.Write("flat.csv", "a,b\n" + string.Concat(Enumerable.Range(0, 30).Select(n => $"{n},{2 * n}\n")));
        string npy = tiny.At("three.npy");
        using (FileStream stream = File.Create(npy))
        {
            NumpyMatrix.WriteHeader<double>(stream, 3, 2);
            NumpyMatrix.WriteRows<double>(stream, [1, 2, 3, 4, 5, 6]);
        }

        string shorter = tiny.At("short.npy");
        File.WriteAllBytes(shorter, File.ReadAllBytes(npy)[..^8]);
        string[] words = [.. arguments.Split(' ').Select(word => word switch { "TABLE" => Table, "FLAT" => flat, "NPY" => npy, "SHORTNPY" => shorter, "BADNPY" => tiny.Write("bad.npy", "no numbers"), _ => word })];
        ToolRun run = ToolRun.Of(["gmm", .. words]);
        Assert.True(run.ExitCode == 2, $"{run.ExitCode}: {run.Error}");
        Assert.Contains(expected, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    /// <summary>A row whose squared distance overflows has no responsibilities: NaN is no JSON, and component 1 no answer.</summary>
    [Fact]
    public void A_row_beyond_double_is_refused_by_its_number()
    {
        string folder = tiny.At("gmm-far"), output = tiny.At("far.jsonl");
        Assert.Equal(0, ToolRun.Of("gmm", "fit", Table, "--columns", "x,y", "--components", "2", "--output", folder, "--force").ExitCode);
        ToolRun run = ToolRun.Of("gmm", "assign", folder, tiny.Write("far.csv", "x,y\n1,2\n1e200,0\n"), "--output", output);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("row 2: is further from every component than double can say", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.False(File.Exists(output));
    }

    [Fact]
    public void An_unconverged_fit_says_so()
    {
        ToolRun run = ToolRun.Of("gmm", "fit", Table, "--columns", "x,y", "--components", "5", "--max-iterations", "1", "--tolerance", "0");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("NOT converged after 1 iteration;", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_or_foreign_folder_is_refused()
    {
        string folder = tiny.At("gmm-damaged");
        Assert.Equal(0, ToolRun.Of("gmm", "fit", Table, "--columns", "x,y", "--components", "2", "--output", folder, "--force").ExitCode);
        ToolRun again = ToolRun.Of("gmm", "fit", Table, "--columns", "x,y", "--components", "2", "--output", folder);
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("--force", again.Error, StringComparison.Ordinal);
        ToolRun narrow = ToolRun.Of("gmm", "assign", folder, Table, "--columns", "x");
        Assert.Contains("found 1 column, expected 2 (x, y), as the model has", narrow.Error, StringComparison.Ordinal);
        string means = Path.Combine(folder, "means.npy");
        byte[] bytes = File.ReadAllBytes(means);
        bytes[^3] ^= 1;
        File.WriteAllBytes(means, bytes);
        ToolRun damaged = ToolRun.Of("gmm", "assign", folder, Table);
        Assert.Equal(2, damaged.ExitCode);
        Assert.Contains("means.npy: its checksum is", Assert.Single(damaged.ErrorLines), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "model.json"), """{"format":"kernels-lda","version":1,"covariance":"Full","componentCount":1,"dimension":1,"weightsChecksum":"","meansChecksum":"","covariancesChecksum":""}""");
        Assert.Contains("format \"kernels-lda\" version 1; expected \"kernels-gmm\"", ToolRun.Of("gmm", "assign", folder, Table).Error, StringComparison.Ordinal);
    }
}
