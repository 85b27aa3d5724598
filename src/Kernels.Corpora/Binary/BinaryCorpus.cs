using System;
using System.IO;
using System.Text;

namespace Kernels.Corpora;

/// <summary>A corpus in this library's own format, read from disk a block at a time.</summary>
/// <remarks>
/// Opening reads and checks the header, the vocabulary and the index of blocks: milliseconds. A block's checksum and contents are checked whenever it is read.
/// Memory: the vocabulary, 32 bytes a block, one block, and the documents of the last <see cref="Read"/>. The file is not mapped. One reader at a time.
/// </remarks>
/// <example>
/// <code>
/// SparseCorpusBuilder documents = new();
/// documents.AddDocument(termIds: [0, 3], counts: [1, 2]);
/// documents.AddDocument(termIds: [1], counts: [5]);
/// BinaryCorpusWriter.Write(documents.Build(), "fruit.kcorpus");
/// using BinaryCorpus corpus = BinaryCorpus.Open("fruit.kcorpus"); // milliseconds, whatever its size
/// Console.WriteLine($"{corpus.DocumentCount} documents, {corpus.TokenCount} tokens"); // 2 documents, 8 tokens
/// Console.WriteLine(corpus.Read(first: 1, count: 1).CountsOf(0)[0]); // 5
/// </code>
/// </example>
public sealed class BinaryCorpus : ICorpus, IDisposable
{
    private readonly BinaryFile _file;
    private readonly BlockIndex _index;
    private readonly LoadedBlock _block;
    private long[] _offsets = [];
    private int[] _termIds = [];
    private float[] _counts = [];

    private BinaryCorpus(BinaryFile file)
    {
        _file = file;
        long length = file.Length;
        byte[] header = file.Read(0, (int)Math.Min(length, BinaryLayout.HeaderSize));
        BinaryLayout layout = BinaryLayout.Read(header, length, file.Path);
        DocumentCount = layout.Documents;
        VocabularySize = layout.Words;
        PairCount = layout.Pairs;
        TokenCount = layout.Tokens;
        LargestDocument = layout.LargestDocument;
        byte[] index = file.Read(layout.IndexOffset, layout.Blocks * BinaryLayout.EntrySize);
        if (XxHash64.Of(index) != layout.IndexHash)
        {
            throw _file.Damaged("an index of blocks whose checksum is wrong");
        }

        _index = new BlockIndex(index);
        if (_index.FindFault(layout) is { } fault)
        {
            throw _file.Damaged(fault);
        }

        _block = new LoadedBlock(file, _index, VocabularySize, LargestDocument);
        byte[] vocabulary = file.Read(layout.VocabularyOffset, (int)layout.VocabularyLength);
        if (XxHash64.Of(vocabulary) != layout.VocabularyHash)
        {
            throw _file.Damaged("a vocabulary whose checksum is wrong");
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
        BinaryFile file = new(File.OpenHandle(path, options: FileOptions.RandomAccess), path);
        try
        {
            return new BinaryCorpus(file);
        }
        catch
        {
            file.Dispose();
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
        ObjectDisposedException.ThrowIf(_file.IsClosed, this);
        if (count == 0)
        {
            return new DocumentBlock(first, new long[1], default, default);
        }

        int block = _index.BlockOf(first);
        int last = _index.BlockOf(first + count - 1);
        if (block != last)
        {
            return Assemble(first, count, block, last);
        }

        _block.Load(block);
        int d = first - _index.FirstDocument(block);
        ReadOnlySpan<long> offsets = _block.Offsets.Slice(d, count + 1);
        Range pairs = (int)offsets[0]..(int)offsets[^1];
        return new DocumentBlock(first, offsets, _block.TermIds[pairs], _block.Counts[pairs]);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>Documents of several blocks, side by side in a buffer.</summary>
    private DocumentBlock Assemble(int first, int count, int block, int last)
    {
        Reserve(count, block, last);
        int documents = 0;
        int pairs = 0;
        for (; block <= last; block++)
        {
            _block.Load(block);
            int from = first + documents - _index.FirstDocument(block);
            int to = Math.Min(_index.Documents(block), first + count - _index.FirstDocument(block));
            ReadOnlySpan<long> offsets = _block.Offsets;
            int start = (int)offsets[from];
            int length = (int)offsets[to] - start;
            _block.TermIds.Slice(start, length).CopyTo(_termIds.AsSpan(pairs));
            _block.Counts.Slice(start, length).CopyTo(_counts.AsSpan(pairs));
            for (int d = from; d < to; d++)
            {
                _offsets[++documents] = pairs + offsets[d + 1] - start;
            }

            pairs += length;
        }

        return new DocumentBlock(first, _offsets.AsSpan(0, count + 1), _termIds.AsSpan(0, pairs), _counts.AsSpan(0, pairs));
    }

    /// <summary>Makes room for all documents of some blocks.</summary>
    private void Reserve(int count, int block, int last)
    {
        long most = 0;
        for (; block <= last; block++)
        {
            most += _index.Pairs(block);
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
    }

    private Vocabulary ReadVocabulary(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        string[] words = text.Length == 0 ? [] : text[..^1].Split('\n');
        if (words.Length != VocabularySize)
        {
            throw _file.Damaged($"{words.Length} words in the vocabulary, {VocabularySize} in the header");
        }

        try
        {
            return new Vocabulary(words);
        }
        catch (ArgumentException)
        {
            throw _file.Damaged("a word that stands twice in the vocabulary");
        }
    }
}
