using System;
using System.IO;
using System.Linq;
using System.Text;
using Kernels.Inference;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>A file of another kind than the command wants: said what it is, not what stumbled over it.</summary>
public sealed class WrongFileTests(TinyCorpus tiny) : IClassFixture<TinyCorpus>
{
    [Fact]
    public void A_folder_is_no_file()
    {
        string folder = Directory.CreateDirectory(tiny.At("folder")).FullName;
        ToolRun.Refused($"kernels: {folder}: found a folder, expected a table", "gmm", "fit", folder, "--components", "2");
        ToolRun.Refused($"kernels: {folder}: found a folder, expected an idx file", "vae", "train", folder, "--output", tiny.At("never"));
    }

    /// <summary>No bytes of a zip archive or of images come onto the terminal.</summary>
    [Fact]
    public void Bytes_that_are_no_text_are_no_table()
    {
        string path = tiny.At("images.csv");
        File.WriteAllBytes(path, [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 10, 1, 200, 7]);
        ToolRun.Refused($"kernels: {path}:1: found bytes of 0, as in no text in UTF-8, expected a table of text", "gmm", "fit", path, "--components", "2");
        File.WriteAllText(path, "a,b\n1,2\n3,5\n", Encoding.Unicode);
        ToolRun.Refused("found bytes of 0", "gmm", "fit", path, "--components", "1");
    }

    [Theory]
    [InlineData("a;b\n1;2\n3;5\n", "")]
    [InlineData("a b\n1 2\n3 5\n", "")]
    [InlineData("a\tb\n1\t2\n3\t5\n", "a")]
    [InlineData("1;2\n3;5\n", "")]
    public void Another_separator_is_thought_of(string text, string columns)
    {
        string path = tiny.Write("separated.csv", text);
        string[] chosen = columns.Length > 0 ? ["--columns", columns] : [];
        ToolRun.Refused(", or to be told what separates columns", ["gmm", "fit", path, "--components", "1", .. chosen]);
        string separator = text.First(letter => ";\t ".Contains(letter, StringComparison.Ordinal)) is '\t' ? "tab" : text.First(letter => "; ".Contains(letter, StringComparison.Ordinal)).ToString();
        Assert.Equal(0, ToolRun.Of(["gmm", "fit", path, "--components", "1", "--separator", separator, .. chosen]).ExitCode);
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': True, 'shape': (2, 2), }", "column by column; expected 'fortran_order': False, as numpy.ascontiguousarray makes it.")]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (2, 2), }", "type '<i8'; expected '<f4' or '<f8', as astype(float) makes them.")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (4,), }", "but (4,); expected 'shape': (rows, columns), as reshape(-1, columns) makes it.")]
    public void An_array_that_is_not_taken_says_what_makes_it_one_that_is(string header, string expected)
    {
        string path = tiny.At("array.npy");
        string padded = header.PadRight(117) + "\n";
        File.WriteAllBytes(path, [0x93, .. "NUMPY"u8, 1, 0, (byte)padded.Length, 0, .. Encoding.ASCII.GetBytes(padded), .. new byte[32]]);
        ToolRun run = ToolRun.Of("gmm", "fit", path, "--components", "1");
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"kernels: table {path}: ", run.Error, StringComparison.Ordinal);
        Assert.EndsWith(expected + Environment.NewLine, run.Error, StringComparison.Ordinal);
        Assert.Equal(run.Error.IndexOf("array.npy", StringComparison.Ordinal), run.Error.LastIndexOf("array.npy", StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_of_another_kind_is_called_by_its_kind()
    {
        string mixture = tiny.At("mixture");
        new GaussianMixtureTrainer<double>(new GaussianMixtureOptions { ComponentCount = 1 }).Fit(new double[] { 1, 2, 4 }, dimension: 1).Save(mixture, force: true);
        ToolRun.Refused("model.json: found a description of the format \"kernels-gmm\"; expected the description of a variational autoencoder.", "vae", "report", mixture);
        string topics = tiny.Train("topics");
        ToolRun.Refused("; expected a mixture's description.", "gmm", "assign", topics, tiny.Write("one.csv", "1\n"));
        Assert.Contains("format \"kernels-lda\"", ToolRun.Of("gmm", "assign", topics, tiny.At("one.csv")).Error, StringComparison.Ordinal);
    }
}
