using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Kernels.Corpora;

/// <summary>Collects documents, pair by pair or whole, into a <see cref="SparseCorpus"/>.</summary>
/// <remarks>
/// A document's pairs may come in any order: its words are sorted, the counts of a repeated word added, and pairs whose count is zero dropped.
/// A document without pairs is kept. Counts are held as float: whole numbers above 2²⁴ are rounded.
/// </remarks>
/// <example>
/// <code>
/// SparseCorpusBuilder documents = new(vocabularySize: 10);
/// documents.Add(termId: 7, count: 1);
/// documents.Add(termId: 2, count: 3);
/// documents.Add(termId: 7, count: 1); // once more
/// documents.EndDocument();
/// documents.EndDocument();            // an empty one
/// SparseCorpus corpus = documents.Build();
/// DocumentBlock block = corpus.Read(0, 2);
/// Console.WriteLine($"{string.Join(' ', block.TermIdsOf(0).ToArray())}: {string.Join(' ', block.CountsOf(0).ToArray())}");
/// // 2 7: 3 2
/// Console.WriteLine($"{corpus.DocumentCount} documents over {corpus.VocabularySize} words"); // 2 documents over 10 words
/// </code>
/// </example>
public sealed class SparseCorpusBuilder
{
    /// <summary>The largest count of one pair that is taken: far above any real one, far below where sums overflow.</summary>
    public const float LargestCount = 1e15f;

    private const int PairsPerSegment = 1 << 26;
    private const int SmallestCapacity = 16;

    private readonly int _vocabularyBound;
    private readonly int _pairsPerSegment;
    private readonly List<SparseCorpus.Segment> _segments = [];
    private int[] _termIds;
    private float[] _counts;
    private long[] _offsets = new long[SmallestCapacity];
    private int _documents;
    private long _sealedPairs;
    private int _used;
    private int _documentStart;
    private int _previousId = -1;
    private bool _untidy;
    private int _largestId = -1;
    private int _largestDocument;
    private double _tokens;

    /// <summary>Starts without a document.</summary>
    /// <param name="vocabularySize">V, or 0: one more than the largest id that comes, or the vocabulary's size.</param>
    /// <exception cref="ArgumentOutOfRangeException">V is negative.</exception>
    public SparseCorpusBuilder(int vocabularySize = 0)
        : this(vocabularySize, 0, PairsPerSegment)
    {
    }

    /// <summary>For readers that know about how many pairs will come, and tests that want small segments.</summary>
    internal SparseCorpusBuilder(int vocabularySize, long expectedPairs, int pairsPerSegment = PairsPerSegment)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(vocabularySize);
        _vocabularyBound = vocabularySize == 0 ? int.MaxValue : vocabularySize;
        VocabularySize = vocabularySize;
        _pairsPerSegment = pairsPerSegment;
        int capacity = (int)Math.Clamp(expectedPairs, SmallestCapacity, Math.Max(SmallestCapacity, pairsPerSegment));
        _termIds = GC.AllocateUninitializedArray<int>(capacity);
        _counts = GC.AllocateUninitializedArray<float>(capacity);
    }

    /// <summary>V as given, or 0.</summary>
    public int VocabularySize { get; }

    /// <summary>Documents ended so far.</summary>
    public int DocumentCount => _documents;

    /// <summary>Distinct pairs of the documents ended so far.</summary>
    public long PairCount => _offsets[_documents];

    /// <summary>Pairs of the document that is being built, as they came.</summary>
    internal int PairsOfCurrent => _used - _documentStart;

    /// <summary>Adds a pair to the document that is being built.</summary>
    /// <param name="termId">In [0, V).</param>
    /// <param name="count">In [0, <see cref="LargestCount"/>].</param>
    /// <exception cref="ArgumentOutOfRangeException">The id or the count is out of range.</exception>
    public void Add(int termId, float count)
    {
        if ((uint)termId >= (uint)_vocabularyBound)
        {
            ThrowHelper.ThrowTermIdOutOfRange(termId, _vocabularyBound);
        }

        if (!(count >= 0 && count <= LargestCount))
        {
            ThrowHelper.ThrowCountOutOfRange(count);
        }

        AddChecked(termId, count);
    }

    /// <summary>Adds a pair that is known to be in range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void AddChecked(int termId, float count)
    {
        int used = _used;
        if (used >= _termIds.Length || used >= _counts.Length)
        {
            used = Grow();
        }

        _termIds[used] = termId;
        _counts[used] = count;
        _used = used + 1;
        _untidy |= termId <= _previousId || count == 0;
        _previousId = termId;
        _tokens += count;
    }

    /// <summary>Ends the document that is being built; without a pair it is an empty one.</summary>
    /// <exception cref="InvalidOperationException">There are 2³¹ − 1 documents already.</exception>
    public void EndDocument()
    {
        if (_untidy)
        {
            Tidy();
        }

        if (_documents == int.MaxValue - 1)
        {
            throw new InvalidOperationException($"A corpus holds at most {int.MaxValue - 1} documents.");
        }

        if (_used > _documentStart)
        {
            _largestId = Math.Max(_largestId, _termIds[_used - 1]);
            _largestDocument = Math.Max(_largestDocument, _used - _documentStart);
        }

        if (++_documents == _offsets.Length)
        {
            Array.Resize(ref _offsets, (int)Math.Min(2L * _offsets.Length, Array.MaxLength));
        }

        _offsets[_documents] = _sealedPairs + _used;
        _documentStart = _used;
        _previousId = -1;
    }

    /// <summary>Adds a whole document.</summary>
    /// <param name="termIds">Its words, in any order, repeated or not; each in [0, V).</param>
    /// <param name="counts">As many; each in [0, <see cref="LargestCount"/>].</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id or a count is out of range; the document's pairs before it remain.</exception>
    public void AddDocument(ReadOnlySpan<int> termIds, ReadOnlySpan<float> counts)
    {
        ThrowHelper.ThrowIfLengthsDiffer(termIds.Length, counts.Length);
        for (int p = 0; p < termIds.Length; p++)
        {
            Add(termIds[p], counts[p]);
        }

        EndDocument();
    }

    /// <summary>Hands the documents over; the builder is empty afterwards.</summary>
    /// <param name="vocabulary">The words, or null.</param>
    /// <returns>The corpus.</returns>
    /// <exception cref="ArgumentException">The vocabulary has another size than V, or too few words for the ids.</exception>
    /// <exception cref="InvalidOperationException">The last document was not ended.</exception>
    public SparseCorpus Build(Vocabulary? vocabulary = null)
    {
        if (_used != _documentStart)
        {
            throw new InvalidOperationException($"The last document holds {_used - _documentStart} pairs and was not ended.");
        }

        int size = VocabularySize > 0 ? VocabularySize : vocabulary?.Count ?? _largestId + 1;
        if (vocabulary is not null && (vocabulary.Count != size || size <= _largestId))
        {
            throw new ArgumentException($"The vocabulary has {vocabulary.Count} words; V is {Math.Max(size, _largestId + 1)}.", nameof(vocabulary));
        }

        if (_used > 0)
        {
            Seal(_used);
        }

        Array.Resize(ref _offsets, _documents + 1);
        SparseCorpus corpus = new(_segments, _offsets, size, _tokens, _largestDocument, vocabulary);
        _segments.Clear();
        _offsets = new long[SmallestCapacity];
        _termIds = new int[SmallestCapacity];
        _counts = new float[SmallestCapacity];
        (_documents, _sealedPairs, _used, _documentStart, _largestId, _largestDocument, _tokens) = (0, 0, 0, 0, -1, 0, 0);
        return corpus;
    }

    /// <summary>Makes room for one pair; returns where it goes.</summary>
    private int Grow()
    {
        if (_termIds.Length < _pairsPerSegment || _documentStart == 0)
        {
            long bound = _documentStart == 0 ? Array.MaxLength : _pairsPerSegment;
            int capacity = (int)Math.Min(Math.Max(2L * _termIds.Length, SmallestCapacity), Math.Min(bound, Array.MaxLength));
            if (capacity == _termIds.Length)
            {
                throw new InvalidOperationException($"A document holds at most {Array.MaxLength} pairs.");
            }

            Array.Resize(ref _termIds, capacity);
            Array.Resize(ref _counts, capacity);
            return _used;
        }

        // The segment is full: the documents ended so far stay, the one being built moves on.
        int[] termIds = _termIds;
        float[] counts = _counts;
        int start = _documentStart;
        int length = _used - start;
        Seal(start);
        _termIds = GC.AllocateUninitializedArray<int>(Math.Max(_pairsPerSegment, length + 1));
        _counts = GC.AllocateUninitializedArray<float>(_termIds.Length);
        Array.Copy(termIds, start, _termIds, 0, length);
        Array.Copy(counts, start, _counts, 0, length);
        _documentStart = 0;
        _used = length;
        return _used;
    }

    private void Seal(int length)
    {
        if (length < _termIds.Length - (_termIds.Length / 8))
        {
            Array.Resize(ref _termIds, length);
            Array.Resize(ref _counts, length);
        }

        _segments.Add(new SparseCorpus.Segment(_sealedPairs, length, _termIds, _counts));
        _sealedPairs += length;
    }

    /// <summary>Sorts the words of the document that is being built, adds the counts of equal ones, drops zeros.</summary>
    private void Tidy()
    {
        int length = _used - _documentStart;
        _used = _documentStart + WordPairs.Tidy(_termIds.AsSpan(_documentStart, length), _counts.AsSpan(_documentStart, length));
        _untidy = false;
    }
}
