using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace Kernels.Corpora;

/// <summary>Writes a corpus in this library's own format, which <see cref="BinaryCorpus"/> reads.</summary>
/// <example>
/// <code>
/// File.WriteAllText("fruit.ldac", "2 0:1 3:2\n1 1:5\n");
/// BinaryCorpusWriter.Write(CorpusReader.Read("fruit.ldac"), "fruit.kcorpus");
/// using BinaryCorpus corpus = BinaryCorpus.Open("fruit.kcorpus");
/// Console.WriteLine($"{corpus.PairCount} pairs over {corpus.VocabularySize} words"); // 3 pairs over 4 words
/// </code>
/// </example>
public static class BinaryCorpusWriter
{
    private const int DocumentsAtOnce = 256;
    private const int PairsPerBlock = 1 << 16;
    private const int DocumentsPerBlock = 1 << 14;

    /// <summary>Writes a corpus to a file beside the one named, then renames it: a run that fails leaves what was there before.</summary>
    /// <param name="corpus">Any corpus; read from front to back.</param>
    /// <param name="path">The file; by custom it ends in <c>.kcorpus</c>.</param>
    /// <param name="cancellation">Looked at between runs of documents.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ArgumentException">A word of the vocabulary holds a line feed, or none.</exception>
    /// <exception cref="PlatformNotSupportedException">The machine is big-endian.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(ICorpus corpus, string path, CancellationToken cancellation = default) => Write(corpus, path, PairsPerBlock, cancellation);

    /// <summary>For tests that want small blocks.</summary>
    internal static void Write(ICorpus corpus, string path, int pairsPerBlock, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentException.ThrowIfNullOrEmpty(path);
        BinaryLayout.ThrowIfBigEndian();
        string temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                WriteAll(corpus, file, pairsPerBlock, cancellation);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void WriteAll(ICorpus corpus, FileStream file, int pairsPerBlock, CancellationToken cancellation)
    {
        byte[] header = new byte[BinaryLayout.HeaderSize];
        file.Write(header);
        BlockWriter blocks = new(file, pairsPerBlock);
        int atOnce = Math.Clamp((int)(Array.MaxLength / (long)Math.Max(1, corpus.LargestDocument)), 1, DocumentsAtOnce);
        for (int first = 0; first < corpus.DocumentCount; first += atOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            DocumentBlock block = corpus.Read(first, Math.Min(atOnce, corpus.DocumentCount - first));
            for (int d = 0; d < block.Count; d++)
            {
                blocks.Add(block.TermIdsOf(d), block.CountsOf(d));
            }
        }

        blocks.Flush();
        byte[] vocabulary = VocabularyBytes(corpus.Vocabulary);
        byte[] index = blocks.Index.ToArray();
        long vocabularyOffset = file.Position;
        long indexOffset = vocabularyOffset + vocabulary.Length;
        file.Write(vocabulary);
        file.Write(index);
        new BinaryLayout(
            corpus.DocumentCount,
            corpus.VocabularySize,
            blocks.Pairs,
            blocks.Tokens,
            blocks.LargestDocument,
            index.Length / BinaryLayout.EntrySize,
            vocabularyOffset,
            vocabulary.Length,
            XxHash64.Of(vocabulary),
            indexOffset,
            XxHash64.Of(index),
            indexOffset + index.Length,
            corpus.Vocabulary is not null).WriteTo(header);
        file.Position = 0;
        file.Write(header);
    }

    private static byte[] VocabularyBytes(Vocabulary? vocabulary)
    {
        if (vocabulary is null)
        {
            return [];
        }

        using MemoryStream bytes = new();
        for (int id = 0; id < vocabulary.Count; id++)
        {
            string word = vocabulary[id];
            if (word.Length == 0 || word.Contains('\n', StringComparison.Ordinal))
            {
                throw new ArgumentException(
                    $"Word {id} of the vocabulary is {CorpusFormatException.Quote(word)}; a word must not be empty or hold a line feed.", nameof(vocabulary));
            }

            bytes.Write(Encoding.UTF8.GetBytes(word));
            bytes.WriteByte((byte)'\n');
        }

        return bytes.ToArray();
    }

    /// <summary>Gathers documents into blocks and writes each as it fills.</summary>
    private sealed class BlockWriter(FileStream file, int pairsPerBlock)
    {
        private readonly List<int> _lengths = [];
        private readonly List<int> _termIds = [];
        private readonly List<float> _counts = [];
        private byte[] _bytes = [];
        private int _firstDocument;

        internal MemoryStream Index { get; } = new();

        internal long Pairs { get; private set; }

        internal double Tokens { get; private set; }

        internal int LargestDocument { get; private set; }

        internal void Add(ReadOnlySpan<int> termIds, ReadOnlySpan<float> counts)
        {
            if (_lengths.Count == DocumentsPerBlock || (_lengths.Count > 0 && _termIds.Count + (long)termIds.Length > pairsPerBlock))
            {
                Flush();
            }

            _lengths.Add(termIds.Length);
            _termIds.AddRange(termIds);
            _counts.AddRange(counts);
            foreach (float count in counts)
            {
                Tokens += count;
            }

            Pairs += termIds.Length;
            LargestDocument = Math.Max(LargestDocument, termIds.Length);
        }

        internal void Flush()
        {
            if (_lengths.Count == 0)
            {
                return;
            }

            ReadOnlySpan<byte> lengths = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_lengths));
            ReadOnlySpan<byte> termIds = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_termIds));
            ReadOnlySpan<byte> counts = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_counts));
            int size = checked(lengths.Length + termIds.Length + counts.Length);
            if (_bytes.Length < size)
            {
                _bytes = new byte[size];
            }

            lengths.CopyTo(_bytes);
            termIds.CopyTo(_bytes.AsSpan(lengths.Length));
            counts.CopyTo(_bytes.AsSpan(lengths.Length + termIds.Length));
            Span<byte> entry = stackalloc byte[BinaryLayout.EntrySize];
            entry.Clear();
            BinaryPrimitives.WriteInt64LittleEndian(entry, file.Position);
            BinaryPrimitives.WriteInt32LittleEndian(entry[8..], _firstDocument);
            BinaryPrimitives.WriteInt32LittleEndian(entry[12..], _lengths.Count);
            BinaryPrimitives.WriteInt32LittleEndian(entry[16..], _termIds.Count);
            BinaryPrimitives.WriteUInt64LittleEndian(entry[24..], XxHash64.Of(_bytes.AsSpan(0, size)));
            Index.Write(entry);
            file.Write(_bytes, 0, size);
            _firstDocument += _lengths.Count;
            _lengths.Clear();
            _termIds.Clear();
            _counts.Clear();
        }
    }
}
