using System;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Corpora;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels corpus info</c>.</summary>
internal static class CorpusInfoCommand
{
    public static Command Create(ToolConsole console)
    {
        Command command = new("info", "Read a corpus and say what is in it.");
        CorpusInput input = new(command);
        Option<bool> json = new("--json") { Description = "A JSON object." };
        command.Add(json);
        command.SetAction(parsed =>
        {
            CorpusRequest request = input.Request(parsed);
            Stopwatch clock = Stopwatch.StartNew();
            ICorpus corpus = CorpusOpener.Open(request, console);
            using IDisposable? file = corpus as IDisposable;
            if (parsed.GetValue(json))
            {
                WriteJson(console.Out, request.Name, corpus, clock.Elapsed.TotalSeconds);
            }
            else
            {
                WriteText(console.Out, request.Name, corpus, clock.Elapsed.TotalSeconds);
            }

            return ExitCode.Success;
        });
        return ExampleHelp.WithExamples(command, "kernels corpus info docword.kos.txt.gz", "kernels corpus info news.csv --column title", "kernels corpus info --sample dotnet");
    }

    private static void WriteText(TextWriter output, string name, ICorpus corpus, double seconds)
    {
        output.WriteLine($"corpus             {name}");
        output.WriteLine($"documents          {Amounts.Count(corpus.DocumentCount)}");
        output.WriteLine($"words              {Amounts.Count(corpus.VocabularySize)}{(corpus.Vocabulary is null ? " (numbers only, no vocabulary)" : string.Empty)}");
        output.WriteLine($"pairs              {Amounts.Count(corpus.PairCount)}");
        output.WriteLine($"tokens             {Amounts.Count(corpus.TokenCount)}");
        output.WriteLine($"largest document   {Amounts.Of(corpus.LargestDocument, "pair")}");
        output.WriteLine($"opened in          {Amounts.Time(seconds)}");
    }

    private static void WriteJson(TextWriter output, string name, ICorpus corpus, double seconds) => JsonLine.Write(output, "corpus", json =>
    {
        json.WriteString("corpus", name);
        json.WriteNumber("documents", corpus.DocumentCount);
        json.WriteNumber("words", corpus.VocabularySize);
        json.WriteBoolean("hasVocabulary", corpus.Vocabulary is not null);
        json.WriteNumber("pairs", corpus.PairCount);
        json.Number("tokens", corpus.TokenCount);
        json.WriteNumber("largestDocument", corpus.LargestDocument);
        json.Number("seconds", seconds);
    });
}
