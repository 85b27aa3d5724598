using System;
using System.IO;
using System.Text.Json;
using Xunit;

namespace Kernels.Cli.Tests;

public sealed class StructuredTests : IDisposable
{
    private readonly TinyCorpus _corpus = new();

    public void Dispose() => _corpus.Dispose();

    [Theory]
    [InlineData("sampled", 4)]
    [InlineData("corrected", 16)]
    public void TheRunSaysWhatItDid(string gradient, int samples)
    {
        string[] training = ["lda", "train", _corpus.WriteTenTopics(), "--format", "lines", "--topics", "6", "--method", "structured", "--gradient", gradient, "--batch-size", "20", "--tau0", "1", "--passes", "3"];
        ToolRun run = ToolRun.Of([.. training, "--output", _corpus.At("json"), "--json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement start = run.Json[0];
        Assert.Equal(("structured", gradient, samples), (start.GetProperty("method").GetString(), start.GetProperty("gradient").GetString(), start.GetProperty("samples").GetInt32()));
        JsonElement done = run.Json[^1];
        Assert.Equal(30, done.GetProperty("steps").GetInt32());
        long shortened = done.GetProperty("shortenedSteps").GetInt64();
        Assert.Equal(gradient == "corrected", shortened > 0);
        Assert.InRange(done.GetProperty("shortenedTopicSteps").GetInt64(), shortened, 6 * shortened);

        ToolRun said = ToolRun.Of([.. training, "--output", _corpus.At("text"), "--threads", "2"]);
        Assert.Contains($"6 topics, structured ({gradient} gradient, {samples} draws), 3 passes", said.Error, StringComparison.Ordinal);
        Assert.Equal(gradient == "corrected", said.Error.Contains($"in {shortened} of 30 steps rho of some topics was shortened", StringComparison.Ordinal));
        Assert.Equal(File.ReadAllBytes(Path.Combine(_corpus.At("json"), "lambda.npy")), File.ReadAllBytes(Path.Combine(_corpus.At("text"), "lambda.npy")));
        string model = File.ReadAllText(Path.Combine(_corpus.At("json"), "model.json"));
        Assert.Contains("\"method\": \"Structured\"", model, StringComparison.Ordinal);
        Assert.Contains($"\"shortenedSteps\": {shortened}", model, StringComparison.Ordinal);
    }

    /// <summary>A structured model goes on online: <c>lda update</c> has no other method.</summary>
    [Fact]
    public void AStructuredModelCanBeUpdated()
    {
        string folder = _corpus.Train("structured", "--method", "structured", "--batch-size", "4");
        Assert.Equal(0, ToolRun.Of("lda", "update", folder, _corpus.Lines, "--format", "lines").ExitCode);
        Assert.Equal(0, ToolRun.Of("lda", "topics", folder).ExitCode);
    }
}
