using System;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>Copies of some documents, in a random order.</summary>
/// <param name="fullPairs">Pairs at which it is full.</param>
/// <param name="fullDocuments">Documents at which it is full.</param>
internal sealed class DocumentWindow(int fullPairs, int fullDocuments)
{
    private int[] _order = [];
    private int[] _documents = [];
    private int[] _offsets = [0];
    private int[] _termIds = [];
    private float[] _counts = [];

    /// <summary>How many documents.</summary>
    public int Count { get; private set; }

    /// <summary>Whether it should take no more.</summary>
    public bool IsFull => Count >= fullDocuments || _offsets[Count] >= fullPairs;

    /// <summary>Forgets all documents.</summary>
    public void Clear() => Count = 0;

    /// <summary>Copies a block of documents in, behind the others.</summary>
    public void Add(in DocumentBlock block)
    {
        int start = _offsets[Count];
        Reserve(Count + block.Count, checked(start + block.TermIds.Length));
        block.TermIds.CopyTo(_termIds.AsSpan(start));
        block.Counts.CopyTo(_counts.AsSpan(start));
        for (int i = 0; i < block.Count; i++)
        {
            _order[Count] = Count;
            _documents[Count] = block.FirstDocument + i;
            _offsets[++Count] = start + (int)(block.Offsets[i + 1] - block.Offsets[0]);
        }
    }

    /// <summary>Puts the documents into a random order.</summary>
    public void Shuffle(UniformSequence uniforms) => Permutation.Shuffle(_order.AsSpan(0, Count), uniforms);

    /// <summary>A document.</summary>
    /// <param name="place">Its place in the random order.</param>
    /// <param name="termIds">Its words.</param>
    /// <param name="counts">Their counts.</param>
    /// <returns>Its number in the corpus.</returns>
    public int Document(int place, out ReadOnlySpan<int> termIds, out ReadOnlySpan<float> counts)
    {
        int index = _order[place];
        Range pairs = _offsets[index].._offsets[index + 1];
        termIds = _termIds.AsSpan(pairs);
        counts = _counts.AsSpan(pairs);
        return _documents[index];
    }

    private void Reserve(int documents, int pairs)
    {
        if (_order.Length < documents)
        {
            int room = documents + (documents / 2);
            Array.Resize(ref _order, room);
            Array.Resize(ref _documents, room);
            Array.Resize(ref _offsets, room + 1);
        }

        if (_termIds.Length < pairs)
        {
            int room = (int)Math.Min(pairs + (pairs / 4L), Array.MaxLength);
            Array.Resize(ref _termIds, room);
            Array.Resize(ref _counts, room);
        }
    }
}
