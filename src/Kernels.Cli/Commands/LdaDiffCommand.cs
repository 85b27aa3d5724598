using System;
using System.CommandLine;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Inference;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels lda diff</c>.</summary>
internal static class LdaDiffCommand
{
    private const int DefaultWords = 10;

    public static Command Create(ToolConsole console)
    {
        Argument<string> first = ModelOptions.Folder("DIR1");
        Argument<string> second = ModelOptions.Folder("DIR2", "Another one; it need not have as many topics.");
        Option<int?> words = WordsOption();
        Option<int?> threads = Threads.Create();
        Option<bool> json = new("--json") { Description = "JSON lines: one a pair of topics, one a topic left over, then the summary." };
        Command command = new("diff", "Match the topics of two models one to one and show how far they differ.") { first, second, words, threads, json };
        command.SetAction(parsed =>
        {
            using LdaModel left = ModelFolder.Open(parsed.GetValue(first)!, new CpuDevices(threads: 1));
            using LdaModel right = ModelFolder.Open(parsed.GetValue(second)!, new CpuDevices(threads: 1));
            int count = WordsOf(parsed, words);
            TopicMatching matching = BadInput.Naming(
                $"models {parsed.GetValue(first)} and {parsed.GetValue(second)}", () => TopicMatching.Between(left, right, count, Threads.Of(parsed, threads), console.Stop));
            DiffText.Write(console, left, right, matching, count, parsed.GetValue(json));
            return ExitCode.Success;
        });
        return ExampleHelp.WithExamples(
            command,
            "kernels lda diff model-seed1 model-seed2 --words 8",
            "kernels lda diff small large --json",
            "",
            "hellinger  sqrt(sum (sqrt p - sqrt q)^2 / 2) of the topics' means over the words both models know: 0 the same, 1 nothing shared.",
            "jaccard    top words of both topics over top words of either: 1 the same.",
            "Topics are matched so that the Hellinger distances sum to the least; the bar is 1 - hellinger. A topic left over is shown with the",
            "nearest one of the other model. Words in brackets: - only in the first topic's top words, + only in the second's.");
    }

    public static Option<int?> WordsOption() =>
        OptionKinds.WholeNumber("--words", "N", 1, $"Top words of each topic that are compared and shown (default: {DefaultWords}).");

    public static int WordsOf(ParseResult parsed, Option<int?> option) => parsed.GetValue(option) ?? DefaultWords;
}
