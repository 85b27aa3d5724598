using System.Collections.Generic;
using Kernels.Corpora;

namespace Kernels.Cli.Options;

/// <summary>Which corpus to read, and how; null leaves a choice to the reader.</summary>
/// <param name="Path">A path, <c>-</c> for standard input, or null for the sample.</param>
/// <param name="VocabularyPath">A file with a word a line.</param>
/// <param name="Format">The name of a format.</param>
/// <param name="StopWords"><c>english</c>, <c>none</c> or a file.</param>
/// <param name="MinimumDocuments">The fewest documents a word must stand in; below 1 a share.</param>
/// <param name="MaximumDocuments">The most documents a word may stand in; up to 1 a share.</param>
/// <param name="Keep">How many words to keep.</param>
internal sealed record CorpusRequest(string? Path, string? VocabularyPath, string? Format, string? StopWords, double? MinimumDocuments, double? MaximumDocuments, int? Keep)
{
    /// <summary>The formats' names on the command line.</summary>
    public static OrderedDictionary<string, CorpusFormat> Formats { get; } = new()
    {
        ["uci"] = CorpusFormat.Uci,
        ["mm"] = CorpusFormat.MatrixMarket,
        ["ldac"] = CorpusFormat.LdaC,
        ["svmlight"] = CorpusFormat.SvmLight,
        ["vw"] = CorpusFormat.VowpalWabbit,
        ["csv"] = CorpusFormat.Csv,
        ["jsonl"] = CorpusFormat.JsonLines,
        ["text"] = CorpusFormat.Text,
        ["lines"] = CorpusFormat.Lines,
        ["binary"] = CorpusFormat.Binary,
    };

    /// <summary>Where documents stand in a CSV file.</summary>
    public CsvOptions? Csv { get; init; }

    /// <summary>Where they stand in JSON lines.</summary>
    public string? JsonField { get; init; }

    /// <summary>The first word's id in an svmlight file.</summary>
    public int? FirstId { get; init; }

    /// <summary>Whether a Matrix Market file is words × documents.</summary>
    public bool RowsAreWords { get; init; }

    /// <summary>Whether anything is asked for that only text has.</summary>
    public bool HasTextOptions => StopWords is not null || MinimumDocuments is not null || MaximumDocuments is not null || Keep is not null;

    /// <summary>What the corpus is called in messages.</summary>
    public string Name => Path switch { null => "--sample dotnet", "-" => "standard input", _ => Path };
}
