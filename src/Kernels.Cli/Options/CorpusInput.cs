using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;

namespace Kernels.Cli.Options;

/// <summary>The argument and the options that name a corpus and say how to read it.</summary>
internal sealed class CorpusInput
{
    private readonly Argument<string?> _path;
    private readonly Option<string?> _sample;

    private readonly Option<string?> _vocabulary = new("--vocabulary")
    {
        HelpName = "FILE",
        Description = "The words, one a line (default: the vocab file beside a docword or lda-c file, where there is one).",
    };

    private readonly Option<string?> _format = OptionKinds.OneOf("--format", "The corpus' format (default: by its name, else by its first lines).", [.. CorpusRequest.Formats.Keys]);

    private readonly TableOptions _table = new();

    private readonly Option<string?> _stopWords = new("--stop-words")
    {
        HelpName = "FILE|english|none",
        Description = "Text: words to leave out (default: english, less the words of a model that is given).",
    };

    private readonly Option<double?> _minimum = OptionKinds.Positive(
        "--min-df", "X", "Text: leave out words of fewer documents than this; below 1 a share of them.");

    private readonly Option<double?> _maximum = OptionKinds.Positive(
        "--max-df", "X", "Text: leave out words of more documents than this; up to 1 a share of them.");

    private readonly Option<int?> _keep = OptionKinds.WholeNumber("--keep", "N", 1, "Text: keep only the N most frequent of the words left.");

    /// <summary>Adds the argument and the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="withSample">Whether --sample is one of them.</param>
    /// <param name="required">Whether a corpus must be named.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="isKnown">Whether a command line names its corpus in another way.</param>
    public CorpusInput(Command command, bool withSample = true, bool required = true, string name = "CORPUS", Func<CommandResult, bool>? isKnown = null)
    {
        _path = new Argument<string?>(name)
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "A UCI docword, Matrix Market, lda-c, svmlight, Vowpal Wabbit, CSV, JSON-lines, text or .kcorpus file, a folder of text files, or - for standard input; .gz is unpacked.",
        };
        _sample = OptionKinds.OneOf("--sample", $"Instead of {name}: the API documentation of the .NET SDK on this machine, a document a type.", "dotnet");
        command.Add(_path);
        if (withSample)
        {
            command.Add(_sample);
        }

        command.Add(_vocabulary);
        command.Add(_format);
        foreach (Option option in _table.All)
        {
            command.Add(option);
        }

        command.Add(_stopWords);
        command.Add(_minimum);
        command.Add(_maximum);
        command.Add(_keep);
        command.Validators.Add(result => Validate(result, withSample, required && isKnown?.Invoke(result) != true));
    }

    /// <summary>Whether a corpus is named at all.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_path) is not null || parsed.GetValue(_sample) is not null;

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

        return new CorpusRequest(path, vocabulary, parsed.GetValue(_format), stopWords, parsed.GetValue(_minimum), parsed.GetValue(_maximum), parsed.GetValue(_keep))
        {
            Csv = _table.Csv(parsed),
            JsonField = parsed.GetValue(_table.Field),
            FirstId = parsed.GetValue(_table.FirstId) is string first ? first[0] - '0' : null,
            RowsAreWords = parsed.GetValue(_table.RowsAreWords),
        };
    }

    /// <summary>The corpus' path as it stands on the command line.</summary>
    public string? Path(ParseResult parsed) => parsed.GetValue(_path);

    /// <summary>Refuses a list that is not there.</summary>
    public static string? RequireFile(string? path, string option, string each = "a word") => path is null || File.Exists(path)
        ? path
        : throw new BadInputException($"option {option}: found no file {path}, expected a file with {each} a line");

    private void Validate(CommandResult result, bool withSample, bool required)
    {
        bool sample = withSample && result.GetResult(_sample) is not null;
        bool path = result.GetResult(_path) is { Tokens.Count: > 0 };
        if (!path && !sample && required)
        {
            result.AddError(withSample ? $"found no {_path.Name}, expected a path or --sample dotnet" : $"found no {_path.Name}, expected a path");
        }
        else if (path && sample)
        {
            result.AddError($"found both {_path.Name} and --sample, expected one of them");
        }

        foreach (Option option in (Option[])[_vocabulary, _format, .. _table.All, _stopWords, _minimum, _maximum, _keep])
        {
            if (!path && (sample || !required) && result.GetResult(option) is not null)
            {
                result.AddError($"option {option.Name}: found {(sample ? "with --sample" : $"without {_path.Name}")}, expected only with {_path.Name}");
            }
        }
    }
}
