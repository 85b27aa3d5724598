using System;

namespace Kernels.Corpora;

/// <summary>A corpus in the word ids of another vocabulary, and what that vocabulary does not know.</summary>
public sealed class CorpusMapping
{
    private CorpusMapping(ICorpus corpus, int unknownWords, double unknownTokens)
    {
        Corpus = corpus;
        UnknownWords = unknownWords;
        UnknownTokens = unknownTokens;
    }

    /// <summary>The corpus in the target's ids: a view that reads the original, or the original where nothing changes.</summary>
    /// <remarks>Documents keep their places, also when nothing is left of them.</remarks>
    public ICorpus Corpus { get; }

    /// <summary>Words that occur in the corpus and are left out.</summary>
    public int UnknownWords { get; }

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
    /// <returns>The mapped corpus, and counts of what is unknown.</returns>
    /// <exception cref="ArgumentException">The sizes differ and one side has no vocabulary.</exception>
    public static CorpusMapping ToVocabulary(ICorpus corpus, Vocabulary? target, int targetSize)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        if (target is not null && target.Count != targetSize)
        {
            throw new ArgumentException($"The target vocabulary has {target.Count} words; its size was given as {targetSize}.", nameof(targetSize));
        }

        if (corpus.Vocabulary is null || target is null)
        {
            return corpus.VocabularySize == targetSize ? new CorpusMapping(corpus, 0, 0) : throw new ArgumentException(
                $"The corpus has {corpus.VocabularySize} words and the target {targetSize}, and without the words of both they cannot be matched.",
                nameof(corpus));
        }

        int[] newIds = new int[corpus.VocabularySize];
        bool same = corpus.VocabularySize == target.Count;
        for (int id = 0; id < newIds.Length; id++)
        {
            target.TryGetId(corpus.Vocabulary[id], out newIds[id]);
            same &= newIds[id] == id;
        }

        if (same)
        {
            return new CorpusMapping(corpus, 0, 0);
        }

        MappedCorpus mapped = new(corpus, target, newIds);
        return new CorpusMapping(mapped, mapped.UnknownWords, mapped.UnknownTokens);
    }

    /// <summary>Maps the documents of another corpus as they are read.</summary>
    private sealed class MappedCorpus : ICorpus
    {
        private const int DocumentsAtOnce = 256;

        private readonly ICorpus _corpus;
        private readonly int[] _newIds;
        private readonly bool _ascending = true;
        private long[] _offsets = [];
        private int[] _termIds = [];
        private float[] _counts = [];

        internal MappedCorpus(ICorpus corpus, Vocabulary target, int[] newIds)
        {
            _corpus = corpus;
            _newIds = newIds;
            Vocabulary = target;
            int largest = -1;
            foreach (int id in newIds)
            {
                _ascending &= id < 0 || id > largest;
                largest = Math.Max(largest, id);
            }

            bool[] occurs = new bool[newIds.Length];
            int atOnce = Math.Clamp((int)(Array.MaxLength / (long)Math.Max(1, corpus.LargestDocument)), 1, DocumentsAtOnce);
            for (int first = 0; first < corpus.DocumentCount; first += atOnce)
            {
                Measure(corpus.Read(first, Math.Min(atOnce, corpus.DocumentCount - first)), occurs);
            }

            for (int id = 0; id < occurs.Length; id++)
            {
                UnknownWords += occurs[id] && newIds[id] < 0 ? 1 : 0;
            }
        }

        public int DocumentCount => _corpus.DocumentCount;

        public int VocabularySize => Vocabulary!.Count;

        public long PairCount { get; private set; }

        public double TokenCount { get; private set; }

        public Vocabulary? Vocabulary { get; }

        public int LargestDocument { get; private set; }

        internal int UnknownWords { get; }

        internal double UnknownTokens { get; private set; }

        public DocumentBlock Read(int first, int count)
        {
            DocumentBlock block = _corpus.Read(first, count);
            if (_termIds.Length < block.TermIds.Length)
            {
                _termIds = new int[block.TermIds.Length];
                _counts = new float[block.TermIds.Length];
            }

            if (_offsets.Length < count + 1)
            {
                _offsets = new long[count + 1];
            }

            int kept = 0;
            for (int d = 0; d < count; d++)
            {
                ReadOnlySpan<int> termIds = block.TermIdsOf(d);
                ReadOnlySpan<float> counts = block.CountsOf(d);
                int start = kept;
                for (int p = 0; p < termIds.Length; p++)
                {
                    int id = _newIds[termIds[p]];
                    if (id >= 0)
                    {
                        _termIds[kept] = id;
                        _counts[kept++] = counts[p];
                    }
                }

                if (!_ascending)
                {
                    _termIds.AsSpan(start, kept - start).Sort(_counts.AsSpan(start, kept - start));
                }

                _offsets[d + 1] = kept;
            }

            return new DocumentBlock(first, _offsets.AsSpan(0, count + 1), _termIds.AsSpan(0, kept), _counts.AsSpan(0, kept));
        }

        private void Measure(DocumentBlock block, bool[] occurs)
        {
            for (int d = 0; d < block.Count; d++)
            {
                ReadOnlySpan<int> termIds = block.TermIdsOf(d);
                ReadOnlySpan<float> counts = block.CountsOf(d);
                int known = 0;
                for (int p = 0; p < termIds.Length; p++)
                {
                    occurs[termIds[p]] = true;
                    if (_newIds[termIds[p]] >= 0)
                    {
                        known++;
                        TokenCount += counts[p];
                    }
                    else
                    {
                        UnknownTokens += counts[p];
                    }
                }

                PairCount += known;
                LargestDocument = Math.Max(LargestDocument, known);
            }
        }
    }
}
