using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;

namespace Kernels.Cli.Options;

/// <summary>The argument and the options that name a corpus and say how to read it.</summary>
internal sealed class CorpusInput
{
    private const string ArgumentName = "CORPUS";

    private readonly Argument<string?> _path = new(ArgumentName)
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "A UCI docword, Matrix Market, lda-c, text or .kcorpus file, a folder of text files, or - for standard input; .gz is unpacked.",
    };

    private readonly Option<string?> _sample = OptionKinds.OneOf("--sample", "Instead of CORPUS: the API documentation of the .NET SDK on this machine, a document a type.", "dotnet");

    private readonly Option<string?> _vocabulary = new("--vocabulary")
    {
        HelpName = "FILE",
        Description = "The words, one a line (default: the vocab file beside a docword or lda-c file, where there is one).",
    };

    private readonly Option<string?> _format = OptionKinds.OneOf("--format", "The corpus' format (default: by its name, else by its first lines).", "uci", "mm", "ldac", "text", "lines", "binary");

    private readonly Option<string?> _stopWords = new("--stop-words")
    {
        HelpName = "FILE|english|none",
        Description = "Text: words to leave out (default: english, less the words of a model that is given).",
    };

    private readonly Option<double?> _minimum = OptionKinds.Number(
        "--min-df", "X", "a number above 0", value => value > 0, "Text: leave out words of fewer documents than this; below 1 a share of them.");

    private readonly Option<double?> _maximum = OptionKinds.Number(
        "--max-df", "X", "a number above 0", value => value > 0, "Text: leave out words of more documents than this; up to 1 a share of them.");

    private readonly Option<int?> _keep = OptionKinds.WholeNumber("--keep", "N", 1, "Text: keep only the N most frequent of the words left.");

    /// <summary>Adds the argument and the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="withSample">Whether --sample is one of them.</param>
    /// <param name="isKnown">Whether a command line names its corpus in another way.</param>
    public CorpusInput(Command command, bool withSample = true, Func<CommandResult, bool>? isKnown = null)
    {
        command.Add(_path);
        if (withSample)
        {
            command.Add(_sample);
        }

        command.Add(_vocabulary);
        command.Add(_format);
        command.Add(_stopWords);
        command.Add(_minimum);
        command.Add(_maximum);
        command.Add(_keep);
        command.Validators.Add(result => Validate(result, withSample, isKnown?.Invoke(result) ?? false));
    }

    /// <summary>Reads what the command line asks for, and checks that it is there.</summary>
    public CorpusRequest Request(ParseResult parsed)
    {
        string? path = parsed.GetValue(_path);
        if (path is not null and not "-" && !File.Exists(path) && !Directory.Exists(path))
        {
            throw new BadInputException($"corpus {path}: found nothing there, expected a file or a folder");
        }

        string? vocabulary = RequireFile(parsed.GetValue(_vocabulary), "--vocabulary");
        string? stopWords = parsed.GetValue(_stopWords);
        if (stopWords is not (null or "english" or "none"))
        {
            RequireFile(stopWords, "--stop-words");
        }

        return new CorpusRequest(path, vocabulary, parsed.GetValue(_format), stopWords, parsed.GetValue(_minimum), parsed.GetValue(_maximum), parsed.GetValue(_keep));
    }

    /// <summary>CORPUS as it stands on the command line.</summary>
    public string? Path(ParseResult parsed) => parsed.GetValue(_path);

    private static string? RequireFile(string? path, string option) => path is null || File.Exists(path)
        ? path
        : throw new BadInputException($"option {option}: found no file {path}, expected a file with a word a line");

    private void Validate(CommandResult result, bool withSample, bool isKnown)
    {
        bool sample = withSample && result.GetResult(_sample) is not null;
        bool path = result.GetResult(_path) is { Tokens.Count: > 0 };
        if (!path && !sample && !isKnown)
        {
            result.AddError(withSample ? $"found no {ArgumentName}, expected a path or --sample dotnet" : $"found no {ArgumentName}, expected a path");
        }
        else if (path && sample)
        {
            result.AddError($"found both {ArgumentName} and --sample, expected one of them");
        }

        foreach (Option option in (Option[])[_vocabulary, _format, _stopWords, _minimum, _maximum, _keep])
        {
            if (sample && result.GetResult(option) is not null)
            {
                result.AddError($"option {option.Name}: found with --sample, expected only with {ArgumentName}");
            }
        }
    }
}
