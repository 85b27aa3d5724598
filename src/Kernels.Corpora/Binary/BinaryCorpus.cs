using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Kernels.Corpora;

/// <summary>A corpus in this library's own format, read from disk a block at a time.</summary>
/// <remarks>
/// Opening reads and checks the header, the vocabulary and the index of blocks: milliseconds. A block's checksum and contents are checked whenever it is read.
/// Memory: the vocabulary, 32 bytes a block, one block, and the documents of the last <see cref="Read"/>. The file is not mapped. One reader at a time.
/// </remarks>
public sealed class BinaryCorpus : ICorpus, IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly string _path;
    private readonly BlockIndex _index;
    private int _loaded = -1;
    private byte[] _bytes = [];
    private long[] _blockOffsets = [];
    private long[] _offsets = [];
    private int[] _termIds = [];
    private float[] _counts = [];

    private BinaryCorpus(SafeFileHandle handle, string path)
    {
        _handle = handle;
        _path = path;
        long length = RandomAccess.GetLength(handle);
        byte[] header = ReadBytes(0, (int)Math.Min(length, BinaryLayout.HeaderSize));
        BinaryLayout layout = BinaryLayout.Read(header, length, path);
        DocumentCount = layout.Documents;
        VocabularySize = layout.Words;
        PairCount = layout.Pairs;
        TokenCount = layout.Tokens;
        LargestDocument = layout.LargestDocument;
        byte[] index = ReadBytes(layout.IndexOffset, layout.Blocks * BinaryLayout.EntrySize);
        if (XxHash64.Of(index) != layout.IndexHash)
        {
            throw Damaged("an index of blocks whose checksum is wrong");
        }

        _index = new BlockIndex(index);
        if (_index.FindFault(layout) is { } fault)
        {
            throw Damaged(fault);
        }

        byte[] vocabulary = ReadBytes(layout.VocabularyOffset, (int)layout.VocabularyLength);
        if (XxHash64.Of(vocabulary) != layout.VocabularyHash)
        {
            throw Damaged("a vocabulary whose checksum is wrong");
        }

        if (layout.HasVocabulary)
        {
            Vocabulary = ReadVocabulary(vocabulary);
        }
    }

    /// <inheritdoc/>
    public int DocumentCount { get; }

    /// <inheritdoc/>
    public int VocabularySize { get; }

    /// <inheritdoc/>
    public long PairCount { get; }

    /// <inheritdoc/>
    public double TokenCount { get; }

    /// <inheritdoc/>
    public Vocabulary? Vocabulary { get; }

    /// <inheritdoc/>
    public int LargestDocument { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">Written by <see cref="BinaryCorpusWriter"/>.</param>
    /// <returns>The corpus; dispose of it to close the file.</returns>
    /// <exception cref="CorpusFormatException">It is no such file, of another version, or damaged.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PlatformNotSupportedException">The machine is big-endian.</exception>
    public static BinaryCorpus Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        BinaryLayout.ThrowIfBigEndian();
        SafeFileHandle handle = File.OpenHandle(path, options: FileOptions.RandomAccess);
        try
        {
            return new BinaryCorpus(handle, path);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside [0, D), or holds more pairs than one array can.</exception>
    /// <exception cref="CorpusFormatException">A block is damaged.</exception>
    /// <exception cref="ObjectDisposedException">The corpus is closed.</exception>
    public DocumentBlock Read(int first, int count)
    {
        ThrowHelper.ThrowIfNotARangeOf(DocumentCount, first, count);
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        if (count == 0)
        {
            return new DocumentBlock(first, new long[1], default, default);
        }

        int block = _index.BlockOf(first);
        int last = _index.BlockOf(first + count - 1);
        if (block == last)
        {
            Load(block);
            int d = first - _index.FirstDocument(block);
            int start = (int)_blockOffsets[d];
            int length = (int)_blockOffsets[d + count] - start;
            return new DocumentBlock(first, _blockOffsets.AsSpan(d, count + 1), LoadedTermIds.Slice(start, length), LoadedCounts.Slice(start, length));
        }

        long most = 0;
        for (int b = block; b <= last; b++)
        {
            most += _index.Pairs(b);
        }

        ThrowHelper.ThrowIfTooManyPairs(most, nameof(count));
        if (_termIds.Length < most)
        {
            _termIds = new int[most];
            _counts = new float[most];
        }

        if (_offsets.Length < count + 1)
        {
            _offsets = new long[count + 1];
        }

        int documents = 0;
        int pairs = 0;
        for (; block <= last; block++)
        {
            Load(block);
            int from = first + documents - _index.FirstDocument(block);
            int to = Math.Min(_index.Documents(block), first + count - _index.FirstDocument(block));
            int start = (int)_blockOffsets[from];
            int length = (int)_blockOffsets[to] - start;
            LoadedTermIds.Slice(start, length).CopyTo(_termIds.AsSpan(pairs));
            LoadedCounts.Slice(start, length).CopyTo(_counts.AsSpan(pairs));
            for (int d = from; d < to; d++)
            {
                _offsets[++documents] = pairs + _blockOffsets[d + 1] - start;
            }

            pairs += length;
        }

        return new DocumentBlock(first, _offsets.AsSpan(0, count + 1), _termIds.AsSpan(0, pairs), _counts.AsSpan(0, pairs));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _handle.Dispose();

    private ReadOnlySpan<int> LoadedTermIds =>
        MemoryMarshal.Cast<byte, int>(_bytes.AsSpan(sizeof(int) * _index.Documents(_loaded), sizeof(int) * _index.Pairs(_loaded)));

    private ReadOnlySpan<float> LoadedCounts =>
        MemoryMarshal.Cast<byte, float>(
            _bytes.AsSpan(sizeof(int) * (_index.Documents(_loaded) + _index.Pairs(_loaded)), sizeof(float) * _index.Pairs(_loaded)));

    private void Load(int block)
    {
        if (_loaded == block)
        {
            return;
        }

        _loaded = -1;
        int size = (int)_index.Size(block);
        if (_bytes.Length < size)
        {
            _bytes = new byte[size];
        }

        ReadBytes(_index.Offset(block), _bytes.AsSpan(0, size));
        if (XxHash64.Of(_bytes.AsSpan(0, size)) != _index.Hash(block))
        {
            throw Damaged($"block {block} (documents from {_index.FirstDocument(block)} on) with a wrong checksum");
        }

        int documents = _index.Documents(block);
        if (_blockOffsets.Length < documents + 1)
        {
            _blockOffsets = new long[documents + 1];
        }

        ReadOnlySpan<int> lengths = MemoryMarshal.Cast<byte, int>(_bytes.AsSpan(0, sizeof(int) * documents));
        long pairs = 0;
        for (int d = 0; d < documents; d++)
        {
            if ((uint)lengths[d] > (uint)LargestDocument)
            {
                throw Damaged($"a document of {lengths[d]} pairs in block {block}");
            }

            pairs += lengths[d];
            _blockOffsets[d + 1] = pairs;
        }

        if (pairs != _index.Pairs(block))
        {
            throw Damaged($"documents of {pairs} pairs in block {block} of {_index.Pairs(block)}");
        }

        _loaded = block;
        CheckContents(documents);
    }

    /// <summary>A right checksum on wrong contents is a file somebody made; using it unchecked would read outside of arrays later.</summary>
    private void CheckContents(int documents)
    {
        ReadOnlySpan<int> termIds = LoadedTermIds;
        ReadOnlySpan<float> counts = LoadedCounts;
        bool right = true;
        for (int d = 0; d < documents; d++)
        {
            int previous = -1;
            foreach (int termId in termIds[(int)_blockOffsets[d]..(int)_blockOffsets[d + 1]])
            {
                right &= termId > previous;
                previous = termId;
            }

            right &= previous < VocabularySize;
        }

        foreach (float count in counts)
        {
            right &= count > 0 && count < float.PositiveInfinity;
        }

        if (!right)
        {
            int block = _loaded;
            _loaded = -1;
            throw Damaged($"words out of order or range, or counts that are not positive, in block {block}");
        }
    }

    private Vocabulary ReadVocabulary(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        string[] words = text.Length == 0 ? [] : text[..^1].Split('\n');
        if (words.Length != VocabularySize)
        {
            throw Damaged($"{words.Length} words in the vocabulary, {VocabularySize} in the header");
        }

        try
        {
            return new Vocabulary(words);
        }
        catch (ArgumentException)
        {
            throw Damaged("a word that stands twice in the vocabulary");
        }
    }

    private byte[] ReadBytes(long offset, int count)
    {
        byte[] bytes = new byte[count];
        ReadBytes(offset, bytes);
        return bytes;
    }

    private void ReadBytes(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int read = RandomAccess.Read(_handle, destination, offset);
            if (read == 0)
            {
                throw Damaged($"the end of the file at byte {offset}");
            }

            destination = destination[read..];
            offset += read;
        }
    }

    private CorpusFormatException Damaged(string found) => new(_path, 0, found, "the file as it was written");
}
