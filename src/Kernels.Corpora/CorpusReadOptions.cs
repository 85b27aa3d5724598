namespace Kernels.Corpora;

/// <summary>How a corpus lies in a file.</summary>
public enum CorpusFormat
{
    /// <summary>UCI docword: three header lines D, W, NNZ, then "document word count", numbered from 1.</summary>
    Uci,

    /// <summary>Matrix Market coordinate, documents × words.</summary>
    MatrixMarket,

    /// <summary>lda-c: a line a document, "N id:count id:count …", ids from 0.</summary>
    LdaC,

    /// <summary>Plain text, a folder: a file is a document.</summary>
    Text,

    /// <summary>Plain text, one file: a line is a document, a blank line an empty one.</summary>
    Lines,

    /// <summary>This library's own format, see <see cref="BinaryCorpus"/>.</summary>
    Binary,
}

/// <summary>How <see cref="CorpusReader"/> reads.</summary>
public sealed class CorpusReadOptions
{
    /// <summary>The format; null: told by the name, or by the first lines.</summary>
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
}
