using System;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>The documents of a mini-batch, with its distinct words numbered 0, 1, … in the order in which they come.</summary>
/// <param name="vocabularySize">V.</param>
internal sealed class StructuredBatch(int vocabularySize)
{
    /// <summary>For each word of the vocabulary its number here, from 1; 0 where it has none.</summary>
    private readonly int[] _numbers = new int[vocabularySize];
    private int[] _words = [];
    private long[] _offsets = new long[1];
    private int[] _ids = [];
    private float[] _counts = [];

    /// <summary>Documents.</summary>
    public int DocumentCount { get; private set; }

    /// <summary>Distinct words.</summary>
    public int WordCount { get; private set; }

    /// <summary>The words by their numbers in the vocabulary.</summary>
    public ReadOnlySpan<int> Words => _words.AsSpan(0, WordCount);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (int word in Words)
        {
            _numbers[word] = 0;
        }

        (DocumentCount, WordCount) = (0, 0);
    }

    /// <summary>Adds documents.</summary>
    public void Add(DocumentBlock block)
    {
        int pairs = (int)_offsets[DocumentCount];
        Grow(ref _offsets, DocumentCount + block.Count + 1);
        Grow(ref _ids, pairs + block.TermIds.Length);
        Grow(ref _counts, pairs + block.TermIds.Length);
        for (int d = 0; d < block.Count; d++)
        {
            _offsets[DocumentCount + d + 1] = pairs + block.Offsets[d + 1] - block.Offsets[0];
        }

        block.Counts.CopyTo(_counts.AsSpan(pairs));
        for (int i = 0; i < block.TermIds.Length; i++)
        {
            _ids[pairs + i] = NumberOf(block.TermIds[i]);
        }

        DocumentCount += block.Count;
    }

    /// <summary>A run of the documents, by the words' numbers here.</summary>
    public LdaDocuments Documents(int first, int count)
    {
        int start = (int)_offsets[first];
        int length = (int)_offsets[first + count] - start;
        return new LdaDocuments(_offsets.AsSpan(first, count + 1), _ids.AsSpan(start, length), _counts.AsSpan(start, length));
    }

    private int NumberOf(int word)
    {
        if (_numbers[word] == 0)
        {
            Grow(ref _words, WordCount + 1);
            _words[WordCount] = word;
            _numbers[word] = ++WordCount;
        }

        return _numbers[word] - 1;
    }

    private static void Grow<TValue>(ref TValue[] array, int length)
    {
        if (array.Length < length)
        {
            Array.Resize(ref array, Math.Max(length, 2 * array.Length));
        }
    }
}
