using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>Models out and in again, and topics of documents in other programs' formats.</summary>
public sealed class ExchangeTests : IDisposable
{
    private readonly TinyCorpus _corpus = new();

    public void Dispose() => _corpus.Dispose();

    [Theory]
    [InlineData("numpy", "a.npz", "float")]
    [InlineData("numpy --rows topics", "a.npz", "double")]
    [InlineData("sklearn", "a.npz", "float")]
    [InlineData("sklearn", "a.npz", "double")]
    [InlineData("gensim", "a.npz", "double")]
    public void AnArchiveComesBackAsTheModelItWas(string format, string name, string precision)
    {
        string model = _corpus.Train("model", "--precision", precision, "--alpha", "0.3", "--eta", "0.25", "--passes", "5");
        string[] rows = [.. format.Split(' ').Skip(1)];
        string program = format.Split(' ')[0];
        ToolRun export = Run(["lda", "export", model, "--to", program, .. rows, "--output", _corpus.At(name)]);
        Assert.Equal($"2 topics, 8 words: {_corpus.At(name)}", Assert.Single(export.ErrorLines));
        ToolRun import = Run(["lda", "import", _corpus.At(name), "--from", program, .. rows, "--output", _corpus.At("back")]);
        Assert.Equal($"2 topics, 8 words, {precision}, alpha 0.3, eta 0.25: {_corpus.At("back")}", Assert.Single(import.ErrorLines));

        if (program != "gensim")
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(model, "lambda.npy")), File.ReadAllBytes(Path.Combine(_corpus.At("back"), "lambda.npy")));
        }

        Assert.Equal(Theta(model), Theta(_corpus.At("back")));
        Assert.Equal(Run(["lda", "topics", model]).Output, Run(["lda", "topics", _corpus.At("back")]).Output);
    }

    [Theory]
    [InlineData("numpy", "words")]
    [InlineData("numpy", "topics")]
    [InlineData("sklearn", null)]
    public void AMatrixAloneNeedsItsPriorsAndWords(string program, string? rows)
    {
        string model = _corpus.Train("model", "--alpha", "0.3");
        string[] order = rows is null ? [] : ["--rows", rows];
        Run(["lda", "export", model, "--to", program, .. order, "--output", _corpus.At("a.npy")]);
        ToolRun bare = Run(["lda", "import", _corpus.At("a.npy"), "--from", program, .. order, "--output", _corpus.At("bare")]);
        Assert.Contains("alpha 0.5 (1/K: the file says nothing of it)", bare.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal("the model has no words, only their numbers: --vocabulary FILE gives them", bare.ErrorLines[1]);
        Run(["lda", "import", _corpus.At("a.npy"), "--from", program, .. order, "--alpha", "0.3", "--vocabulary", Path.Combine(model, "vocabulary.txt"), "--output", _corpus.At("back")]);
        Assert.Equal(File.ReadAllBytes(Path.Combine(model, "lambda.npy")), File.ReadAllBytes(Path.Combine(_corpus.At("back"), "lambda.npy")));
        Assert.Equal(Theta(model), Theta(_corpus.At("back")));
        Assert.NotEqual(Theta(model), Theta(_corpus.At("bare")));
    }

    [Fact]
    public void LdaCsFilesComeBack()
    {
        string model = _corpus.Train("model", "--precision", "double", "--alpha", "0.3", "--eta", "0.01");
        string root = _corpus.At("final");
        Run(["lda", "export", model, _corpus.Lines, "--to", "lda-c", "--output", root]);
        Assert.Equal(["final.beta", "final.gamma", "final.other"], Directory.GetFiles(_corpus.Folder, "*final*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(40, File.ReadAllLines(root + ".gamma").Length);
        Assert.All(File.ReadLines(root + ".gamma"), line => Assert.Equal(20.6, line.Split(' ').Sum(Number), 1e-4));
        Assert.All(File.ReadLines(root + ".beta"), line => Assert.Equal(1, line.Split(' ').Sum(value => Math.Exp(Number(value))), 1e-8));

        Run(["lda", "import", root, "--from", "lda-c", "--vocabulary", Path.Combine(model, "vocabulary.txt"), "--output", _corpus.At("back")]);
        double[] before = Theta(model);
        double[] after = Theta(_corpus.At("back"));
        Assert.All(Enumerable.Range(0, before.Length), i => Assert.Equal(before[i], after[i], 1e-3));

        // A .gamma of other documents would give the topics wrong weights.
        ToolRun stale = ToolRun.Of("lda", "export", model, "--to", "lda-c", "--output", root, "--force");
        Assert.Equal(2, stale.ExitCode);
        Assert.Contains("which would not belong to the new files", Assert.Single(stale.ErrorLines), StringComparison.Ordinal);
        File.Delete(root + ".gamma");
        Run(["lda", "export", model, "--to", "lda-c", "--output", root, "--force"]);
        ToolRun without = ToolRun.Of("lda", "import", root + ".beta", "--from", "lda-c", "--output", _corpus.At("more"));
        Assert.Equal(2, without.ExitCode);
        Assert.Contains("final.gamma: not found", Assert.Single(without.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_corpus.At("more")));
        Run(["lda", "import", root + ".beta", "--from", "lda-c", "--tokens", "800", "--output", _corpus.At("more")]);
    }

    [Fact]
    public void GammaIsAlsoWhatInferWrites()
    {
        string model = _corpus.Train();
        Run(["lda", "export", model, _corpus.Lines, "--to", "lda-c", "--output", _corpus.At("final")]);
        Run(["lda", "infer", model, _corpus.Lines, "--output", _corpus.At("more.gamma")]);
        Assert.Equal(File.ReadAllBytes(_corpus.At("final.gamma")), File.ReadAllBytes(_corpus.At("more.gamma")));
    }

    [Fact]
    public void SmallSharesAreLeftOutAndTheirWeightIsSaid()
    {
        string model = _corpus.Train("model", "--alpha", "0.3");
        ToolRun all = Run(["lda", "infer", model, _corpus.Lines, "--output", _corpus.At("all.svmlight")]);
        ToolRun some = Run(["lda", "infer", model, _corpus.Lines, "--output", _corpus.At("some.svm"), "--threshold", "0.1"]);
        Assert.Single(all.ErrorLines);
        double[] theta = Theta(model);
        double dropped = theta.Where(share => (float)share < 0.1f).Sum() / 40;
        Assert.InRange(dropped, 0.001, 0.2);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"shares below 0.1 were left out, {100 * dropped:0.##} % of the documents' weight"), some.ErrorLines[0]);

        Assert.Equal(theta.Chunk(2).Select(row => $"0 1:{(float)row[0]:R} 2:{(float)row[1]:R}"), File.ReadAllLines(_corpus.At("all.svmlight")));
        Assert.Equal(
            theta.Chunk(2).Select(row => string.Join(' ', row.Select((share, topic) => (share, topic)).Where(pair => (float)pair.share >= 0.1f).Select(pair => $"{pair.topic + 1}:{(float)pair.share:R}").Prepend("0"))),
            File.ReadAllLines(_corpus.At("some.svm")));
        JsonElement info = Assert.Single(Run(["corpus", "info", _corpus.At("all.svmlight"), "--json"]).Json);
        Assert.Equal((40, 2, 80), (info.GetProperty("documents").GetInt32(), info.GetProperty("words").GetInt32(), info.GetProperty("pairs").GetInt32()));
    }

    [Fact]
    public void PyLdaVisGetsItsFiveInputs()
    {
        string model = _corpus.Train();
        Run(["lda", "export", model, _corpus.Lines, "--to", "pyldavis", "--output", _corpus.At("vis.json")]);
        JsonElement json = JsonDocument.Parse(File.ReadAllText(_corpus.At("vis.json"))).RootElement;
        Assert.Equal((2, 40, 40, 8, 8), (Length("topic_term_dists"), Length("doc_topic_dists"), Length("doc_lengths"), Length("vocab"), Length("term_frequency")));
        foreach (string name in (string[])["topic_term_dists", "doc_topic_dists"])
        {
            Assert.All(json.GetProperty(name).EnumerateArray(), row => Assert.Equal(1, row.EnumerateArray().Sum(value => value.GetDouble()), 1e-6));
        }

        Assert.Equal(800, json.GetProperty("term_frequency").EnumerateArray().Sum(value => value.GetDouble()));

        int Length(string name) => json.GetProperty(name).GetArrayLength();
    }

    [Fact]
    public void WhatIsThereIsKeptUnlessForced()
    {
        string model = _corpus.Train();
        string kept = _corpus.Write("a.npz", "mine");
        ToolRun export = ToolRun.Of("lda", "export", model, "--to", "gensim", "--output", kept);
        Assert.Equal(2, export.ExitCode);
        Assert.Contains("expected nothing there or --force", Assert.Single(export.ErrorLines), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(kept));
        Run(["lda", "export", model, "--to", "gensim", "--output", kept, "--force"]);
        byte[] lambda = File.ReadAllBytes(Path.Combine(model, "lambda.npy"));
        Assert.Equal(2, ToolRun.Of("lda", "import", kept, "--from", "gensim", "--output", model).ExitCode);
        Assert.Equal(2, ToolRun.Of("lda", "import", kept, "--from", "sklearn", "--output", model, "--force").ExitCode);
        Assert.Equal(lambda, File.ReadAllBytes(Path.Combine(model, "lambda.npy")));
        Run(["lda", "import", kept, "--from", "gensim", "--output", model, "--force"]);
        Assert.DoesNotContain(Directory.GetFileSystemEntries(_corpus.Folder), entry => Path.GetFileName(entry).StartsWith('.'));
    }

    /// <summary>A text as lines, as a column and as a field trains the same model to the bit.</summary>
    [Fact]
    public void TextInATableTrainsTheSame()
    {
        string[] lines = File.ReadAllLines(_corpus.Lines);
        string csv = _corpus.Write("a.csv", "id,body\n" + string.Concat(lines.Select((line, i) => $"{i},\"{line.Replace(" ", "\n", StringComparison.Ordinal)}\"\n")));
        string json = _corpus.Write("a.jsonl", string.Concat(lines.Select(line => $"{{\"body\":\"{line}\"}}\n")));
        string vw = _corpus.Write("a.vw", string.Concat(lines.Select(line => $"|w {line}\n")));
        byte[] expected = File.ReadAllBytes(Path.Combine(_corpus.Train("lines"), "lambda.npy"));
        foreach ((string file, string[] more) in new[] { (csv, (string[])["--column", "body"]), (csv, ["--column", "2"]), (json, ["--field", "body"]), (vw, []) })
        {
            Run(["lda", "train", file, .. more, "--topics", "2", "--output", _corpus.At("other"), "--quiet", "--force"]);
            if (file != vw)
            {
                Assert.Equal(expected, File.ReadAllBytes(Path.Combine(_corpus.At("other"), "lambda.npy")));
            }

            Assert.Equal(File.ReadAllLines(Path.Combine(_corpus.At("lines"), "vocabulary.txt")).Order(), File.ReadAllLines(Path.Combine(_corpus.At("other"), "vocabulary.txt")).Order());
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static ToolRun Run(string[] args)
    {
        ToolRun run = ToolRun.Of(args);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }

    private double[] Theta(string model)
    {
        Run(["lda", "infer", model, _corpus.Lines, "--output", _corpus.At("theta.csv"), "--force"]);
        return [.. File.ReadLines(_corpus.At("theta.csv")).Skip(1).SelectMany(line => line.Split(',').Skip(1)).Select(Number)];
    }
}
