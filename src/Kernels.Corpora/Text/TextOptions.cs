namespace Kernels.Corpora;

/// <summary>How text becomes words, and which words stay.</summary>
/// <remarks>
/// A word is a run of Unicode letters, marks and digits with apostrophes inside, of 2 to 64 characters with at least one letter.
/// Ids follow the ordinal order of the words that stay. Where a vocabulary is given it alone decides: only lower-casing applies.
/// </remarks>
public sealed class TextOptions
{
    /// <summary>Whether words are lower-cased (invariant culture). Default true.</summary>
    public bool Lowercase { get; init; } = true;

    /// <summary>Words left out before anything is counted. Default English.</summary>
    public StopWords StopWords { get; init; } = StopWords.English;

    /// <summary>Words in fewer documents are left out: a fraction of the documents where below 1, else a number of them. Default 1.</summary>
    public double MinDocumentFrequency { get; init; } = 1;

    /// <summary>Words in more documents are left out: a fraction of the documents where at most 1, else a number of them. Default 1: none.</summary>
    public double MaxDocumentFrequency { get; init; } = 1;

    /// <summary>Of the words within these limits, only so many stay, the most frequent ones (ties: ordinal order); null: all.</summary>
    public int? Keep { get; init; }
}
