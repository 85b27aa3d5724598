using System.CommandLine;
using Kernels.Cli.Options;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels lda</c>.</summary>
internal static class LdaCommand
{
    public static Command Create(ToolConsole console) => ExampleHelp.WithExamples(
        new Command("lda", "Latent Dirichlet allocation: learn topics, look at them, apply, score, compare and exchange them.")
        {
            LdaTrainCommand.Create(console),
            LdaUpdateCommand.Create(console),
            LdaTopicsCommand.Create(console),
            LdaReportCommand.Create(console),
            LdaInferCommand.Create(console),
            LdaScoreCommand.Create(console),
            LdaCoherenceCommand.Create(console),
            LdaDiffCommand.Create(console),
            LdaStabilityCommand.Create(console),
            LdaExportCommand.Create(console),
            LdaImportCommand.Create(console),
        },
        "kernels lda train docword.kos.txt.gz --topics 20 --output model",
        "kernels lda topics model --words 8",
        "kernels lda report model docword.kos.txt.gz --output topics.html",
        "kernels lda score model docword.heldout.txt.gz",
        "kernels lda export model --to sklearn --output model.npz");
}
