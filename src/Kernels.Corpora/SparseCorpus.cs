using System;
using System.Collections.Generic;

namespace Kernels.Corpora;

/// <summary>A corpus in memory: compressed sparse rows in segments of whole documents, so that more than 2³¹ pairs fit.</summary>
/// <remarks>
/// Made by <see cref="SparseCorpusBuilder"/> or <see cref="CorpusReader"/>. Each document's words are distinct and ascending, its counts positive and finite.
/// <see cref="Read"/> copies nothing when the documents lie in one segment, and assembles them in a buffer of its own otherwise; one reader at a time.
/// </remarks>
/// <example>
/// <code>
/// SparseCorpusBuilder documents = new();
/// documents.AddDocument(termIds: [0, 2, 2], counts: [1, 1, 1]);
/// documents.AddDocument(termIds: [1], counts: [4]);
/// SparseCorpus corpus = documents.Build(new Vocabulary(["apple", "pear", "plum"]));
/// Console.WriteLine($"{corpus.DocumentCount} documents, {corpus.PairCount} pairs, {corpus.TokenCount} tokens");
/// // 2 documents, 3 pairs, 7 tokens
/// DocumentBlock second = corpus.Read(first: 1, count: 1);
/// Console.WriteLine($"{second.CountsOf(0)[0]} of {corpus.Vocabulary![second.TermIdsOf(0)[0]]}"); // 4 of pear
/// </code>
/// </example>
public sealed class SparseCorpus : ICorpus
{
    private readonly Segment[] _segments;
    private readonly long[] _offsets;
    private int[] _assembledTermIds = [];
    private float[] _assembledCounts = [];

    internal SparseCorpus(IReadOnlyList<Segment> segments, long[] offsets, int vocabularySize, double tokenCount, int largestDocument, Vocabulary? vocabulary)
    {
        _segments = [.. segments];
        _offsets = offsets;
        VocabularySize = vocabularySize;
        TokenCount = tokenCount;
        LargestDocument = largestDocument;
        Vocabulary = vocabulary;
    }

    /// <inheritdoc/>
    public int DocumentCount => _offsets.Length - 1;

    /// <inheritdoc/>
    public int VocabularySize { get; }

    /// <inheritdoc/>
    public long PairCount => _offsets[^1];

    /// <inheritdoc/>
    public double TokenCount { get; }

    /// <inheritdoc/>
    public Vocabulary? Vocabulary { get; }

    /// <inheritdoc/>
    public int LargestDocument { get; }

    /// <summary>How many segments hold the pairs.</summary>
    internal int SegmentCount => _segments.Length;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside [0, D), or holds more pairs than one array can.</exception>
    public DocumentBlock Read(int first, int count)
    {
        ThrowHelper.ThrowIfNotARangeOf(DocumentCount, first, count);
        ReadOnlySpan<long> offsets = _offsets.AsSpan(first, count + 1);
        long pairs = offsets[^1] - offsets[0];
        if (pairs == 0)
        {
            return new DocumentBlock(first, offsets, default, default);
        }

        int s = SegmentOf(offsets[0]);
        Segment segment = _segments[s];
        if (offsets[^1] <= segment.FirstPair + segment.Length)
        {
            int start = (int)(offsets[0] - segment.FirstPair);
            return new DocumentBlock(first, offsets, segment.TermIds.AsSpan(start, (int)pairs), segment.Counts.AsSpan(start, (int)pairs));
        }

        ThrowHelper.ThrowIfTooManyPairs(pairs, nameof(count));
        if (_assembledTermIds.Length < pairs)
        {
            _assembledTermIds = new int[pairs];
            _assembledCounts = new float[pairs];
        }

        int done = 0;
        for (; done < pairs; s++)
        {
            segment = _segments[s];
            int start = (int)(offsets[0] + done - segment.FirstPair);
            int length = (int)Math.Min(segment.Length - start, pairs - done);
            segment.TermIds.AsSpan(start, length).CopyTo(_assembledTermIds.AsSpan(done));
            segment.Counts.AsSpan(start, length).CopyTo(_assembledCounts.AsSpan(done));
            done += length;
        }

        return new DocumentBlock(first, offsets, _assembledTermIds.AsSpan(0, done), _assembledCounts.AsSpan(0, done));
    }

    private int SegmentOf(long pair)
    {
        int low = 0;
        int high = _segments.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_segments[middle].FirstPair <= pair)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    /// <summary>Pairs of whole documents.</summary>
    internal sealed record Segment(long FirstPair, int Length, int[] TermIds, float[] Counts);
}
