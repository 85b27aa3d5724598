using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Kernels.Tests;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>bench/peers: the neutral score is the tool's, and the comparison runs from end to end.</summary>
public sealed class PeersTests : IDisposable
{
    private const string Corpus = "uci/docword.reuters395.txt.gz";
    private const int Words = 30;

    private readonly TinyCorpus _corpus = new();

    public void Dispose() => _corpus.Dispose();

    /// <summary>Odd and even counts, a document of one token (which is left out), and topics that differ.</summary>
    [PeersFact]
    public void TheNeutralScoreIsTheTools()
    {
        Random random = new(1);
        List<string> pairs = [];
        for (int document = 1; document <= 40; document++)
        {
            IEnumerable<int> words = document == 7 ? [3] : Enumerable.Range(1, Words).Where(word => random.Next(3) == 0 || (word + document) % 2 == 0);
            pairs.AddRange(words.Select(word => $"{document} {word} {(document == 7 ? 1 : random.Next(1, 6))}"));
        }

        string docword = _corpus.Write("docword.few.txt", $"40\n{Words}\n{pairs.Count}\n{string.Join('\n', pairs)}\n");
        string model = _corpus.At("model");
        Assert.Equal(0, ToolRun.Of("lda", "train", docword, "--topics", "4", "--alpha", "0.1", "--eta", "0.01", "--passes", "5", "--output", model, "--quiet").ExitCode);
        JsonElement tool = Assert.Single(ToolRun.Of("lda", "score", model, docword, "--evaluator", "completion", "--json").Json);

        (int exitCode, string output, string error) = PeersFactAttribute.Run("score.py", docword, Path.Combine(model, "lambda.npy"), "--json");

        Assert.True(exitCode == 0, error);
        JsonElement neutral = JsonDocument.Parse(output).RootElement;
        Assert.Equal(tool.GetProperty("tokens").GetDouble(), neutral.GetProperty("predictedTokens").GetDouble());
        Assert.Equal(tool.GetProperty("perWord").GetDouble(), neutral.GetProperty("documentCompletion").GetDouble(), 1e-6);
    }

    [PeersFact(Corpus)]
    public void TheQuickComparisonRunsAndTheReportReadsIt()
    {
        string folder = _corpus.At("peers");
        string tool = typeof(Tool).Assembly.Location;
        (int exitCode, _, string error) = PeersFactAttribute.Run("compare.py", "--quick", "--data", DataFolder.Path!, "--tool", tool, "--bench", Bench(), "--output", folder);
        Assert.True(exitCode == 0, error);
        string file = Path.Combine(folder, "peers.json");
        JsonElement results = JsonDocument.Parse(File.ReadAllText(file)).RootElement;

        // One process each, and the same work: one pass of it ends at the same λ but for rounding.
        string[] leftOut = [.. results.GetProperty("LeftOut").EnumerateArray().Select(name => name.GetString()!)];
        string[] peers = [.. new[] { "scikit-learn", "gensim" }.Except(leftOut)];
        Assert.Contains("scikit-learn", peers);
        foreach (string peer in peers)
        {
            JsonElement[] distances = Figures(results, "distance of lambda", peer);
            Assert.Equal(6, distances.Length);
            Assert.All(distances, distance => Assert.InRange(Value(distance), 0, Name(distance).EndsWith("double", StringComparison.Ordinal) ? 1e-8 : 1e-2));
            Assert.Equal(2, Figures(results, "epsilon taken out", peer).Length);
            Assert.Equal(4, Figures(results, "times ours", peer).Length);
            Assert.All(Figures(results, "peak memory", peer), memory => Assert.InRange(Value(memory), 1, 1e5));

            // Every line of a curve reaches what all of them reach.
            Assert.Equal(2 * 3, Figures(results, "to a held-out score", peer).Length);
        }

        Assert.Equal(4, Figures(results, "seconds of training at equal work", "kernels").Length);
        Assert.Equal(8, Figures(results, "special functions", "SciPy").Length);
        Assert.All(results.GetProperty("Rounds").GetProperty("functions").EnumerateArray(), function =>
            Assert.InRange(function.GetProperty("difference").GetDouble(), 0, function.GetProperty("precision").GetString() == "double" ? 1e-12 : 1e-4));
        Assert.Equal(2 * 2, Figures(results, "seconds of equal iterations of EM", "").Length);
        Assert.All(results.GetProperty("Rounds").GetProperty("mixtures").EnumerateArray(), mixture =>
            Assert.InRange(mixture.GetProperty("difference").GetDouble(), 0, mixture.GetProperty("precision").GetString() == "double" ? 1e-10 : 1e-4));
        foreach (JsonElement curves in results.GetProperty("Curves").EnumerateArray())
        {
            Assert.Equal(1 + (3 * peers.Length), curves.GetProperty("Lines").GetArrayLength());
            Assert.All(curves.GetProperty("Lines").EnumerateArray(), line => Assert.All(
                line.GetProperty("Y").EnumerateArray(), score => Assert.InRange(score.GetDouble(), -Math.Log(4258), -7)));
        }

        // A single round knows no noise, and says so.
        Assert.All(results.GetProperty("Figures").EnumerateArray(), figure => Assert.Equal("NaN", figure.GetProperty("Noise").GetString()));
        Assert.Contains("BLAS: ", error, StringComparison.Ordinal);

        // On our schedule the peers go our way: from the same λ, by a uniform γ, to the same score after a pass.
        foreach (JsonElement curves in results.GetProperty("Rounds").GetProperty("quality").EnumerateArray().Where(quality => quality.GetProperty("case").GetString() == "reuters395-batch"))
        {
            double Score(string line) => curves.GetProperty("curves").GetProperty(line)[0][0][1].GetDouble();
            string[] ours = [.. curves.GetProperty("curves").EnumerateObject().Select(line => line.Name).Where(line => line.Contains("our schedule", StringComparison.Ordinal))];
            Assert.Equal(2 * peers.Length, ours.Length);
            Assert.All(ours, line => Assert.Equal(Score("kernels"), Score(line), 1e-3));
        }

        int figures = results.GetProperty("Figures").GetArrayLength();
        (exitCode, string output, error) = Python.RunProcess("dotnet", Bench(), "compare", file, file);
        Assert.True(exitCode == 0, error);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"0 slower, 0 faster, of {figures} figures; 0 of the old ones are gone."), output, StringComparison.Ordinal);
    }

    [PeersFact]
    public void WhatIsNotThereIsSaidInOneLine()
    {
        (int exitCode, _, string error) = PeersFactAttribute.Run("compare.py", "--quick", "--only", "work", "--data", _corpus.Folder, "--tool", typeof(Tool).Assembly.Location, "--output", _corpus.At("none"));
        Assert.Equal(1, exitCode);
        Assert.Contains("found nothing there, expected a corpus", error.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.False(Directory.Exists(_corpus.At("none")));
    }

    /// <summary>What a machine says of OpenBLAS is not measured with it; threads are ours to say.</summary>
    [PeersFact]
    public void AForcedCoreIsKeptFromThePeers()
    {
        (int exitCode, string output, string error) = Python.RunProcess(
            PeersFactAttribute.Interpreter!,
            "-c",
            "import sys; sys.path.insert(0, sys.argv[1]); import json, processes; "
            + "print(json.dumps(processes.environment_of({'OPENBLAS_CORETYPE': 'Prescott', 'OPENBLAS_L2_SIZE': '1', 'OPENBLAS_NUM_THREADS': '7', 'PATH': 'x'})))",
            Path.Combine(Repository.Root, "bench", "peers"));
        Assert.True(exitCode == 0, error);
        string[] names = [.. JsonDocument.Parse(output).RootElement.EnumerateObject().Select(variable => variable.Name)];
        Assert.DoesNotContain("OPENBLAS_CORETYPE", names);
        Assert.DoesNotContain("OPENBLAS_L2_SIZE", names);
        Assert.Contains("PATH", names);
        Assert.Equal("1", JsonDocument.Parse(output).RootElement.GetProperty("OPENBLAS_NUM_THREADS").GetString());
    }

    private static string Bench() => Path.Combine(
        Repository.Root, ".artifacts", "bin", "Kernels.Bench", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)), "Kernels.Bench.dll");

    private static JsonElement[] Figures(JsonElement results, string group, string variant) =>
    [
        .. results.GetProperty("Figures").EnumerateArray().Where(figure =>
            figure.GetProperty("Group").GetString()!.Contains(group, StringComparison.Ordinal) && figure.GetProperty("Variant").GetString()!.StartsWith(variant, StringComparison.Ordinal)),
    ];

    private static string Name(JsonElement figure) => figure.GetProperty("Name").GetString()!;

    private static double Value(JsonElement figure) => figure.GetProperty("Value").GetDouble();
}
