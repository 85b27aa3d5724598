using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Inference.Tests;

/// <summary>A corpus in memory, from pairs.</summary>
internal sealed class TestCorpus : ICorpus
{
    private readonly long[] _offsets;
    private readonly int[] _ids;
    private readonly float[] _counts;

    public TestCorpus(int vocabularySize, IReadOnlyList<(int Id, float Count)[]> documents, Vocabulary? vocabulary = null)
    {
        VocabularySize = vocabularySize;
        Vocabulary = vocabulary;
        _offsets = new long[documents.Count + 1];
        for (int d = 0; d < documents.Count; d++)
        {
            _offsets[d + 1] = _offsets[d] + documents[d].Length;
            LargestDocument = Math.Max(LargestDocument, documents[d].Length);
        }

        var pairs = documents.SelectMany(document => document.OrderBy(pair => pair.Id)).ToArray();
        _ids = [.. pairs.Select(pair => pair.Id)];
        _counts = [.. pairs.Select(pair => pair.Count)];
    }

    public int DocumentCount => _offsets.Length - 1;

    public int VocabularySize { get; }

    public long PairCount => _ids.Length;

    public double TokenCount => _counts.Sum(count => (double)count);

    public Vocabulary? Vocabulary { get; }

    public int LargestDocument { get; }

    public DocumentBlock Read(int first, int count)
    {
        int start = (int)_offsets[first];
        int length = (int)(_offsets[first + count] - start);
        return new DocumentBlock(first, _offsets.AsSpan(first, count + 1), _ids.AsSpan(start, length), _counts.AsSpan(start, length));
    }

    /// <summary>Documents in which every word counts 1.</summary>
    public static TestCorpus OfWords(int vocabularySize, params int[][] documents)
        => new(vocabularySize, [.. documents.Select(document => document.Select(id => (id, 1f)).ToArray())]);

    /// <summary>scikit-learn's: 3 blocks of 3 documents and 3 words, every count 3.</summary>
    public static TestCorpus Blocks()
        => new(9, [.. Enumerable.Range(0, 9).Select(d => Enumerable.Range(0, 3).Select(w => ((d / 3 * 3) + w, 3f)).ToArray())]);

    /// <summary>Documents drawn from 5 topics with 8 words each.</summary>
    public static TestCorpus Synthetic(int documents = 60, int tokens = 40, ulong seed = 1)
    {
        var drawn = new List<(int, float)[]>();
        for (int d = 0; d < documents; d++)
        {
            var counts = new SortedDictionary<int, float>();
            for (int i = 0; i < tokens; i++)
            {
                (double first, double second) = Philox4x32.Uniforms(seed, 99, (ulong)d, (uint)i);
                int topic = first < 0.7 ? d % 5 : (int)(second * 5e6) % 5;
                int word = (topic * 8) + (int)(second * 8);
                counts[word] = counts.GetValueOrDefault(word) + 1;
            }

            drawn.Add([.. counts.Select(pair => (pair.Key, pair.Value))]);
        }

        return new TestCorpus(40, drawn);
    }
}

/// <summary>Devices for models in tests.</summary>
internal sealed class ReferenceDevices : ILdaDeviceProvider
{
    public static ReferenceDevices Instance { get; } = new();

    public ILdaDevice<T> Create<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new ReferenceLdaDevice<T>();
}
