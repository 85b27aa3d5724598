using System.CommandLine;
using Kernels.Cli.Options;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels gmm</c>.</summary>
internal static class GmmCommand
{
    public static Command Create(ToolConsole console) => ExampleHelp.WithExamples(
        new Command("gmm", "Gaussian mixtures: fit a table of numbers, and give rows to components.")
        {
            GmmFitCommand.Create(console),
            GmmAssignCommand.Create(console),
        },
        "kernels gmm fit faithful.csv --columns eruptions,waiting --components 1..9 --restarts 5 --output model",
        "kernels gmm assign model faithful.csv --output components.csv");
}
