using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace Kernels.Cli.Tests;

public sealed class RestartTests : IDisposable
{
    private readonly TinyCorpus _corpus = new();

    public void Dispose() => _corpus.Dispose();

    [Theory]
    [InlineData("batch")]
    [InlineData("online")]
    public void EveryStartIsToldAndTheBestIsTheModel(string method)
    {
        string text = _corpus.WriteTenTopics();
        string folder = _corpus.At("best");
        string[] training = ["lda", "train", text, "--format", "lines", "--topics", "6", "--method", method, "--passes", "3"];
        ToolRun run = ToolRun.Of([.. training, "--seed", "7", "--restarts", "4", "--json", "--output", folder]);
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement[] starts = [.. run.Json.Where(line => line.GetProperty("event").GetString() == "restart")];
        Assert.Equal([7, 8, 9, 10], starts.Select(start => start.GetProperty("seed").GetInt32()));
        double[] bounds = [.. starts.Select(start => start.GetProperty("bound").GetDouble())];
        int best = 7 + Array.IndexOf(bounds, bounds.Max());
        JsonElement done = run.Json.Single(line => line.GetProperty("event").GetString() == "done");
        Assert.Equal(best, done.GetProperty("keptSeed").GetInt32());
        Assert.Equal(bounds.Max(), done.GetProperty("bound").GetDouble());

        using JsonDocument model = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "model.json")));
        JsonElement[] recorded = [.. model.RootElement.GetProperty("fit").GetProperty("restarts").EnumerateArray()];
        Assert.Equal(bounds, recorded.Select(restart => restart.GetProperty("bound").GetDouble()));
        Assert.Equal(best, model.RootElement.GetProperty("options").GetProperty("seed").GetInt32());
        Assert.Equal(0, ToolRun.Of("lda", "topics", folder).ExitCode);

        string alone = _corpus.At("alone");
        Assert.Equal(0, ToolRun.Of([.. training, "--seed", $"{best}", "--quiet", "--output", alone]).ExitCode);
        Assert.Equal(File.ReadAllBytes(Path.Combine(alone, "lambda.npy")), File.ReadAllBytes(Path.Combine(folder, "lambda.npy")));
    }

    [Fact]
    public void APersonGetsATable()
    {
        ToolRun run = ToolRun.Of("lda", "train", _corpus.Lines, "--format", "lines", "--topics", "2", "--passes", "2", "--restarts", "3", "--output", _corpus.At("three"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("3 starts with seeds from 0 on", run.Error, StringComparison.Ordinal);
        Assert.Contains("start 3 of 3, pass 2 of 2", run.Error, StringComparison.Ordinal);
        int heading = Array.FindIndex(run.ErrorLines, line => line.StartsWith("seed  passes  bound per word", StringComparison.Ordinal));
        Assert.True(heading > 0, run.Error);
        Assert.Single(run.ErrorLines[(heading + 1)..(heading + 4)], line => line.EndsWith("kept", StringComparison.Ordinal));
    }

    /// <summary>Beside three arrays of the topics' size the best model so far is held: the memory told grows by a third of them.</summary>
    [Fact]
    public void TheModelKeptBesideIsCountedAsMemory()
    {
        const int Words = 400_000;
        string wide = _corpus.Write("wide.ldac", $"2 0:1 {Words - 1}:1\n");
        double once = MemoryOf("1");
        double thrice = MemoryOf("3");
        Assert.Equal(Words * 16.0 * sizeof(float), thrice - once);

        double MemoryOf(string restarts)
        {
            ToolRun run = ToolRun.Of("lda", "train", wide, "--topics", "16", "--passes", "1", "--restarts", restarts, "--json", "--output", _corpus.At("wide" + restarts));
            Assert.True(run.ExitCode == 0, run.Error);
            return run.Json[0].GetProperty("memoryBytes").GetDouble();
        }
    }
}
