using System;
using System.Collections.Generic;
using System.Threading;

namespace Kernels.Corpora;

/// <summary>Maps the documents of another corpus as they are read.</summary>
internal sealed class MappedCorpus : ICorpus
{
    private const int DocumentsAtOnce = 256;

    private readonly ICorpus _corpus;
    private readonly int[] _newIds;
    private readonly bool _ascending = true;
    private long[] _offsets = [];
    private int[] _termIds = [];
    private float[] _counts = [];

    internal MappedCorpus(ICorpus corpus, Vocabulary target, int[] newIds, CancellationToken cancellation)
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
            cancellation.ThrowIfCancellationRequested();
            Measure(corpus.Read(first, Math.Min(atOnce, corpus.DocumentCount - first)), occurs);
        }

        List<string> unknown = [];
        for (int id = 0; id < occurs.Length; id++)
        {
            if (occurs[id] && newIds[id] < 0)
            {
                unknown.Add(corpus.Vocabulary![id]);
            }
        }

        UnknownWords = unknown;
    }

    public int DocumentCount => _corpus.DocumentCount;

    public int VocabularySize => Vocabulary!.Count;

    public long PairCount { get; private set; }

    public double TokenCount { get; private set; }

    public Vocabulary? Vocabulary { get; }

    public int LargestDocument { get; private set; }

    internal IReadOnlyList<string> UnknownWords { get; }

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
