using System;
using System.Collections.Generic;

namespace Kernels.Inference;

/// <summary>In how many windows the words of topics stand, alone and in pairs.</summary>
/// <remarks>
/// A window is a run of so many words, one beginning at each place from which it fits; a shorter document is one window, an empty one none. No window is ever looked
/// at: a word at place p stands in those that begin at p − size + 1 … p, so a word has a few runs of beginnings and a pair the overlap of two such lists.
/// Exact also where a word stands twice in a window. The work does not grow with the size of the window.
/// </remarks>
internal sealed class WindowCounts
{
    /// <summary>A window larger than any document.</summary>
    public const int WholeDocument = int.MaxValue;

    private readonly int _size;
    private readonly TopicWordPairs _pairs;
    private readonly List<(int First, int Last)>[] _runs;
    private readonly List<int> _present = [];

    /// <param name="size">Words of a window.</param>
    /// <param name="pairs">What is counted.</param>
    public WindowCounts(int size, TopicWordPairs pairs)
    {
        (_size, _pairs) = (size, pairs);
        (Words, Pairs) = (new long[pairs.WordCount], new long[pairs.PairCount]);
        _runs = new List<(int, int)>[pairs.WordCount];
        for (int word = 0; word < _runs.Length; word++)
        {
            _runs[word] = [];
        }
    }

    /// <summary>Words of a window.</summary>
    public int Size => _size;

    /// <summary>All windows.</summary>
    public long Windows { get; private set; }

    /// <summary>Windows that hold a word.</summary>
    public long[] Words { get; }

    /// <summary>Windows that hold both words of a pair.</summary>
    public long[] Pairs { get; }

    /// <summary>Adds a document.</summary>
    /// <param name="document">Its words in their order; negative for a word that no topic has.</param>
    public void Add(ReadOnlySpan<int> document)
    {
        if (document.IsEmpty)
        {
            return;
        }

        int lastBeginning = Math.Max(0, document.Length - _size);
        Windows += lastBeginning + 1L;
        for (int place = 0; place < document.Length; place++)
        {
            if (document[place] >= 0)
            {
                AddRun(document[place], Math.Max(0, place - _size + 1), Math.Min(place, lastBeginning));
            }
        }

        foreach (int word in _present)
        {
            foreach ((int first, int last) in _runs[word])
            {
                Words[word] += last - first + 1;
            }

            foreach ((int partner, int pair) in _pairs.PartnersOf(word))
            {
                Pairs[pair] += Overlap(_runs[word], _runs[partner]);
            }
        }

        foreach (int word in _present)
        {
            _runs[word].Clear();
        }

        _present.Clear();
    }

    private static long Overlap(List<(int First, int Last)> left, List<(int First, int Last)> right)
    {
        long both = 0;
        for (int i = 0, j = 0; i < left.Count && j < right.Count;)
        {
            both += Math.Max(0, Math.Min(left[i].Last, right[j].Last) - Math.Max(left[i].First, right[j].First) + 1);
            _ = left[i].Last < right[j].Last ? i++ : j++;
        }

        return both;
    }

    private void AddRun(int word, int first, int last)
    {
        List<(int First, int Last)> runs = _runs[word];
        if (runs.Count == 0)
        {
            _present.Add(word);
            runs.Add((first, last));
        }
        else if (first <= runs[^1].Last + 1)
        {
            runs[^1] = (runs[^1].First, last);
        }
        else
        {
            runs.Add((first, last));
        }
    }
}
