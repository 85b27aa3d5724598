using System;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>A block of documents that several threads may read: a copy, as a corpus' own view ends with its next read.</summary>
internal sealed class DocumentsCopy
{
    private int[] _offsets = [0];
    private int[] _ids = [];
    private float[] _counts = [];

    /// <summary>How many documents.</summary>
    public int Count { get; private set; }

    /// <summary>The first document's place in the corpus.</summary>
    public int FirstDocument { get; private set; }

    public ReadOnlySpan<int> IdsOf(int document) => _ids.AsSpan(_offsets[document].._offsets[document + 1]);

    public ReadOnlySpan<float> CountsOf(int document) => _counts.AsSpan(_offsets[document].._offsets[document + 1]);

    /// <summary>A document's counts, summed.</summary>
    public double TokensOf(int document)
    {
        double tokens = 0;
        foreach (float count in CountsOf(document))
        {
            tokens += count;
        }

        return tokens;
    }

    public void Take(in DocumentBlock block)
    {
        (Count, FirstDocument) = (block.Count, block.FirstDocument);
        if (_offsets.Length < block.Offsets.Length)
        {
            _offsets = new int[block.Offsets.Length];
        }

        if (_ids.Length < block.TermIds.Length)
        {
            (_ids, _counts) = (new int[block.TermIds.Length], new float[block.TermIds.Length]);
        }

        for (int i = 0; i < block.Offsets.Length; i++)
        {
            _offsets[i] = (int)(block.Offsets[i] - block.Offsets[0]);
        }

        block.TermIds.CopyTo(_ids);
        block.Counts.CopyTo(_counts);
    }
}
