using System;
using System.IO;
using Xunit;

namespace Kernels.Cli.Tests;

public sealed class BadFileTests : IDisposable
{
    private readonly TinyCorpus _corpus = new();

    public void Dispose() => _corpus.Dispose();

    [Fact]
    public void AMalformedCorpusIsNamedWithItsLine()
    {
        string bad = _corpus.Write("docword.bad.txt", "2\n3\n2\n1 1 1\n2 9 1\n");
        ToolRun run = ToolRun.Of("lda", "train", bad, "--topics", "2", "--output", _corpus.At("model"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("docword.bad.txt:5:", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_corpus.At("model")));
    }

    /// <summary>One pair, and a word number that announces 2·10⁹ words: refused before anything of that size is made.</summary>
    [Theory]
    [InlineData("far.ldac", "1 2000000000:1\n", "2,000,000,001 words")]
    [InlineData("docword.far.txt", "1\n2147483646\n1\n1 7 1\n", "2,147,483,646 words")]
    public void AModelThatMemoryCannotHoldIsRefused(string name, string text, string expected)
    {
        ToolRun run = ToolRun.Of("lda", "train", _corpus.Write(name, text), "--topics", "3000", "--output", _corpus.At("model"));
        Assert.Equal(2, run.ExitCode);
        string line = Assert.Single(run.ErrorLines);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.Contains("of memory; expected no more than", line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_corpus.At("model")));
    }

    [Fact]
    public void AnEmptyCorpusIsBadInput()
    {
        string empty = _corpus.Write("empty.txt", "");
        ToolRun run = ToolRun.Of("lda", "train", empty, "--format", "lines", "--topics", "2", "--output", _corpus.At("model"));
        Assert.Equal(2, run.ExitCode);
        Assert.Single(run.ErrorLines);
    }

    [Fact]
    public void ADamagedModelIsBadInput()
    {
        string model = _corpus.Train();
        using (FileStream lambda = File.OpenWrite(Path.Combine(model, "lambda.npy")))
        {
            lambda.SetLength(lambda.Length - 4);
        }

        ToolRun run = ToolRun.Of("lda", "topics", model);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("lambda.npy", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderThatIsNotEmptyNeedsForceAndForceReplacesModelsOnly()
    {
        string folder = _corpus.At("kept");
        Directory.CreateDirectory(folder);
        _corpus.Write(Path.Combine("kept", "letter.txt"), "dear reader");
        string[] args = ["lda", "train", _corpus.Lines, "--topics", "2", "--output", folder, "--quiet"];

        Assert.Contains("--force", Assert.Single(ToolRun.Of(args).ErrorLines), StringComparison.Ordinal);
        ToolRun forced = ToolRun.Of([.. args, "--force"]);
        Assert.Equal(2, forced.ExitCode);
        Assert.Contains("found no model.json", Assert.Single(forced.ErrorLines), StringComparison.Ordinal);
        Assert.Equal([Path.Combine(folder, "letter.txt")], Directory.GetFileSystemEntries(folder));

        string model = _corpus.Train();
        Assert.Equal(2, ToolRun.Of("lda", "train", _corpus.Lines, "--topics", "3", "--output", model, "--quiet").ExitCode);
        _corpus.Train("model", "--force", "--seed", "5");
        Assert.Contains("\"5", File.ReadAllText(Path.Combine(model, "model.json")).Replace(": ", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
