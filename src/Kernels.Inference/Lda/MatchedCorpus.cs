using System;
using System.Collections.Generic;
using System.Linq;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>How a corpus' words were found in a model.</summary>
/// <param name="ByWord">Whether words were compared; false where only V was.</param>
/// <param name="KnownWords">Words of the corpus that the model knows.</param>
/// <param name="UnknownWords">Words of the corpus that it does not know, by id.</param>
/// <param name="UnknownTokens">Tokens left out because their word is unknown.</param>
public sealed record LdaWordMatch(bool ByWord, int KnownWords, IReadOnlyList<string> UnknownWords, double UnknownTokens);

/// <summary>A corpus seen with a model's word ids.</summary>
internal sealed class MatchedCorpus : ICorpus
{
    private const int CountingDocuments = 1024;
    private readonly ICorpus _corpus;
    private readonly int[] _idOf;
    private long[] _offsets = [];
    private int[] _termIds = [];
    private float[] _counts = [];

    private MatchedCorpus(ICorpus corpus, Vocabulary vocabulary, int[] idOf)
    {
        (_corpus, _idOf, Vocabulary) = (corpus, idOf, vocabulary);
        for (int first = 0; first < DocumentCount; first += CountingDocuments)
        {
            DocumentBlock block = Read(first, Math.Min(CountingDocuments, DocumentCount - first));
            PairCount += block.TermIds.Length;
            for (int document = 0; document < block.Count; document++)
            {
                LargestDocument = Math.Max(LargestDocument, block.TermIdsOf(document).Length);
                foreach (float count in block.CountsOf(document))
                {
                    TokenCount += count;
                }
            }
        }
    }

    public int DocumentCount => _corpus.DocumentCount;

    public int VocabularySize => Vocabulary!.Count;

    public long PairCount { get; }

    public double TokenCount { get; }

    public Vocabulary? Vocabulary { get; }

    public int LargestDocument { get; }

    public static ICorpus Match(LdaModel model, ICorpus corpus, out LdaWordMatch match)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        if (model.Vocabulary is not { } known || corpus.Vocabulary is not { } words)
        {
            if (corpus.VocabularySize != model.VocabularySize)
            {
                throw new ArgumentException(
                    $"The corpus has {corpus.VocabularySize} word ids and the model {model.VocabularySize}; without words on both sides they must be equal.",
                    nameof(corpus));
            }

            match = new LdaWordMatch(ByWord: false, corpus.VocabularySize, [], 0);
            return corpus;
        }

        int[] idOf = [.. words.Words.Select(word => known.TryGetId(word, out int id) ? id : -1)];
        string[] unknown = [.. words.Words.Where((_, id) => idOf[id] < 0)];
        bool same = words.Count == known.Count && idOf.Select((id, at) => id == at).All(equal => equal);
        ICorpus matched = same ? corpus : new MatchedCorpus(corpus, known, idOf);
        match = new LdaWordMatch(ByWord: true, words.Count - unknown.Length, unknown, corpus.TokenCount - matched.TokenCount);
        return matched;
    }

    public DocumentBlock Read(int first, int count)
    {
        DocumentBlock block = _corpus.Read(first, count);
        if (_termIds.Length < block.TermIds.Length)
        {
            (_termIds, _counts) = (new int[block.TermIds.Length], new float[block.TermIds.Length]);
        }

        if (_offsets.Length < block.Count + 1)
        {
            _offsets = new long[block.Count + 1];
        }

        int end = 0;
        for (int document = 0; document < block.Count; document++)
        {
            end += Translate(block.TermIdsOf(document), block.CountsOf(document), end);
            _offsets[document + 1] = end;
        }

        return new DocumentBlock(first, _offsets.AsSpan(0, block.Count + 1), _termIds.AsSpan(0, end), _counts.AsSpan(0, end));
    }

    private int Translate(ReadOnlySpan<int> ids, ReadOnlySpan<float> counts, int start)
    {
        int kept = 0;
        for (int i = 0; i < ids.Length; i++)
        {
            if (_idOf[ids[i]] is int id and >= 0)
            {
                (_termIds[start + kept], _counts[start + kept]) = (id, counts[i]);
                kept++;
            }
        }

        _termIds.AsSpan(start, kept).Sort(_counts.AsSpan(start, kept));
        return kept;
    }
}
