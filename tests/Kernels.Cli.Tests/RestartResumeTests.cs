using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>Several starts as a process that is killed or stopped, and goes on.</summary>
public sealed class RestartResumeTests : IDisposable
{
    private readonly TinyCorpus _corpus = new();

    public void Dispose() => _corpus.Dispose();

    /// <summary>Killed at random moments, in any of the starts and between them; then to the end, to the bits of starts that nobody killed.</summary>
    [UnixTheory]
    [InlineData(12, "--method", "online", "--batch-size", "8", "--passes", "60", "--alpha", "auto")]
    [InlineData(6, "--passes", "400", "--bound-every", "100")]
    [InlineData(4, "--method", "structured", "--batch-size", "16", "--passes", "12", "--shuffle")]
    public void KilledAtRandomMomentsTheStartsEndWithTheSameBits(int mostKills, params string[] method)
    {
        string[] training = [_corpus.WriteTenTopics(), "--format", "lines", "--topics", "6", "--seed", "4", "--restarts", "4", .. method];
        string undisturbed = _corpus.At("undisturbed");
        ToolRun whole = ToolRun.Of(["lda", "train", .. training, "--quiet", "--output", undisturbed]);
        Assert.True(whole.ExitCode == 0, whole.Error);

        string killed = _corpus.At("killed");
        KilledRun.ToItsEnd(["lda", "train", .. training, "--checkpoint-every", "5", "--quiet", "--force", "--output", killed], killed, kills: mostKills);
        AssertSame(undisturbed, killed);
    }

    /// <summary>Stopped within the second start: the best so far is saved, what goes on lies beside it and is gone in the end.</summary>
    [Fact]
    public void AStopWithinAStartSavesTheBestSoFarAndGoesOn()
    {
        string[] training = Training("--checkpoint-every", "1");
        string folder = _corpus.At("run");
        (int exitCode, string said) = Stopped([.. training, "--output", folder], line => line.Contains("start 2 of 3, pass 3", StringComparison.Ordinal));
        Assert.Equal(130, exitCode);
        Assert.Contains("stopped after 1 of the starts; the best of them is saved", said, StringComparison.Ordinal);
        Assert.Equal(2, Kept(folder));
        Assert.True(File.Exists(Path.Combine(folder, "model.json")));
        ToolRun.Refused("found a checkpoint in", [.. training, "--output", folder]);

        (exitCode, said) = Stopped(["lda", "train", "--resume", folder], line => line.Contains("start 3 of 3, pass 4", StringComparison.Ordinal));
        Assert.Equal(130, exitCode);
        Assert.Contains("goes on from the checkpoint at start 2 of 3, pass ", said, StringComparison.Ordinal);
        Assert.Contains("3 starts with seeds from 4 on", said, StringComparison.Ordinal);
        Assert.Equal(2, Kept(folder));

        ToolRun last = ToolRun.Of("lda", "train", "--resume", folder, "--json");
        Assert.True(last.ExitCode == 0, last.Error);
        Assert.Equal(3, last.Json[0].GetProperty("resumedRestart").GetInt32());
        Assert.Equal(3, last.Json[0].GetProperty("restarts").GetInt32());
        Assert.Equal([6], last.Json.Where(line => line.GetProperty("event").GetString() == "restart").Select(line => line.GetProperty("seed").GetInt32()));
        Assert.Equal(0, Kept(folder));
        AssertSame(Undisturbed(), folder);
    }

    [Fact]
    public void ABestModelThatIsDamagedOrGoneIsRefused()
    {
        string folder = _corpus.At("damaged");
        Stopped([.. Training("--checkpoint-every", "2"), "--output", folder], line => line.Contains("start 2 of 3, pass 3", StringComparison.Ordinal));
        string best = Assert.Single(Directory.GetFiles(folder, "checkpoint.best-*"));
        byte[] whole = File.ReadAllBytes(best);
        byte[] bytes = [.. whole];
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(best, bytes);
        ToolRun.Refused("so the best model is damaged", "lda", "train", "--resume", folder);
        File.Delete(best);
        ToolRun.Refused($"option --resume: {best}: not found; expected the best model so far, of seed 4", "lda", "train", "--resume", folder);
        File.WriteAllBytes(best, whole);
        Assert.Equal(0, ToolRun.Of("lda", "train", "--resume", folder, "--quiet").ExitCode);
        AssertSame(Undisturbed(), folder);
    }

    /// <summary>Killed after the best model was written and before the first checkpoint: nothing to go on with, but --force takes the folder.</summary>
    [Fact]
    public void ABestModelWithoutACheckpointCanBeReplaced()
    {
        string folder = _corpus.At("begun");
        Stopped([.. Training("--checkpoint-every", "1"), "--output", folder], line => line.Contains("start 2 of 3, pass 3", StringComparison.Ordinal));
        foreach (string file in Directory.GetFiles(folder).Where(file => !Path.GetFileName(file).StartsWith("checkpoint.best-", StringComparison.Ordinal)))
        {
            File.Delete(file);
        }

        string best = Assert.Single(Directory.GetFiles(folder));
        byte[] left = File.ReadAllBytes(best);
        ToolRun.Refused("found no checkpoint in", "lda", "train", "--resume", folder);
        ToolRun.Refused("is not empty", [.. Training(), "--output", folder]);
        Assert.Equal(0, ToolRun.Of([.. Training(), "--output", folder, "--force", "--quiet"]).ExitCode);
        AssertSame(Undisturbed(), folder);
        Assert.Equal(0, Kept(folder));

        // Nor does it keep a model from learning on.
        File.WriteAllBytes(best, left);
        ToolRun update = ToolRun.Of("lda", "update", folder, _corpus.Lines, "--format", "lines");
        Assert.True(update.ExitCode == 0, update.Error);
        Assert.Equal(0, Kept(folder));
    }

    /// <summary>A disk that does not take the best model is told of, once a checkpoint would be due, and costs no start.</summary>
    [Fact]
    public void ABestModelThatCannotBeWrittenIsSaid()
    {
        string folder = _corpus.At("full");
        Assert.Equal(0, ToolRun.Of([.. Training(), "--output", folder, "--quiet"]).ExitCode);
        Directory.CreateDirectory(Path.Combine(folder, "checkpoint.best.new"));
        ToolRun run = ToolRun.Of([.. Training("--checkpoint-every", "1000"), "--output", folder, "--force", "--quiet"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(2, run.ErrorLines.Length);
        Assert.All(run.ErrorLines, line => Assert.StartsWith("kernels: a checkpoint could not be written, the one before stays: ", line, StringComparison.Ordinal));
        AssertSame(Undisturbed(), folder);
    }

    private string[] Training(params string[] more) =>
        ["lda", "train", _corpus.Lines, "--format", "lines", "--topics", "3", "--passes", "6", "--seed", "4", "--restarts", "3", .. more];

    private string Undisturbed()
    {
        string folder = _corpus.At("undisturbed");
        Assert.Equal(0, ToolRun.Of([.. Training(), "--quiet", "--output", folder]).ExitCode);
        return folder;
    }

    /// <summary>How many files of a run that is to go on a folder holds.</summary>
    private static int Kept(string folder) => Directory.GetFileSystemEntries(folder, "checkpoint*").Length;

    private static (int ExitCode, string Said) Stopped(string[] args, Func<string, bool> isLast)
    {
        using StringWriter output = new();
        using StoppingWriter error = new((line, _) => isLast(line));
        return (Tool.Run(args, new ToolConsole(output, error, Interactive: false, error.Stop)), error.ToString());
    }

    /// <summary>The same λ, and the same words about it but for the time it took.</summary>
    private static void AssertSame(string expected, string actual)
    {
        Assert.Equal(File.ReadAllBytes(Path.Combine(expected, "lambda.npy")), File.ReadAllBytes(Path.Combine(actual, "lambda.npy")));
        string description = Timeless(expected);
        Assert.Contains("\"isKept\":true", description, StringComparison.Ordinal);
        Assert.Equal(description, Timeless(actual));

        static string Timeless(string folder)
        {
            JsonNode model = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "model.json")))!;
            Strip(model);
            return model.ToJsonString();
        }

        static void Strip(JsonNode? node)
        {
            if (node is JsonObject values)
            {
                values.Remove("seconds");
                foreach ((_, JsonNode? value) in values)
                {
                    Strip(value);
                }
            }
            else if (node is JsonArray items)
            {
                foreach (JsonNode? item in items)
                {
                    Strip(item);
                }
            }
        }
    }
}
