using System;
using System.CommandLine;
using System.IO;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Corpora;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels corpus convert</c>.</summary>
internal static class CorpusConvertCommand
{
    public static Command Create(ToolConsole console)
    {
        Command command = new("convert", "Write a corpus in the binary format, which opens at once and is streamed when it does not fit in memory.");
        CorpusInput input = new(command, withSample: false);
        Argument<string> output = new("OUT") { Description = "The file to write, .kcorpus by custom." };
        Option<bool> force = new("--force") { Description = "Replace a file that is already there." };
        command.Add(output);
        command.Add(force);
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(output)!;
            OutputPath.CheckFile(path, "OUT", parsed.GetValue(force));
            ICorpus corpus = CorpusOpener.Open(input.Request(parsed), console);
            using IDisposable? file = corpus as IDisposable;
            BinaryCorpusWriter.Write(corpus, path, console.Stop);
            console.Error.WriteLine($"{Amounts.Of(corpus.DocumentCount, "document")}, {Amounts.Bytes(new FileInfo(path).Length)}: {path}");
            return ExitCode.Success;
        });
        return ExampleHelp.WithExamples(
            command,
            "kernels corpus convert docword.wiki.txt.gz wiki.kcorpus",
            "kernels corpus convert reviews.csv.gz reviews.kcorpus --column body --keep 20000",
            "kernels corpus convert posts.jsonl posts.kcorpus --field content",
            "kernels corpus convert terms-by-documents.mtx corpus.kcorpus --rows-are-words --vocabulary terms.txt",
            "zcat pages.txt.gz | kernels corpus convert - pages.kcorpus --format lines --min-df 5");
    }
}
