using System.CommandLine;
using Kernels.Cli.Options;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels corpus</c>.</summary>
internal static class CorpusCommand
{
    public static Command Create(ToolConsole console) => ExampleHelp.WithExamples(
        new Command("corpus", "Look at a corpus, or convert it to the binary format that opens at once.")
        {
            CorpusInfoCommand.Create(console),
            CorpusConvertCommand.Create(console),
        },
        "kernels corpus info docword.kos.txt.gz",
        "kernels corpus convert docword.kos.txt.gz kos.kcorpus");
}
