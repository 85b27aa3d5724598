namespace Kernels.Corpora;

/// <summary>A bag-of-words corpus that is read a run of documents at a time, from memory or from disk.</summary>
public interface ICorpus
{
    /// <summary>D.</summary>
    int DocumentCount { get; }

    /// <summary>V: term ids are in [0, V).</summary>
    int VocabularySize { get; }

    /// <summary>Distinct (document, word) pairs.</summary>
    long PairCount { get; }

    /// <summary>Sum of all counts.</summary>
    double TokenCount { get; }

    /// <summary>The words, or null when the corpus came without them.</summary>
    Vocabulary? Vocabulary { get; }

    /// <summary>The largest number of pairs any one document holds.</summary>
    int LargestDocument { get; }

    /// <summary>Documents <paramref name="first"/> up to <paramref name="first"/> + <paramref name="count"/>.</summary>
    /// <param name="first">The first document, from 0.</param>
    /// <param name="count">How many.</param>
    /// <returns>A view that is valid until the next call on this corpus.</returns>
    DocumentBlock Read(int first, int count);
}
