using System;
using System.Numerics;
using ILGPU.Runtime;
using Kernels.Lda;

namespace Kernels.Gpu;

/// <summary>The pairs of a block of documents by word, in pieces of a word: the order in which the statistics are summed.</summary>
/// <remarks>
/// Made on the processor, by a counting sort, and not on the device: it follows from the words alone, so it is made while the device works on the block before
/// and costs no time there; it is stable, so each word's documents stay in order and the sums are always the same; and ILGPU's radix sort came out
/// unsorted where it was tried. What travels is two integers a pair, as much as the pair itself.
/// </remarks>
internal sealed class LdaWordIndex<T>(DeviceMemory memory) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DeviceArray<int> _targets = new(memory);
    private readonly DeviceArray<int> _starts = new(memory);
    private readonly DeviceArray<int> _documents = new(memory);
    private readonly DeviceArray<int> _places = new(memory);
    private readonly DeviceArray<int> _longWords = new(memory);
    private readonly DeviceArray<int> _longStarts = new(memory);
    private readonly DeviceArray<T> _partials = new(memory);
    private int _pairs;
    private int _partialValues;

    /// <summary>Pieces of words.</summary>
    public int Pieces { get; private set; }

    /// <summary>Words of more than one piece.</summary>
    public int LongWords { get; private set; }

    /// <summary>Sorts the pairs.</summary>
    /// <param name="words">The word of each pair.</param>
    /// <param name="starts">Where each document's pairs begin, and where the last ends.</param>
    /// <param name="stride">Values of a row of topics.</param>
    /// <param name="wordStarts">Room for a number a word of the vocabulary.</param>
    public void Fill(ReadOnlySpan<int> words, ReadOnlySpan<int> starts, int stride, int[] wordStarts)
    {
        _pairs = words.Length;
        Array.Clear(wordStarts);
        foreach (int word in words)
        {
            wordStarts[word]++;
        }

        Cut(wordStarts, stride);
        Span<int> documents = _documents.Host(_pairs);
        Span<int> places = _places.Host(_pairs);
        for (int d = 0; d < starts.Length - 1; d++)
        {
            for (int i = starts[d]; i < starts[d + 1]; i++)
            {
                int place = wordStarts[words[i]]++;
                documents[place] = d;
                places[place] = i;
            }
        }

        _documents.Reserve(_pairs);
        _places.Reserve(_pairs);
    }

    /// <summary>Queues its way to the device.</summary>
    public void Upload(AcceleratorStream stream)
    {
        _targets.Upload(stream, Pieces);
        _starts.Upload(stream, Pieces + 1);
        _documents.Upload(stream, _pairs);
        _places.Upload(stream, _pairs);
        _longWords.Upload(stream, LongWords);
        _longStarts.Upload(stream, LongWords + 1);
    }

    /// <summary>The index as the kernels take it; the rest of the arguments is the caller's.</summary>
    public LdaStatisticsArguments<T> Arguments() => new()
    {
        Targets = _targets.View(Pieces),
        Starts = _starts.View(Pieces + 1),
        Documents = _documents.View(_pairs),
        Places = _places.View(_pairs),
        LongWords = _longWords.View(LongWords),
        LongStarts = _longStarts.View(LongWords + 1),
        Partials = _partials.View(_partialValues),
    };

    public void Dispose()
    {
        foreach (IDisposable array in (IDisposable[])[_targets, _starts, _documents, _places, _longWords, _longStarts, _partials])
        {
            array.Dispose();
        }
    }

    /// <summary>Pieces from the number of each word's pairs, which becomes the place of its first.</summary>
    private void Cut(int[] wordStarts, int stride)
    {
        const int Most = LdaPrecision<T>.TermsInASum;

        // No piece is empty, and words of several have more pairs than one may hold.
        Span<int> targets = _targets.Host(_pairs);
        Span<int> starts = _starts.Host(_pairs + 1);
        Span<int> longWords = _longWords.Host((_pairs / Most) + 1);
        Span<int> longStarts = _longStarts.Host((_pairs / Most) + 2);
        (Pieces, LongWords) = (0, 0);
        int sum = 0, partials = 0;
        for (int word = 0; word < wordStarts.Length; word++)
        {
            int pairs = wordStarts[word];
            wordStarts[word] = sum;
            if (pairs > Most)
            {
                longWords[LongWords] = word;
                longStarts[LongWords++] = partials;
            }

            for (int end = sum + pairs, from = sum; from < end; from += Most)
            {
                starts[Pieces] = from;
                targets[Pieces++] = pairs > Most ? ~partials++ : word;
            }

            sum += pairs;
        }

        starts[Pieces] = sum;
        longStarts[LongWords] = partials;
        _partialValues = checked(partials * stride);
        _targets.Reserve(Pieces);
        _starts.Reserve(Pieces + 1);
        _longWords.Reserve(LongWords);
        _longStarts.Reserve(LongWords + 1);
        _partials.Reserve(_partialValues);
    }
}
