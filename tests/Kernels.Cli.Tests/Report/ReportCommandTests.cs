using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using Kernels.Cli.Output;
using Kernels.Cli.Report;
using Kernels.Corpora;
using Kernels.Inference;
using Xunit;

namespace Kernels.Cli.Tests.Report;

/// <summary>What <c>lda report</c> writes, and what it refuses.</summary>
public sealed class ReportCommandTests : IDisposable
{
    private readonly TinyCorpus _corpus = new();

    public void Dispose() => _corpus.Dispose();

    [Fact]
    public void ThePageHoldsTheModel()
    {
        string model = _corpus.Train("fruit & tools");
        ToolRun run = ToolRun.Of("lda", "report", model, "--output", _corpus.At("page.html"));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Empty(run.Output);
        Assert.StartsWith("2 topics, 8 words, ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        string page = File.ReadAllText(_corpus.At("page.html"));
        Assert.Contains("<title>fruit &amp; tools: topics</title>", page, StringComparison.Ordinal);
        JsonElement data = DataOf(page);
        Assert.Equal("fruit & tools", data.GetProperty("title").GetString());
        Assert.Equal(8, data.GetProperty("words").GetProperty("texts").GetArrayLength());
        Assert.Equal(1, data.GetProperty("topics").GetProperty("share").EnumerateArray().Sum(share => share.GetDouble()), 1e-3);
        Assert.Equal(JsonValueKind.Null, data.GetProperty("documents").ValueKind);
        Assert.Equal(10, data.GetProperty("history").GetProperty("pass").GetArrayLength());
        Assert.All(data.GetProperty("history").GetProperty("bound").EnumerateArray(), bound => Assert.True(bound.GetDouble() < 0));

        // λ in full: 8 words × 2 topics.
        using LdaModel loaded = LdaModel.Load(model);
        byte[] lambda = data.GetProperty("words").GetProperty("lambda").GetBytesFromBase64();
        double[] row = new double[2];
        for (int word = 0; word < 8; word++)
        {
            loaded.ReadTopicWeights(word, row);
            Assert.Equal(row, Enumerable.Range(0, 2).Select(topic => (double)BitConverter.ToSingle(lambda, 4 * ((2 * word) + topic))));
            Assert.Equal(row.Sum(), BitConverter.ToDouble(data.GetProperty("words").GetProperty("weights").GetBytesFromBase64(), 8 * word));
        }
    }

    [Theory]
    [InlineData("structured stochastic variational Bayes, sampled gradient, 4 draws, 5 documents at a time, τ₀ ", "--method", "structured", "--batch-size", "5")]
    [InlineData("structured stochastic variational Bayes, corrected gradient, 8 draws, 5 documents", "--method", "structured", "--gradient", "corrected", "--samples", "8", "--batch-size", "5")]
    [InlineData("stochastic variational Bayes, 5 documents at a time, τ₀ ", "--method", "online", "--batch-size", "5")]
    [InlineData("batch variational Bayes, at most ")]
    public void ThePageNamesTheMethod(string expected, params string[] training) =>
        Assert.StartsWith(expected, Facts(_corpus.Train("model", training))["Method"], StringComparison.Ordinal);

    /// <summary>Online no pass has a bound; of several starts each has one of its final topics, and the page shows the kept one's.</summary>
    [Fact]
    public void ThePageShowsTheBoundOfTheFinalTopics()
    {
        string[] online = ["--method", "online", "--batch-size", "8", "--passes", "2"];
        Assert.DoesNotContain("Last bound", Facts(_corpus.Train("once", online)).Keys);
        string best = _corpus.Train("best", [.. online, "--restarts", "3"]);
        using LdaModel model = LdaModel.Load(best);
        Assert.All(model.Fit!.History, pass => Assert.Null(pass.Bound));
        Assert.StartsWith(Amounts.Count(Math.Round(model.Fit.Bound!.Total)) + ": documents ", Facts(best)["Last bound"], StringComparison.Ordinal);
    }

    /// <summary>The distances of topics take longest on large models: the words done are told, to the last.</summary>
    [Fact]
    public void TheTopicsDistancesAreASignOfLife()
    {
        using LdaModel model = LdaModel.Load(Imported.Model(_corpus, words: 300, topics: 3));
        using StringWriter error = new();
        using (ProgressLine line = new(new ToolConsole(TextWriter.Null, error, Interactive: true, CancellationToken.None), "distances of topics", 300, "word", secondsBetween: 0))
        {
            _ = new TopicReport(model, "title", 1, line, CancellationToken.None);
        }

        Assert.Matches("distances of topics: 128 of 300 words, .*: 256 of 300 words, .*: 300 of 300 words, ", error.ToString());
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => new TopicReport(model, "title", 1, null, stop.Token));
    }

    [Fact]
    public void DocumentsAreThoseWithTheLargestShares()
    {
        string text = _corpus.WriteTenTopics();
        string model = _corpus.At("ten");
        Assert.Equal(0, ToolRun.Of("lda", "train", text, "--format", "lines", "--topics", "10", "--alpha", "0.1", "--output", model, "--quiet").ExitCode);
        File.AppendAllText(text, "yak zebra\n");
        string titles = _corpus.Write("titles.tsv", string.Concat(Enumerable.Range(0, 201).Select(i => $"{i}\tTitle of {i}\n")));
        ToolRun run = ToolRun.Of("lda", "report", model, text, "--format", "lines", "--titles", titles, "--output", _corpus.At("page.html"));
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement documents = DataOf(File.ReadAllText(_corpus.At("page.html"))).GetProperty("documents");
        Assert.Equal((201, 1), (documents.GetProperty("count").GetInt32(), documents.GetProperty("empty").GetInt32()));

        using LdaModel loaded = LdaModel.Load(model);
        ICorpus corpus = loaded.Match(CorpusReader.Read(text, new CorpusReadOptions { Format = CorpusFormat.Lines })).Corpus;
        float[] theta = new float[201 * 10];
        loaded.Infer(corpus, theta);
        for (int topic = 0; topic < 10; topic++)
        {
            (int Number, float Share)[] expected =
            [
                .. Enumerable.Range(0, 200).Select(number => (number, theta[(number * 10) + topic])).Where(item => item.Item2 >= 0.01f).OrderByDescending(item => item.Item2).Take(40),
            ];
            int[] top = [.. documents.GetProperty("top")[topic].EnumerateArray().Select(place => place.GetInt32())];
            Assert.Equal(expected.Select(item => item.Number), top.Select(place => documents.GetProperty("numbers")[place].GetInt32()));
            Assert.Equal(expected.Select(item => $"Title of {item.Number}"), top.Select(place => documents.GetProperty("titles")[place].GetString()));
            Assert.All(expected.Zip(documents.GetProperty("topShares")[topic].EnumerateArray()), pair => Assert.Equal(pair.First.Share, pair.Second.GetDouble(), 5e-4));
            Assert.Equal(Enumerable.Range(0, 200).Count(number => theta[(number * 10) + topic] >= 0.1), documents.GetProperty("holding")[topic].GetInt32());
        }

        Assert.Equal(1, documents.GetProperty("shares").EnumerateArray().Sum(share => share.GetDouble()), 1e-3);
    }

    [Theory]
    [InlineData("page.txt", "", "option --output: found \"{0}\", expected a name ending in .html")]
    [InlineData("there.html", "", "option --output: found a file at {0}, expected nothing there or --force")]
    [InlineData("page.html", "--titles {titles}", "option --titles: found without CORPUS, expected only with it: they are its documents'")]
    [InlineData("page.html", "{lines} --format lines --titles {titles}", "option --titles: found 3 lines in {1}, expected 40, one a document of CORPUS")]
    [InlineData("page.html", "{lines} --format lines --titles nowhere.txt", "option --titles: found no file nowhere.txt, expected a file with a title a line")]
    [InlineData("page.html", "nowhere.txt", "corpus nowhere.txt: found nothing there, expected a file or a folder")]
    [InlineData("page.html", "--format lines", "option --format: found without CORPUS, expected only with CORPUS; see kernels lda report --help")]
    public void MistakesAreSaidInOneLine(string output, string more, string expected)
    {
        string model = _corpus.Train();
        string titles = _corpus.Write("titles.txt", "one\ntwo\nthree\n");
        _corpus.Write("there.html", "mine");
        string[] words = [.. more.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Replace("{titles}", titles, StringComparison.Ordinal).Replace("{lines}", _corpus.Lines, StringComparison.Ordinal))];
        ToolRun run = ToolRun.Of(["lda", "report", model, .. words, "--output", _corpus.At(output)]);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("kernels: " + string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, _corpus.At(output), titles), Assert.Single(run.ErrorLines));
        Assert.False(File.Exists(_corpus.At("page.html")));
        Assert.Equal("mine", File.ReadAllText(_corpus.At("there.html")));
    }

    [Fact]
    public void AMissingModelIsSaidAndNothingIsWritten()
    {
        ToolRun run = ToolRun.Of("lda", "report", _corpus.At("nowhere"), "--output", _corpus.At("page.html"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("model.json: not found", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        string bad = _corpus.At("bad.txt");
        File.WriteAllBytes(bad, [.. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("fine\n", 5))), 0xFF, (byte)'\n']);
        ToolRun titles = ToolRun.Of("lda", "report", _corpus.Train(), _corpus.Lines, "--format", "lines", "--titles", bad, "--output", _corpus.At("page.html"));
        Assert.Equal(2, titles.ExitCode);
        Assert.Contains("bad.txt:6: found", Assert.Single(titles.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_corpus.Folder, "*page.html*"));
    }

    [Fact]
    public void ForceReplacesAndTheSameModelGivesTheSameBytes()
    {
        string model = _corpus.Train();
        _corpus.Write("page.html", "old");
        string[] command = ["lda", "report", model, _corpus.Lines, "--format", "lines", "--output", _corpus.At("page.html"), "--force", "--threads"];
        Assert.Equal(0, ToolRun.Of([.. command, "1"]).ExitCode);
        byte[] one = File.ReadAllBytes(_corpus.At("page.html"));
        Assert.Equal(0, ToolRun.Of([.. command, "3"]).ExitCode);
        Assert.Equal(one, File.ReadAllBytes(_corpus.At("page.html")));
        Assert.Empty(Directory.EnumerateFiles(_corpus.Folder, ".*"));
    }

    /// <summary>More words than go into a page: which are left out is said, and none of them leads a topic.</summary>
    [Fact]
    public void WordsThatAreLeftOutAreRareAndCounted()
    {
        string model = Imported.Model(_corpus, words: 100_400, topics: 3);
        ToolRun run = ToolRun.Of("lda", "report", model, "--output", _corpus.At("page.html"));
        Assert.True(run.ExitCode == 0, run.Error);
        using LdaModel loaded = LdaModel.Load(model);
        double[] weights = RelevantWords.WordWeights(loaded);
        JsonElement words = DataOf(File.ReadAllText(_corpus.At("page.html"))).GetProperty("words");
        int[] inside = [.. words.GetProperty("texts").EnumerateArray().Select(text => int.Parse(text.GetString()!.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(inside.Order(), inside);
        int[] outside = [.. Enumerable.Range(0, weights.Length).Except(inside)];
        Assert.InRange(outside.Length, 1, 399);
        Assert.Contains(100_399, inside);
        Assert.Equal(outside.Length, words.GetProperty("leftOut").GetInt32());
        Assert.Equal(outside.Max(word => weights[word]), words.GetProperty("heaviestLeftOut")[0].GetDouble(), 1e-3);
        Assert.Empty(RelevantWords.AtAnyWeighting(loaded, weights, WordTable.WordsOfTopic).SelectMany(list => list).Intersect(outside));
        Assert.StartsWith($"{outside.Length} of 100,400 words are not in the page", run.ErrorLines[0], StringComparison.Ordinal);
    }

    private Dictionary<string, string> Facts(string model)
    {
        ToolRun run = ToolRun.Of("lda", "report", model, "--output", _corpus.At("facts.html"), "--force");
        Assert.True(run.ExitCode == 0, run.Error);
        return DataOf(File.ReadAllText(_corpus.At("facts.html"))).GetProperty("facts").EnumerateArray().ToDictionary(fact => fact[0].GetString()!, fact => fact[1].GetString()!);
    }

    internal static JsonElement DataOf(string page)
    {
        const string Begin = "<script id=\"data\" type=\"application/json\">";
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        return JsonDocument.Parse(page[begin..page.IndexOf("</script>", begin, StringComparison.Ordinal)]).RootElement;
    }
}
