using System;
using System.Buffers.Binary;

namespace Kernels.Corpora;

/// <summary>The index of the blocks of a .kcorpus file, as it lies there; entries as <see cref="BinaryLayout"/> says.</summary>
internal sealed class BlockIndex(byte[] bytes)
{
    internal int Count => bytes.Length / BinaryLayout.EntrySize;

    internal long Offset(int block) => BinaryPrimitives.ReadInt64LittleEndian(Entry(block));

    internal int FirstDocument(int block) => BinaryPrimitives.ReadInt32LittleEndian(Entry(block)[8..]);

    internal int Documents(int block) => BinaryPrimitives.ReadInt32LittleEndian(Entry(block)[12..]);

    internal int Pairs(int block) => BinaryPrimitives.ReadInt32LittleEndian(Entry(block)[16..]);

    internal ulong Hash(int block) => BinaryPrimitives.ReadUInt64LittleEndian(Entry(block)[24..]);

    internal long Size(int block) => (sizeof(int) * (long)Documents(block)) + ((sizeof(int) + sizeof(float)) * (long)Pairs(block));

    /// <summary>What contradicts the header, or null: blocks must follow each other, and make up the corpus.</summary>
    internal string? FindFault(BinaryLayout layout)
    {
        long documents = 0;
        long pairs = 0;
        long offset = BinaryLayout.HeaderSize;
        for (int b = 0; b < Count; b++)
        {
            bool right = Documents(b) > 0 && Pairs(b) >= 0 && FirstDocument(b) == documents
                && Offset(b) == offset && Size(b) <= Array.MaxLength && Size(b) <= layout.VocabularyOffset - offset;
            if (!right)
            {
                return $"block {b} out of place in the index";
            }

            documents += Documents(b);
            pairs += Pairs(b);
            offset += Size(b);
        }

        return documents == layout.Documents && pairs == layout.Pairs && offset == layout.VocabularyOffset
            ? null
            : $"{documents} documents and {pairs} pairs in the index, {layout.Documents} and {layout.Pairs} in the header";
    }

    /// <summary>The block that holds a document.</summary>
    internal int BlockOf(int document)
    {
        int low = 0;
        for (int high = Count - 1; low < high;)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = FirstDocument(middle) <= document ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private ReadOnlySpan<byte> Entry(int block) => bytes.AsSpan(block * BinaryLayout.EntrySize, BinaryLayout.EntrySize);
}
