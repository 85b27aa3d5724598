using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Kernels.Corpora;
using Kernels.Inference;
using Kernels.Lda;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>What the README shows is compiled and run here.</summary>
public sealed class ReadmeTests(TinyCorpus tiny) : IClassFixture<TinyCorpus>
{
    private const string Begin = "// README: begin";
    private const string End = "// README: end";

    [Fact]
    public void TheExampleRuns()
    {
        string path = tiny.Write("docword.tiny.txt", string.Concat("40\n20\n800\n", string.Concat(
            Enumerable.Range(1, 40).SelectMany(document => Enumerable.Range(1, 20).Select(word => $"{document} {word} {1 + ((document * word) % 3)}\n")))));
        string folder = tiny.At("example");

        // README: begin
        ICorpus corpus = CorpusReader.Read(path);
        LdaOptions options = new() { TopicCount = 20, Alpha = [0.1], Passes = 15 };
        using CpuLdaDevice<float> device = new(threads: 2);
        using LdaModel model = new LdaTrainer<float>(options, device).Fit(corpus, out LdaFitResult result);
        foreach (IReadOnlyList<LdaTopWord> topic in model.TopWords(8))
        {
            Console.WriteLine(string.Join(' ', topic.Select(word => word.Word)));
        }

        float[] theta = new float[model.TopicCount];
        model.Infer(ids: [3, 17], counts: [1, 2], theta);
        model.Save(folder);
        // README: end

        Assert.Equal(15, result.History.Count);
        Assert.Equal(1.0, theta.Sum(), 5);
        Assert.True(File.Exists(Path.Combine(folder, "model.json")));
    }

    [Fact]
    public void TheExampleIsTheOneInTheReadme()
    {
        string root = Repository.Root;
        string[] source = File.ReadAllLines(Path.Combine(root, "tests", "Kernels.Cli.Tests", "ReadmeTests.cs"));
        IEnumerable<string> example = source.SkipWhile(line => line.Trim() != Begin).Skip(1).TakeWhile(line => line.Trim() != End).Select(line => line.Length > 8 ? line[8..] : string.Empty);
        IEnumerable<string> shown = File.ReadAllLines(Path.Combine(root, "README.md")).SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```");
        Assert.Equal(example, shown);
    }

    [Fact]
    public void TheCommandsShownAreCommandsOfTheTool()
    {
        string[] lines = [.. File.ReadAllLines(Path.Combine(Repository.Root, "README.md")).Where(line => line.StartsWith("    kernels ", StringComparison.Ordinal))];
        Assert.NotEmpty(lines);
        foreach (string line in lines)
        {
            string[] command = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).TakeWhile(word => word.All(char.IsAsciiLetterLower)).Take(2)];
            string[] words = command[0] is "info" ? ["info"] : command;
            Assert.Equal(0, ToolRun.Of([.. words, "--help"]).ExitCode);
        }
    }
}
