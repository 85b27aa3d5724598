using System;

namespace Kernels.Corpora;

/// <summary>Options that one format has and others have not: with others they would be ignored, which is refused.</summary>
internal static class OptionChecks
{
    /// <summary>Whether a format's documents are text.</summary>
    internal static bool IsText(CorpusFormat format) => format is CorpusFormat.Text or CorpusFormat.Lines or CorpusFormat.Csv or CorpusFormat.JsonLines;

    /// <summary>The format that the options speak of; null where they speak of none.</summary>
    internal static CorpusFormat? OfOptions(CorpusReadOptions options) =>
        options.Csv is not null ? CorpusFormat.Csv
        : options.JsonField is not null ? CorpusFormat.JsonLines
        : options.FirstId is not null ? CorpusFormat.SvmLight
        : options.RowsAreWords ? CorpusFormat.MatrixMarket
        : null;

    /// <summary>Refuses options that a format has not.</summary>
    /// <exception cref="ArgumentException">An option has no effect with this format, or is out of range.</exception>
    internal static void RequireFit(CorpusReadOptions options, CorpusFormat format)
    {
        if (options.TextOnly && !IsText(format))
        {
            throw new ArgumentException($"found the format {format}, expected text, which alone takes stop words and limits on words.", nameof(options));
        }

        Require(options.Csv is not null, CorpusFormat.Csv, "a column, a header and a separator");
        Require(options.JsonField is not null, CorpusFormat.JsonLines, "a field");
        Require(options.FirstId is not null, CorpusFormat.SvmLight, "a first id");
        Require(options.RowsAreWords, CorpusFormat.MatrixMarket, "rows that are words");
        if (options.FirstId is not (null or 0 or 1))
        {
            throw new ArgumentException($"the first id is {options.FirstId}, expected 0 or 1.", nameof(options));
        }

        void Require(bool given, CorpusFormat only, string what)
        {
            if (given && format != only)
            {
                throw new ArgumentException($"found the format {format}, expected {only}, which alone takes {what}.", nameof(options));
            }
        }
    }
}
