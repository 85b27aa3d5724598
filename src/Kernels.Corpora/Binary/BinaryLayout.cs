using System;
using System.Buffers.Binary;

namespace Kernels.Corpora;

/// <summary>The layout of a .kcorpus file, version 1; every number little-endian.</summary>
/// <remarks>
/// <code>
/// 0    header, 128 bytes
/// 128  blocks of whole documents: lengths (int32 × documents), term ids (int32 × pairs), counts (float32 × pairs)
/// ...  vocabulary: UTF-8 words, each ended by a line feed
/// ...  index: an entry of 32 bytes a block: offset int64, first document int32, documents int32, pairs int32, 0 int32, XXH64 of the block
/// </code>
/// </remarks>
internal readonly record struct BinaryLayout(
    int Documents,
    int Words,
    long Pairs,
    double Tokens,
    int LargestDocument,
    int Blocks,
    long VocabularyOffset,
    long VocabularyLength,
    ulong VocabularyHash,
    long IndexOffset,
    ulong IndexHash,
    long FileLength,
    bool HasVocabulary)
{
    /// <summary>Bytes of the header.</summary>
    internal const int HeaderSize = 128;

    /// <summary>Bytes of an entry of the index.</summary>
    internal const int EntrySize = 32;

    private const uint Version = 1;
    private const uint ByteOrder = 0x01020304;

    /// <summary>The first eight bytes: no text, no other format, and damaged by any transfer that treats it as text.</summary>
    internal static ReadOnlySpan<byte> Magic => [0x89, (byte)'K', (byte)'C', (byte)'O', (byte)'R', (byte)'\r', (byte)'\n', 0x1A];

    /// <summary>Writes the header.</summary>
    internal void WriteTo(Span<byte> header)
    {
        header.Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], ByteOrder);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], Documents);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], Words);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], Pairs);
        BinaryPrimitives.WriteDoubleLittleEndian(header[32..], Tokens);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], LargestDocument);
        BinaryPrimitives.WriteInt32LittleEndian(header[44..], Blocks);
        BinaryPrimitives.WriteInt64LittleEndian(header[48..], VocabularyOffset);
        BinaryPrimitives.WriteInt64LittleEndian(header[56..], VocabularyLength);
        BinaryPrimitives.WriteUInt64LittleEndian(header[64..], VocabularyHash);
        BinaryPrimitives.WriteInt64LittleEndian(header[72..], IndexOffset);
        BinaryPrimitives.WriteUInt64LittleEndian(header[80..], IndexHash);
        BinaryPrimitives.WriteInt64LittleEndian(header[88..], FileLength);
        BinaryPrimitives.WriteInt32LittleEndian(header[96..], HasVocabulary ? 1 : 0);
        BinaryPrimitives.WriteUInt64LittleEndian(header[120..], XxHash64.Of(header[..120]));
    }

    /// <summary>Reads and checks the header of a file of <paramref name="length"/> bytes.</summary>
    internal static BinaryLayout Read(ReadOnlySpan<byte> header, long length, string file)
    {
        if (header.Length < HeaderSize || !header.StartsWith(Magic))
        {
            string found = header.IsEmpty ? "an empty file" : $"a file that begins with {CorpusFormatException.Quote(header[..Math.Min(8, header.Length)])}";
            throw new CorpusFormatException(file, 0, found, "a .kcorpus file");
        }

        uint version = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        if (BinaryPrimitives.ReadUInt64LittleEndian(header[120..]) != XxHash64.Of(header[..120]))
        {
            throw new CorpusFormatException(file, 0, "a header whose checksum is wrong", "the file as it was written");
        }

        if (version != Version)
        {
            throw new CorpusFormatException(file, 0, $"format version {version}", $"version {Version}");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(header[12..]) != ByteOrder)
        {
            throw new CorpusFormatException(file, 0, "numbers in another byte order", "little-endian numbers");
        }

        BinaryLayout layout = new(
            BinaryPrimitives.ReadInt32LittleEndian(header[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[20..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[24..]),
            BinaryPrimitives.ReadDoubleLittleEndian(header[32..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[40..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[44..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[48..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[56..]),
            BinaryPrimitives.ReadUInt64LittleEndian(header[64..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[72..]),
            BinaryPrimitives.ReadUInt64LittleEndian(header[80..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[88..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[96..]) != 0);
        if (layout.FileLength != length)
        {
            throw new CorpusFormatException(file, 0, $"{length} bytes", $"the {layout.FileLength} that were written");
        }

        if (!layout.IsConsistent)
        {
            throw new CorpusFormatException(file, 0, "sizes in the header that contradict each other", "a header as this library writes it");
        }

        return layout;
    }

    private bool IsConsistent =>
        Documents >= 0 && Words >= 0 && Pairs >= 0 && double.IsFinite(Tokens) && Tokens >= 0 && LargestDocument >= 0 && LargestDocument <= Pairs
        && Blocks >= 0 && VocabularyOffset >= HeaderSize && VocabularyLength >= 0 && VocabularyLength <= Array.MaxLength
        && IndexOffset == VocabularyOffset + VocabularyLength && FileLength == IndexOffset + ((long)Blocks * EntrySize)
        && (long)Blocks * EntrySize <= Array.MaxLength;

    /// <summary>Refuses machines that order bytes the other way: the arrays are used as they lie in the file.</summary>
    internal static void ThrowIfBigEndian()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("The .kcorpus format is little-endian, and this machine is big-endian.");
        }
    }
}
