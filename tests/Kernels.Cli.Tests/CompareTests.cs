using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>Coherence, diff and stability from the command line.</summary>
public sealed class CompareTests : IDisposable
{
    private readonly TinyCorpus _corpus = new();

    public void Dispose() => _corpus.Dispose();

    [Fact]
    public void CoherenceIsToldForEachTopicAndOnAverage()
    {
        string model = _corpus.Train();
        ToolRun text = ToolRun.Of("lda", "coherence", model, _corpus.Lines, "--measure", "u_mass,c_npmi,c_uci,c_v", "--words", "4");
        Assert.True(text.ExitCode == 0, text.Error);
        Assert.Equal(["topic", "u_mass", "c_npmi", "c_uci", "c_v", "exclusive", "effective", "unseen", "words"], Cells(text.OutputLines[0]));
        Assert.Equal(4, text.OutputLines.Length);
        Assert.StartsWith(" mean", text.OutputLines[3], StringComparison.Ordinal);

        JsonElement[] json = ToolRun.Of("lda", "coherence", model, _corpus.Lines, "--measure", "u_mass,c_npmi,c_uci,c_v", "--words", "4", "--json").Json;
        Assert.Equal(["topicCoherence", "topicCoherence", "coherence"], json.Select(line => line.GetProperty("event").GetString()));
        foreach (string measure in (string[])["u_mass", "c_npmi", "c_uci", "c_v", "exclusivity", "effectiveWords"])
        {
            double[] values = [.. json.Select(line => line.GetProperty(measure).GetDouble())];
            Assert.Equal((values[0] + values[1]) / 2, values[2], 1e-12);
        }

        JsonElement usual = ToolRun.Of("lda", "coherence", model, _corpus.Lines, "--words", "4", "--json").Json[^1];
        Assert.Equal(json[2].GetProperty("u_mass").GetDouble(), usual.GetProperty("u_mass").GetDouble());
        Assert.False(usual.TryGetProperty("c_v", out _));

        // Fruit and tools never meet; a document holds two or all four words of its kind.
        Assert.All(json, line => Assert.InRange(line.GetProperty("c_v").GetDouble(), 0.95, 1));
        Assert.All(json, line => Assert.InRange(line.GetProperty("c_npmi").GetDouble(), 0.7, 1));
        Assert.All(json, line => Assert.InRange(line.GetProperty("u_mass").GetDouble(), -0.3, 0));
        Assert.All(json, line => Assert.InRange(line.GetProperty("exclusivity").GetDouble(), 0.9, 1));
        Assert.All(json, line => Assert.InRange(line.GetProperty("effectiveWords").GetDouble(), 3.5, 4.2));
        Assert.Equal(40, json[2].GetProperty("documents").GetInt32());
    }

    [Fact]
    public void TopWordsThatTheReferenceLacksAreCountedAndNamed()
    {
        string model = _corpus.Train();
        string reference = _corpus.Write("other.txt", "apple pear apple\npear plum\nhammer\n");
        ToolRun run = ToolRun.Of("lda", "coherence", model, reference, "--measure", "c_npmi", "--words", "4", "--json");
        JsonElement fruit = run.Json.Single(line => line.TryGetProperty("words", out JsonElement words) && words.EnumerateArray().Any(word => word.GetString() == "plum"));
        Assert.Equal(["cherry"], fruit.GetProperty("unseenWords").EnumerateArray().Select(word => word.GetString()));
        JsonElement tools = run.Json.Single(line => line.TryGetProperty("words", out JsonElement words) && words.EnumerateArray().Any(word => word.GetString() == "saw"));
        Assert.Equal(JsonValueKind.Null, tools.GetProperty("c_npmi").ValueKind);
        Assert.Equal(4, run.Json[^1].GetProperty("unseenWords").GetInt32());
        ToolRun text = ToolRun.Of("lda", "coherence", model, reference, "--words", "4");
        Assert.Contains("4 top words never stand in the reference and are left out: ", text.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docword.bags.txt", "1\n8\n1\n1 1 1\n", "found the format Uci, expected text: a bag of words does not keep their order")]
    [InlineData("--sample dotnet", "", "found --sample, expected a file of text: the sample is a bag of words")]
    public void WindowsAreRefusedForBags(string name, string text, string expected)
    {
        string model = _corpus.Train();
        string[] reference = name.StartsWith('-') ? name.Split(' ') : [_corpus.Write(name, text)];
        ToolRun run = ToolRun.Of(["lda", "coherence", model, .. reference, "--measure", "u_mass,c_v"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("kernels: option --measure c_v: ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void DiffMatchesTopicsAndCountsWords()
    {
        string first = _corpus.Train("first");
        string text = _corpus.Write("more.txt", File.ReadAllText(_corpus.Lines).Replace("plum", "quince", StringComparison.Ordinal));
        string second = _corpus.At("second");
        Assert.Equal(0, ToolRun.Of("lda", "train", text, "--format", "lines", "--topics", "3", "--seed", "5", "--output", second, "--quiet").ExitCode);

        ToolRun same = ToolRun.Of("lda", "diff", first, first);
        Assert.True(same.ExitCode == 0, same.Error);
        Assert.Equal(["first", "second", "hellinger", "jaccard", "words"], Cells(same.OutputLines[0]));
        Assert.Equal(["0", "0", "0.0000", "1.0000"], Cells(same.OutputLines[1])[..4]);
        Assert.Equal(["mean", "0.0000", "1.0000"], Cells(same.OutputLines[3]));
        Assert.Equal("words: 8 in both models, 0 only in the first, 0 only in the second", same.OutputLines[4]);
        Assert.Equal("weight of those in both: 100.0 % of the first model's topics, 100.0 % of the second's", same.OutputLines[5]);

        JsonElement[] json = ToolRun.Of("lda", "diff", first, second, "--words", "4", "--json").Json;
        Assert.Equal(["match", "match", "unmatchedSecond", "diff"], json.Select(line => line.GetProperty("event").GetString()));
        Assert.Equal((7, 1, 1), (json[3].GetProperty("sharedWords").GetInt32(), json[3].GetProperty("wordsOnlyInFirst").GetInt32(), json[3].GetProperty("wordsOnlyInSecond").GetInt32()));
        Assert.InRange(json[3].GetProperty("sharedWeightOfFirst").GetDouble(), 0.8, 0.95);
        ToolRun table = ToolRun.Of("lda", "diff", first, second, "--words", "4");
        Assert.Contains("-plum", table.Output, StringComparison.Ordinal);
        Assert.Contains("+quince", table.Output, StringComparison.Ordinal);
        Assert.Matches(@"\(\d\)", table.OutputLines[4]);
    }

    [Fact]
    public void ModelsWithoutACommonWordAreRefused()
    {
        string first = _corpus.Train("first");
        string text = _corpus.Write("strange.txt", "yak zebra\nzebra yak\n");
        Assert.Equal(0, ToolRun.Of("lda", "train", text, "--format", "lines", "--topics", "2", "--output", _corpus.At("strange"), "--quiet").ExitCode);
        ToolRun run = ToolRun.Of("lda", "diff", first, _corpus.At("strange"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("The models share none of their 8 and 2 words", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(2, ToolRun.Of("lda", "stability", first, _corpus.At("strange")).ExitCode);
    }

    [Fact]
    public void StabilityTellsEveryPairAndTheTopicsOfTheFirst()
    {
        string[] models = [_corpus.Train("a", "--seed", "1"), _corpus.Train("b", "--seed", "2"), _corpus.Train("c", "--seed", "3", "--force")];
        JsonElement[] json = ToolRun.Of(["lda", "stability", .. models, "--words", "4", "--json"]).Json;
        Assert.Equal(
            ["pair", "pair", "pair", "topicStability", "topicStability", "stability"], json.Select(line => line.GetProperty("event").GetString()));
        Assert.Equal(models[0], json[0].GetProperty("first").GetString());
        Assert.Equal(1, json[^1].GetProperty("meanJaccard").GetDouble());
        Assert.Equal(json.Take(3).Average(pair => pair.GetProperty("meanHellinger").GetDouble()), json[^1].GetProperty("meanHellinger").GetDouble(), 1e-12);

        ToolRun text = ToolRun.Of(["lda", "stability", .. models]);
        Assert.Equal(["model", "model", "topics", "hellinger", "jaccard"], Cells(text.OutputLines[0]));
        Assert.Equal(3 + 2 + 1 + 2, text.OutputLines.Length);
    }

    /// <summary>What is piped is the same in every language setting.</summary>
    [Fact]
    public void NumbersAreWrittenWithAPointInEveryCulture()
    {
        string model = _corpus.Train();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            string plain = ToolRun.Of("lda", "diff", model, model).Output + ToolRun.Of("lda", "coherence", model, _corpus.Lines).Output;
            CultureInfo comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            comma.NumberFormat.PercentDecimalSeparator = ",";
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(plain, ToolRun.Of("lda", "diff", model, model).Output + ToolRun.Of("lda", "coherence", model, _corpus.Lines).Output);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string[] Cells(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
