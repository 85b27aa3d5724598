using System.CommandLine;
using Kernels.Corpora;

namespace Kernels.Cli.Options;

/// <summary>The options that say where documents and words stand in files that do not say it themselves.</summary>
internal sealed class TableOptions
{
    private readonly Option<string?> _column = new("--column") { HelpName = "NAME|NUMBER", Description = "CSV: the column that holds the documents (default: the only one, or the one called text)." };

    private readonly Option<bool> _noHeader = new("--no-header") { Description = "CSV: the first line is a document and not the columns' names." };

    private readonly Option<char?> _separator = new("--separator")
    {
        HelpName = "CHAR|tab",
        Description = "CSV: what stands between columns (default: a comma; in .tsv files a tab).",
        CustomParser = TableInput.ParseSeparator,
    };

    /// <summary>JSON lines: the field.</summary>
    public Option<string?> Field { get; } = new("--field") { HelpName = "NAME", Description = "JSON lines: the field that holds the document (default: text)." };

    /// <summary>svmlight: 0 or 1.</summary>
    public Option<string?> FirstId { get; } = OptionKinds.OneOf("--first-id", "svmlight: the number of the first word (default: 1; scikit-learn writes from 0).", "0", "1");

    /// <summary>Matrix Market: words × documents.</summary>
    public Option<bool> RowsAreWords { get; } = new("--rows-are-words") { Description = "Matrix Market: a row is a word and a column a document." };

    /// <summary>All, in the order of the help.</summary>
    public Option[] All => [_column, _noHeader, _separator, Field, FirstId, RowsAreWords];

    /// <summary>What is said about CSV; null where nothing is.</summary>
    public CsvOptions? Csv(ParseResult parsed)
    {
        string? column = parsed.GetValue(_column);
        bool noHeader = parsed.GetValue(_noHeader);
        char? separator = parsed.GetValue(_separator);
        return column is null && !noHeader && separator is null ? null : new CsvOptions { Column = column, HasHeader = !noHeader, Separator = separator };
    }
}
