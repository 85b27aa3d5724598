using System;
using System.IO;
using System.Linq;
using Xunit;

namespace Kernels.Cli.Tests;

public sealed class UpdateTests : IDisposable
{
    private readonly TinyCorpus _corpus = new();

    public void Dispose() => _corpus.Dispose();

    [Fact]
    public void NewDocumentsMoveTheModelAndBringTheirWords()
    {
        string model = _corpus.Train();
        string more = _corpus.Write("more.txt", string.Concat(Enumerable.Repeat("apple pear quince quince medlar\nhammer saw pliers pliers\n", 30)));
        ToolRun run = ToolRun.Of("lda", "update", model, more, "--format", "lines", "--min-df", "1", "--max-df", "1.0", "--output", _corpus.At("updated"));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("3 new words", run.Error, StringComparison.Ordinal);
        string[] words = File.ReadAllLines(Path.Combine(_corpus.At("updated"), "vocabulary.txt"));
        Assert.Equal(File.ReadAllLines(Path.Combine(model, "vocabulary.txt")), words[..^3]);
        Assert.Equal(["medlar", "pliers", "quince"], words[^3..].Order());
        Assert.Contains("quince", ToolRun.Of("lda", "topics", _corpus.At("updated"), "--words", "5").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAnOutputTheModelIsReplacedAndAFixedVocabularyStays()
    {
        string model = _corpus.Train();
        string[] before = File.ReadAllLines(Path.Combine(model, "vocabulary.txt"));
        string more = _corpus.Write("more.txt", string.Concat(Enumerable.Repeat("apple pear quince\n", 30)));
        ToolRun run = ToolRun.Of("lda", "update", model, more, "--format", "lines", "--min-df", "1", "--max-df", "1.0", "--fixed-vocabulary", "--rho-floor", "0.5");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("unknown to the model and left out: quince", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllLines(Path.Combine(model, "vocabulary.txt")));
    }
}
