using System.CommandLine;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Inference;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels lda topics</c>.</summary>
internal static class LdaTopicsCommand
{
    private const int DefaultWords = 10;

    public static Command Create(ToolConsole console)
    {
        Argument<string> folder = ModelOptions.Folder();
        Option<int?> words = OptionKinds.WholeNumber("--words", "N", 1, $"Words of each topic, heaviest first (default: {DefaultWords}).");
        Option<bool> json = new("--json") { Description = "A JSON object a topic." };
        Command command = new("topics", "Print a model's topics, one a line: number, weight (share of all words), words.") { folder, words, json };
        command.SetAction(parsed =>
        {
            using LdaModel model = ModelFolder.Open(parsed.GetValue(folder)!, new CpuDevices(threads: 1));
            TopicList.Write(console, model, parsed.GetValue(words) ?? DefaultWords, parsed.GetValue(json));
            return ExitCode.Success;
        });
        return ExampleHelp.WithExamples(command, "kernels lda topics model --words 8");
    }
}
