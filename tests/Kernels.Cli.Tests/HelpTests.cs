using System.Linq;
using Xunit;

namespace Kernels.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("lda")]
    [InlineData("lda train")]
    [InlineData("lda topics")]
    [InlineData("lda infer")]
    [InlineData("lda score")]
    [InlineData("lda coherence")]
    [InlineData("lda diff")]
    [InlineData("lda stability")]
    [InlineData("lda export")]
    [InlineData("lda import")]
    [InlineData("corpus")]
    [InlineData("corpus info")]
    [InlineData("corpus convert")]
    [InlineData("info")]
    public void HelpAtEveryLevelShowsAnExampleOfThatCommand(string command)
    {
        string[] words = command.Split(' ', System.StringSplitOptions.RemoveEmptyEntries);
        ToolRun run = ToolRun.Of([.. words, "--help"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        string[] examples = [.. run.OutputLines.SkipWhile(line => line != "Examples:").Skip(1)];
        Assert.Contains(examples, line => line.Contains(string.Join(' ', words.Prepend("kernels")), System.StringComparison.Ordinal));
    }

    [Fact]
    public void HelpNamesEveryDefaultOfTraining()
    {
        string help = string.Join(' ', ToolRun.Of("lda", "train", "--help").Output.Split((char[]?)null, System.StringSplitOptions.RemoveEmptyEntries));
        Inference.LdaOptions defaults = new() { TopicCount = 1 };
        Assert.Contains($"(default: {defaults.Passes})", help, System.StringComparison.Ordinal);
        Assert.Contains($"(default: {defaults.InnerIterations}; online {(defaults with { Method = Inference.LdaMethod.Online }).InnerIterations})", help, System.StringComparison.Ordinal);
        Assert.Contains($"(default: {defaults.StructuredSamples}; corrected {(defaults with { StructuredGradient = Inference.StructuredGradient.Corrected }).StructuredSamples})", help, System.StringComparison.Ordinal);
        Assert.Contains($"(default: {defaults.BatchSize})", help, System.StringComparison.Ordinal);
    }

    [Fact]
    public void TheVersionIsPrinted()
    {
        ToolRun run = ToolRun.Of("--version");
        Assert.Equal(0, run.ExitCode);
        Assert.Single(run.OutputLines);
    }
}
