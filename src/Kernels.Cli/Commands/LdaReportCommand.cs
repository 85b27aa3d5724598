using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Cli.Report;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels lda report</c>.</summary>
internal sealed class LdaReportCommand
{
    private readonly ToolConsole _console;
    private readonly Argument<string> _folder = ModelOptions.Folder();
    private readonly CorpusInput _corpus;
    private readonly Option<string> _output = new("--output") { HelpName = "FILE", Required = true, Description = "The page, .html: one file that needs no network." };
    private readonly Option<string?> _titles = new("--titles")
    {
        HelpName = "FILE",
        Description = "The documents' titles, one a line in the order of CORPUS; of a .tsv the last column; .gz is unpacked (default: their numbers).",
    };

    private readonly Option<string?> _name = new("--name") { HelpName = "TEXT", Description = "What the page is called (default: the folder's name)." };
    private readonly Option<int?> _threads = Threads.Create();
    private readonly Option<bool> _force = new("--force") { Description = "Replace the file if it is already there." };

    private LdaReportCommand(ToolConsole console, Command command)
    {
        _console = console;
        command.Add(_folder);
        _corpus = new CorpusInput(command, required: false);
        foreach (Option option in (Option[])[_output, _titles, _name, _threads, _force])
        {
            command.Add(option);
        }

        command.SetAction(Run);
    }

    public static Command Create(ToolConsole console)
    {
        Command command = new("report", "Write a page to explore a model in a browser: a map of the topics, their words, documents and learning.");
        _ = new LdaReportCommand(console, command);
        return ExampleHelp.WithExamples(
            command,
            "kernels lda report model --output topics.html",
            "kernels lda report model docword.kos.txt.gz --output topics.html --force",
            "kernels lda report model docword.wiki.txt.gz --titles titles.tsv.gz --name Wikipedia --output wiki.html",
            "",
            "With CORPUS the page shows which documents hold most of a topic. Words are ranked by relevance (Sievert and Shirley 2014);",
            "the map shows Jensen-Shannon distances of topics by their first two principal coordinates.");
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetValue(_output)!;
        if (Path.GetExtension(path).ToUpperInvariant() is not (".HTML" or ".HTM"))
        {
            throw new BadInputException($"option --output: found \"{path}\", expected a name ending in .html");
        }

        string? titlesPath = parsed.GetValue(_titles);
        bool withCorpus = _corpus.IsGiven(parsed);
        if (titlesPath is not null && !withCorpus)
        {
            throw new BadInputException("option --titles: found without CORPUS, expected only with it: they are its documents'");
        }

        OutputPath.CheckFile(path, "option --output", parsed.GetValue(_force));
        CorpusRequest? request = withCorpus ? _corpus.Request(parsed) : null;
        string folder = parsed.GetValue(_folder)!;
        int threads = Threads.Of(parsed, _threads);
        using LdaModel model = ModelFolder.Open(folder, new CpuDevices(threads));
        if (model.TopicCount > TopicReport.MostTopics)
        {
            throw new BadInputException($"model {folder}: found {Amounts.Count(model.TopicCount)} topics, expected at most {Amounts.Count(TopicReport.MostTopics)} for a page");
        }

        ReportDocuments? documents = request is null ? null : Documents(model, request, titlesPath);
        string title = parsed.GetValue(_name) ?? OutputPath.NameOf(folder);
        TopicReport report = Topics(model, title, threads, documents, NameOf(request));
        long bytes = 0;
        OutputFile.Write(path, stream =>
        {
            ReportPage.Write(stream, report);
            bytes = stream.Length;
        });
        Say(report, bytes, path);
        return ExitCode.Success;
    }

    /// <summary>The corpus on the page, which may be shown to others: no folder of this machine.</summary>
    private static string? NameOf(CorpusRequest? request) =>
        request?.Path is { } path and not "-" ? OutputPath.NameOf(path) : request?.Name;

    private ReportDocuments Documents(LdaModel model, CorpusRequest request, string? titlesPath)
    {
        IReadOnlyList<string>? titles = null;
        using MatchedCorpus corpus = MatchedCorpus.Open(
            _console, model, request, opened => titles = titlesPath is null ? null : Titles(titlesPath, opened.DocumentCount));
        using ProgressLine progress = new(_console, "inference", corpus.Corpus.DocumentCount);
        return ReportDocuments.Of(model, corpus.Corpus, titles, progress, _console.Stop);
    }

    private TopicReport Topics(LdaModel model, string title, int threads, ReportDocuments? documents, string? corpusName)
    {
        using ProgressLine progress = new(_console, "distances of topics", model.VocabularySize, "word");
        return new TopicReport(model, title, threads, progress, _console.Stop) { Documents = documents, CorpusName = corpusName };
    }

    private static IReadOnlyList<string> Titles(string path, int documents)
    {
        IReadOnlyList<string> titles = CorpusReader.ReadTitles(CorpusInput.RequireFile(path, "--titles", "a title")!);
        return titles.Count == documents
            ? titles
            : throw new BadInputException($"option --titles: found {Amounts.Of(titles.Count, "line")} in {path}, expected {Amounts.Count(documents)}, one a document of CORPUS");
    }

    /// <summary>What the page holds, and what it had to leave out.</summary>
    private void Say(TopicReport report, long bytes, string path)
    {
        if (report.Words.LeftOut > 0)
        {
            _console.Error.WriteLine(
                $"{Amounts.Count(report.Words.LeftOut)} of {Amounts.Count(report.Model.VocabularySize)} words are not in the page, the heaviest of them with a weight of {Amounts.Count(report.Words.HeaviestLeftOut)}: "
                + "none is among the words shown of any topic");
        }

        if (!report.Map.Converged)
        {
            _console.Error.WriteLine("the map's axes did not settle: distances along several directions are nearly equal");
        }

        _console.Error.WriteLine($"{Amounts.Of(report.Model.TopicCount, "topic")}, {Amounts.Of(report.Words.Words.Count, "word")}, {Amounts.Bytes(bytes)}: {path}");
    }
}
