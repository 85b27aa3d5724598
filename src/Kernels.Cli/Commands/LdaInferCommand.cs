using System.CommandLine;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels lda infer</c>.</summary>
internal static class LdaInferCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string> folder = ModelOptions.Folder();
        Option<string> output = new("--output") { HelpName = "FILE", Required = true, Description = "Where the documents' topic shares go: theta.npy, .csv, .jsonl or .svmlight; their weights as lda-c has them to .gamma." };
        Option<double?> threshold = OptionKinds.Share(
            "--threshold", "X", "svmlight: leave out smaller shares, and say how much of the weight they had (default: 0).");
        LdaInferenceSettings defaults = new();
        DocumentOptions documents = new($"The most iterations a document gets (default: {defaults.MaxIterations}).", defaults.Tolerance);
        Option<int?> threads = Threads.Create();
        Option<string?> device = DeviceOption.Create();
        Command command = new("infer", "Infer how much of each topic every document of a corpus holds.") { folder };
        CorpusInput input = new(command);
        Option<bool> force = new("--force") { Description = "Replace the file if it is already there." };
        Option<bool> json = new("--json") { Description = "A JSON line on standard output: what was inferred, and how many documents had not settled." };
        foreach (Option option in (Option[])[output, threshold, force, .. documents.All, threads, device, json])
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(output)!;
            ThetaFile file = ThetaFile.For(path, parsed.GetValue(threshold) ?? 0) ?? throw new BadInputException($"option --output: found \"{path}\", expected {ThetaFile.Expected}");
            if (parsed.GetValue(threshold) is not null && !file.IsSparse)
            {
                throw new BadInputException($"option --threshold: found with \"{path}\", expected only with a name ending in .svmlight");
            }

            OutputPath.CheckFile(path, "option --output", parsed.GetValue(force));
            CorpusRequest request = input.Request(parsed);
            using LdaModel model = ModelFolder.Open(parsed.GetValue(folder)!, DeviceOption.Devices(parsed, device, Threads.Of(parsed, threads)));
            model.Inference = documents.Read(parsed, defaults);
            using MatchedCorpus matched = MatchedCorpus.Open(console, model, request);
            ICorpus corpus = matched.Corpus;
            LdaInferenceResult result = null!;
            using (ProgressLine progress = new(console, "inference", corpus.DocumentCount))
            {
                OutputFile.Write(path, stream => result = ThetaWriting.Write(stream, file, model, corpus, progress, console.Stop));
            }

            file.Note(console.Error);
            string unsettled = result.UnconvergedDocuments == 0 ? string.Empty
                : $", {Amounts.Of(result.UnconvergedDocuments, "document")} not settled after {Amounts.Of(model.Inference.MaxIterations, "iteration")}";
            if (parsed.GetValue(json))
            {
                JsonLine.Write(console.Out, "inferred", line =>
                {
                    line.WriteString("theta", path);
                    line.WriteNumber("documents", result.Documents);
                    line.WriteNumber("topics", model.TopicCount);
                    line.WriteNumber("unconvergedDocuments", result.UnconvergedDocuments);
                    line.WriteNumber("visits", result.Visits);
                    line.WriteNumber("rescuedPairs", result.RescuedPairs);
                });
            }

            console.Error.WriteLine($"{Amounts.Of(corpus.DocumentCount, "document")}, {Amounts.Of(model.TopicCount, "topic")}{unsettled}: {path}");
            return ExitCode.Success;
        });
        return ExampleHelp.WithExamples(
            command,
            "kernels lda infer model docword.new.txt.gz --output theta.npy",
            "kernels lda infer model letters.txt --output theta.jsonl",
            "kernels lda infer model reviews.csv --column body --output theta.svmlight --threshold 0.01",
            "",
            "Words are matched by name; words the model does not know are left out, counted and shown.");
    }
}
