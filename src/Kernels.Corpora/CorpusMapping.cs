using System;
using System.Collections.Generic;
using System.Threading;

namespace Kernels.Corpora;

/// <summary>A corpus in the word ids of another vocabulary, and what that vocabulary does not know.</summary>
/// <example>
/// <code>
/// Vocabulary known = new(["apple", "pear", "plum"]);
/// TextCorpusBuilder text = new();
/// text.AddDocument("a plum, a pear and a quince");
/// CorpusMapping mapping = CorpusMapping.ToVocabulary(text.Build(), known);
/// DocumentBlock block = mapping.Corpus.Read(0, 1);
/// Console.WriteLine(string.Join(' ', block.TermIdsOf(0).ToArray().Select(id =&gt; known[id]))); // pear plum
/// Console.WriteLine($"unknown: {string.Join(' ', mapping.UnknownWords)}"); // unknown: quince
/// </code>
/// </example>
public sealed class CorpusMapping
{
    private CorpusMapping(ICorpus corpus, bool byWord, int knownWords, IReadOnlyList<string> unknownWords, double unknownTokens)
    {
        Corpus = corpus;
        ByWord = byWord;
        KnownWords = knownWords;
        UnknownWords = unknownWords;
        UnknownTokens = unknownTokens;
    }

    /// <summary>The corpus in the target's ids: a view that reads the original, or the original where nothing changes.</summary>
    /// <remarks>Documents keep their places, also when nothing is left of them.</remarks>
    public ICorpus Corpus { get; }

    /// <summary>Whether words were compared; false where one side has none, and only the sizes were.</summary>
    public bool ByWord { get; }

    /// <summary>Words of the corpus' vocabulary that the target knows.</summary>
    public int KnownWords { get; }

    /// <summary>Words that occur in the corpus and are left out, in the order of its ids.</summary>
    public IReadOnlyList<string> UnknownWords { get; }

    /// <summary>The sum of their counts.</summary>
    public double UnknownTokens { get; }

    /// <summary>Maps a corpus onto another vocabulary, word by word (ordinal comparison). Reads the corpus once unless the vocabularies are equal.</summary>
    /// <param name="corpus">Any corpus; without a vocabulary of its own it must be of the target's size, and its ids are taken as the target's.</param>
    /// <param name="target">The words to map onto.</param>
    /// <returns>The mapped corpus, and counts of what is unknown.</returns>
    /// <exception cref="ArgumentException">The corpus has no vocabulary and another size.</exception>
    public static CorpusMapping ToVocabulary(ICorpus corpus, Vocabulary target)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(target);
        return ToVocabulary(corpus, target, target.Count);
    }

    /// <summary>Maps a corpus onto another vocabulary, or, where either comes without words, checks that the sizes are equal.</summary>
    /// <param name="corpus">Any corpus.</param>
    /// <param name="target">The words to map onto, or null.</param>
    /// <param name="targetSize">Their number.</param>
    /// <param name="cancellation">Looked at between runs of documents.</param>
    /// <returns>The mapped corpus, and counts of what is unknown.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ArgumentException">The sizes differ and one side has no vocabulary.</exception>
    public static CorpusMapping ToVocabulary(ICorpus corpus, Vocabulary? target, int targetSize, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        if (target is not null && target.Count != targetSize)
        {
            throw new ArgumentException($"The target vocabulary has {target.Count} words; its size was given as {targetSize}.", nameof(targetSize));
        }

        if (corpus.Vocabulary is null || target is null)
        {
            return corpus.VocabularySize == targetSize ? new CorpusMapping(corpus, false, targetSize, [], 0) : throw new ArgumentException(
                $"The corpus has {corpus.VocabularySize} words and the target {targetSize}, and without the words of both they cannot be matched.",
                nameof(corpus));
        }

        int[] newIds = new int[corpus.VocabularySize];
        bool same = corpus.VocabularySize == target.Count;
        int known = 0;
        for (int id = 0; id < newIds.Length; id++)
        {
            known += target.TryGetId(corpus.Vocabulary[id], out newIds[id]) ? 1 : 0;
            same &= newIds[id] == id;
        }

        if (same)
        {
            return new CorpusMapping(corpus, true, known, [], 0);
        }

        MappedCorpus mapped = new(corpus, target, newIds, cancellation);
        return new CorpusMapping(mapped, true, known, mapped.UnknownWords, mapped.UnknownTokens);
    }
}
