using System;
using System.Collections.Generic;
using System.CommandLine;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Inference;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels lda stability</c>.</summary>
internal static class LdaStabilityCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string[]> folders = new("DIR") { Arity = ArgumentArity.OneOrMore, Description = "Two or more model folders, say of several seeds." };
        Option<int?> words = LdaDiffCommand.WordsOption();
        Option<int?> threads = Threads.Create();
        Option<bool> json = new("--json") { Description = "JSON lines: one a pair of models, one a topic of the first, then the means." };
        Command command = new("stability", "Match the topics of every pair of models and show how far all found the same ones.") { folders, words, threads, json };
        command.SetAction(parsed =>
        {
            string[] names = parsed.GetValue(folders)!;
            if (names.Length < 2)
            {
                throw new BadInputException($"found {names.Length} DIR, expected two or more");
            }

            List<LdaModel> models = [];
            try
            {
                foreach (string name in names)
                {
                    models.Add(ModelFolder.Open(name, new CpuDevices(threads: 1)));
                }

                int count = LdaDiffCommand.WordsOf(parsed, words);
                TopicStability stability = BadInput.Naming(
                    $"models {string.Join(", ", names)}", () => TopicStability.Of(models, count, Threads.Of(parsed, threads), cancellation: console.Stop));
                StabilityText.Write(console, names, models[0], stability, count, parsed.GetValue(json));
            }
            finally
            {
                models.ForEach(model => model.Dispose());
            }

            return ExitCode.Success;
        });
        return ExampleHelp.WithExamples(
            command,
            "kernels lda stability seed1 seed2 seed3",
            "for s in 1 2 3; do kernels lda train docword.kos.txt.gz --topics 20 --seed $s --output seed$s --quiet; done",
            "",
            "Topics of each pair of models are matched one to one (see kernels lda diff --help); means over the matched topics, then over the pairs",
            "(Greene, O'Callaghan and Cunningham 2014). Below, each topic of the first model with the means over its partners in the others.");
    }
}
