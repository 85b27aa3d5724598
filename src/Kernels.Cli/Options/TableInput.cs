using System.CommandLine;
using System.CommandLine.Parsing;
using Kernels.Corpora;

namespace Kernels.Cli.Options;

/// <summary>A table named on the command line.</summary>
/// <param name="Path">The file, or - for standard input.</param>
/// <param name="Options">Columns, header, separator.</param>
internal sealed record TableRequest(string Path, TableReadOptions Options)
{
    /// <summary>Whether it can be read only once.</summary>
    public bool IsStandardInput => Path == CorpusReader.StandardInput;
}

/// <summary>The argument and the options that say which table, and which of its columns.</summary>
internal sealed class TableInput
{
    private readonly Argument<string> _path = new("TABLE") { Description = "Numbers in rows: CSV, TSV, .npy, gzip or not; - for standard input." };

    private readonly Option<string?> _columns = new("--columns") { HelpName = "A,B", Description = "The columns to use, by name or by number from 1 (default: all)." };

    private readonly Option<bool> _header = new("--header") { Description = "The first line holds the columns' names, though some of them are numbers." };

    private readonly Option<bool> _noHeader = new("--no-header") { Description = "The first line holds no names (default: it does when none of its fields is a number)." };

    private readonly Option<char?> _separator = new("--separator")
    {
        HelpName = "CHAR|tab",
        Description = "What stands between columns (default: a comma; in .tsv files a tab).",
        CustomParser = ParseSeparator,
    };

    private readonly Option<string?> _weights = new("--weights")
    {
        HelpName = "COLUMN",
        Description = "A column, by name or number, that says how often each row counts, 0 or more; it is not among those used (default: each row counts once).",
    };

    /// <param name="command">The command that reads the table.</param>
    /// <param name="withWeights">Whether its rows may have weights.</param>
    public TableInput(Command command, bool withWeights = false)
    {
        command.Add(_path);
        foreach (Option option in (Option[])[_columns, .. withWeights ? [_weights] : (Option[])[], _header, _noHeader, _separator])
        {
            command.Add(option);
        }
    }

    public TableRequest Request(ParseResult parsed)
    {
        string[]? columns = parsed.GetValue(_columns)?.Split(',');
        if (columns is not null && System.Array.Exists(columns, string.IsNullOrWhiteSpace))
        {
            throw new BadInputException($"option --columns: found \"{parsed.GetValue(_columns)}\", expected names or numbers with commas between them");
        }

        bool header = parsed.GetValue(_header), noHeader = parsed.GetValue(_noHeader);
        if (header && noHeader)
        {
            throw new BadInputException("found both --header and --no-header, expected one");
        }

        return new(parsed.GetValue(_path)!, new TableReadOptions
        {
            Columns = columns,
            Weights = parsed.GetValue(_weights),
            HasHeader = header ? true : noHeader ? false : null,
            Separator = parsed.GetValue(_separator),
        });
    }

    internal static char? ParseSeparator(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (text == "tab")
        {
            return '\t';
        }

        if (text.Length == 1 && char.IsAscii(text[0]) && text[0] is not ('"' or '\r' or '\n'))
        {
            return text[0];
        }

        result.AddError($"option --separator: found \"{text}\", expected one character or the word tab");
        return null;
    }
}
