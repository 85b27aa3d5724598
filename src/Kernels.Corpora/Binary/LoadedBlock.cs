using System;
using System.Runtime.InteropServices;

namespace Kernels.Corpora;

/// <summary>One block of a .kcorpus file in memory, checked.</summary>
internal sealed class LoadedBlock(BinaryFile file, BlockIndex index, int vocabularySize, int largestDocument)
{
    private int _block = -1;
    private byte[] _bytes = [];
    private long[] _offsets = [];

    /// <summary>Where each document's pairs begin, and the last one's end.</summary>
    internal ReadOnlySpan<long> Offsets => _offsets.AsSpan(0, index.Documents(_block) + 1);

    internal ReadOnlySpan<int> TermIds =>
        MemoryMarshal.Cast<byte, int>(_bytes.AsSpan(sizeof(int) * index.Documents(_block), sizeof(int) * index.Pairs(_block)));

    internal ReadOnlySpan<float> Counts =>
        MemoryMarshal.Cast<byte, float>(_bytes.AsSpan(sizeof(int) * (index.Documents(_block) + index.Pairs(_block)), sizeof(float) * index.Pairs(_block)));

    /// <summary>Reads a block, unless it is the one that is there.</summary>
    internal void Load(int block)
    {
        if (_block == block)
        {
            return;
        }

        _block = -1;
        int size = (int)index.Size(block);
        if (_bytes.Length < size)
        {
            _bytes = new byte[size];
        }

        file.Read(index.Offset(block), _bytes.AsSpan(0, size));
        if (XxHash64.Of(_bytes.AsSpan(0, size)) != index.Hash(block))
        {
            throw file.Damaged($"block {block} (documents from {index.FirstDocument(block)} on) with a wrong checksum");
        }

        AddUpLengths(block);
        _block = block;
        if (!HasRightContents())
        {
            _block = -1;
            throw file.Damaged($"words out of order or range, or counts that are not positive, in block {block}");
        }
    }

    private void AddUpLengths(int block)
    {
        int documents = index.Documents(block);
        if (_offsets.Length < documents + 1)
        {
            _offsets = new long[documents + 1];
        }

        ReadOnlySpan<int> lengths = MemoryMarshal.Cast<byte, int>(_bytes.AsSpan(0, sizeof(int) * documents));
        long pairs = 0;
        for (int d = 0; d < documents; d++)
        {
            if ((uint)lengths[d] > (uint)largestDocument)
            {
                throw file.Damaged($"a document of {lengths[d]} pairs in block {block}");
            }

            pairs += lengths[d];
            _offsets[d + 1] = pairs;
        }

        if (pairs != index.Pairs(block))
        {
            throw file.Damaged($"documents of {pairs} pairs in block {block} of {index.Pairs(block)}");
        }
    }

    /// <summary>A right checksum on wrong contents is a file somebody made; using it unchecked would read outside of arrays later.</summary>
    private bool HasRightContents()
    {
        ReadOnlySpan<int> termIds = TermIds;
        ReadOnlySpan<long> offsets = Offsets;
        bool right = true;
        for (int d = 0; d < offsets.Length - 1; d++)
        {
            int previous = -1;
            foreach (int termId in termIds[(int)offsets[d]..(int)offsets[d + 1]])
            {
                right &= termId > previous;
                previous = termId;
            }

            right &= previous < vocabularySize;
        }

        foreach (float count in Counts)
        {
            right &= count > 0 && count < float.PositiveInfinity;
        }

        return right;
    }
}
