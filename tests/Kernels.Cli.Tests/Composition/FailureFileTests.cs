using System;
using System.IO;
using Kernels.Cli.Composition;
using Kernels.Inference;
using Xunit;

namespace Kernels.Cli.Tests.Composition;

public sealed class FailureFileTests : IDisposable
{
    private static readonly LdaFailure s_failure = new()
    {
        Document = 7,
        Pass = 2,
        Step = 3,
        Found = "NaN",
        Precision = "float",
        Words = [4],
        Counts = [1],
        Alpha = [0.5, 0.5],
        Lambda = [1, 2],
        OtherLambda = [3, 4],
        MaxIterations = 5,
        Tolerance = 1e-3,
    };

    private readonly TinyCorpus _corpus = new();

    public void Dispose() => _corpus.Dispose();

    [Theory]
    [InlineData("model")]
    [InlineData("model/")]
    public void ItLiesBesideTheModel(string folder)
    {
        string file = _corpus.At("model.seed5.failure.json");
        Assert.Equal($"{file} holds what shows it again", FailureFile.Keep(s_failure, _corpus.At(folder), ".seed5.failure.json"));
        Assert.Equal(7, LdaFailure.Load(file).Document);
    }

    /// <summary>No folder there, and a folder where the file should go: said in the line, not thrown.</summary>
    [Theory]
    [InlineData("nowhere/model")]
    [InlineData("taken")]
    public void WhereItCannotBeWrittenThatIsSaid(string folder)
    {
        Directory.CreateDirectory(_corpus.At("taken.failure.json"));
        string said = FailureFile.Keep(s_failure, _corpus.At(folder), ".failure.json");
        Assert.StartsWith("what shows it again could not be written: ", said, StringComparison.Ordinal);
        Assert.Contains($"{folder}.failure.json", said, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', said);
    }
}
