namespace Kernels.Corpora;

/// <summary>How a corpus lies in a file.</summary>
public enum CorpusFormat
{
    /// <summary>UCI docword: three header lines D, W, NNZ, then "document word count", numbered from 1.</summary>
    Uci,

    /// <summary>Matrix Market coordinate, documents × words (or the other way round, see <see cref="CorpusReadOptions.RowsAreWords"/>).</summary>
    MatrixMarket,

    /// <summary>lda-c: a line a document, "N id:count id:count …", ids from 0.</summary>
    LdaC,

    /// <summary>Plain text, a folder: a file is a document.</summary>
    Text,

    /// <summary>Plain text, one file: a line is a document, a blank line an empty one.</summary>
    Lines,

    /// <summary>This library's own format, see <see cref="BinaryCorpus"/>.</summary>
    Binary,

    /// <summary>svmlight: a line a document, "label id:count id:count … # comment", ids from 1. Labels, <c>qid:</c> and comments are skipped.</summary>
    SvmLight,

    /// <summary>
    /// Vowpal Wabbit: a line a document, "label tag| word:count word:count …". Words that are whole numbers are ids from 0; other words become the vocabulary, as they
    /// come. What stands before the first bar is skipped, namespaces are not told apart, their weights multiply.
    /// </summary>
    VowpalWabbit,

    /// <summary>Plain text in a column of comma-separated values (RFC 4180), see <see cref="CsvOptions"/>: a record is a document.</summary>
    Csv,

    /// <summary>Plain text in a field of JSON objects, one a line. A field that is null is an empty document.</summary>
    JsonLines,
}

/// <summary>How <see cref="CorpusReader"/> reads. What only one format has is refused with any other.</summary>
public sealed class CorpusReadOptions
{
    /// <summary>The format; null: told by the name, by an option that only one has, or by the first lines.</summary>
    public CorpusFormat? Format { get; init; }

    /// <summary>
    /// A file of words, one a line in the order of their ids; null: the sibling file that goes with the corpus by name, if there is one.
    /// For text it is the word list: other words are left out.
    /// </summary>
    public string? VocabularyPath { get; init; }

    /// <summary>The words, when they are at hand already; goes before <see cref="VocabularyPath"/>.</summary>
    public Vocabulary? Vocabulary { get; init; }

    /// <summary>How text becomes words.</summary>
    public TextOptions Text { get; init; } = new();

    /// <summary>Refuse a corpus that is not text, where <see cref="Text"/> would have no effect.</summary>
    public bool TextOnly { get; init; }

    /// <summary>CSV: where the documents stand; null for the defaults.</summary>
    public CsvOptions? Csv { get; init; }

    /// <summary>JSON lines: the field that holds the document; null for <c>text</c>.</summary>
    public string? JsonField { get; init; }

    /// <summary>svmlight: the id of the first word, 0 or 1; null for 1.</summary>
    public int? FirstId { get; init; }

    /// <summary>Matrix Market: rows are words and columns documents.</summary>
    public bool RowsAreWords { get; init; }
}
