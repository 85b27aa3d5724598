using System;
using System.IO;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>A corpus in a random order, another in each pass, that is read from front to back and never held as a whole.</summary>
/// <remarks>
/// The documents are cut into chunks of neighbours; the chunks are put into a random order, and the documents of a window of chunks, which is in memory, into
/// another. A corpus no larger than a window is shuffled as a whole. The order follows from the corpus' sizes, the seed and the pass: not from where the corpus
/// lies, nor from how it is read.
/// </remarks>
internal sealed class ShuffledCorpus : ICorpus
{
    private const uint Stream = 0x53_68_66;

    private readonly ICorpus _corpus;
    private readonly ulong _seed;
    private readonly int _chunkDocuments;
    private readonly int[] _chunks;
    private readonly DocumentWindow _window;
    private UniformSequence? _uniforms;
    private int _nextChunk;
    private int _blockFirst;
    private long[] _offsets = [];
    private int[] _termIds = [];
    private float[] _counts = [];
    private int[] _documents = [];

    /// <param name="corpus">The documents.</param>
    /// <param name="seed">Fixes the orders of all passes.</param>
    /// <param name="chunkPairs">Pairs of a chunk of average documents; a block of a .kcorpus file holds as many.</param>
    /// <param name="windowPairs">Pairs at which a window takes no more chunks.</param>
    public ShuffledCorpus(ICorpus corpus, long seed, int chunkPairs = 1 << 16, int windowPairs = 1 << 21)
    {
        (_corpus, _seed) = (corpus, (ulong)seed);
        long pairsPerDocument = Math.Max(1, corpus.PairCount / Math.Max(1, corpus.DocumentCount));

        // Even a chunk of the longest documents is no larger than two windows, unless one document is.
        long documents = Math.Min(chunkPairs / pairsPerDocument, 2L * windowPairs / Math.Max(1, corpus.LargestDocument));
        _chunkDocuments = (int)Math.Clamp(documents, 1, Math.Max(1, corpus.DocumentCount));
        _chunks = new int[(int)((corpus.DocumentCount + (long)_chunkDocuments - 1) / _chunkDocuments)];
        _window = new DocumentWindow(windowPairs, (int)Math.Max(1, windowPairs / pairsPerDocument));
    }

    /// <inheritdoc/>
    public int DocumentCount => _corpus.DocumentCount;

    /// <inheritdoc/>
    public int VocabularySize => _corpus.VocabularySize;

    /// <inheritdoc/>
    public long PairCount => _corpus.PairCount;

    /// <inheritdoc/>
    public double TokenCount => _corpus.TokenCount;

    /// <inheritdoc/>
    public Vocabulary? Vocabulary => _corpus.Vocabulary;

    /// <inheritdoc/>
    public int LargestDocument => _corpus.LargestDocument;

    /// <summary>The window that was read last: what <see cref="BeginPass"/> needs to go on in it.</summary>
    public LdaShufflePlace Place { get; private set; } = new(0, 0);

    /// <summary>Whether a window can begin there.</summary>
    public bool Holds(LdaShufflePlace place) => place.Chunk >= 0 && place.Chunk < _chunks.Length && place.Document >= 0;

    /// <summary>Draws the order of a pass.</summary>
    /// <param name="pass">The pass, from 1.</param>
    /// <param name="place">Where in it reading goes on, or null for the start.</param>
    public void BeginPass(int pass, LdaShufflePlace? place = null)
    {
        for (int chunk = 0; chunk < _chunks.Length; chunk++)
        {
            _chunks[chunk] = chunk;
        }

        _uniforms = new UniformSequence(_seed, Stream, (uint)pass);
        _uniforms.Begin(0);
        Permutation.Shuffle(_chunks, _uniforms);
        Place = place ?? new LdaShufflePlace(0, 0);
        _nextChunk = Place.Chunk;
        _window.Clear();
    }

    /// <summary>Documents of the pass that <see cref="BeginPass"/> began.</summary>
    /// <param name="first">The first document's place in the order, not before the window of the last call.</param>
    /// <param name="count">How many.</param>
    /// <returns>A view that is valid until the next call.</returns>
    public DocumentBlock Read(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, Place.Document);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, DocumentCount - first);
        if (_offsets.Length < count + 1)
        {
            (_offsets, _documents) = (new long[count + 1], new int[count]);
        }

        _blockFirst = first;
        for (int i = 0; i < count; i++)
        {
            while (first + i >= Place.Document + _window.Count)
            {
                NextWindow();
            }

            Take(first + i - Place.Document, i);
        }

        int pairs = (int)_offsets[count];
        return new DocumentBlock(first, _offsets.AsSpan(0, count + 1), _termIds.AsSpan(0, pairs), _counts.AsSpan(0, pairs));
    }

    /// <summary>The number in the corpus of a document of the last block read.</summary>
    /// <param name="place">Its place in the order.</param>
    public int DocumentAt(int place) => _documents[place - _blockFirst];

    private void NextWindow()
    {
        Place = new LdaShufflePlace(_nextChunk, Place.Document + _window.Count);
        _window.Clear();
        while (!_window.IsFull && _nextChunk < _chunks.Length)
        {
            int first = _chunks[_nextChunk++] * _chunkDocuments;
            _window.Add(_corpus.Read(first, Math.Min(_chunkDocuments, DocumentCount - first)));
        }

        if (_window.Count == 0)
        {
            throw new InvalidDataException($"The window at chunk {Place.Chunk} and document {Place.Document} holds no document; expected one, as {DocumentCount} are to be read.");
        }

        _uniforms!.Begin(1 + (uint)Place.Chunk);
        _window.Shuffle(_uniforms);
    }

    /// <summary>Copies a document of the window to the block.</summary>
    private void Take(int place, int index)
    {
        _documents[index] = _window.Document(place, out ReadOnlySpan<int> termIds, out ReadOnlySpan<float> counts);
        int start = (int)_offsets[index];
        int end = checked(start + termIds.Length);
        if (_termIds.Length < end)
        {
            int room = (int)Math.Min(end + (end / 2L), Array.MaxLength);
            Array.Resize(ref _termIds, room);
            Array.Resize(ref _counts, room);
        }

        termIds.CopyTo(_termIds.AsSpan(start));
        counts.CopyTo(_counts.AsSpan(start));
        _offsets[index + 1] = end;
    }
}

/// <summary>A window of a pass in random order.</summary>
/// <param name="Chunk">Its first chunk's place in the order of chunks.</param>
/// <param name="Document">Its first document's place in the order of documents.</param>
internal sealed record LdaShufflePlace(int Chunk, int Document);
