using System;

namespace Kernels.Corpora;

/// <summary>Consecutive documents as compressed sparse rows; each document's words are distinct and ascending.</summary>
/// <param name="firstDocument">The first document's place in the corpus.</param>
/// <param name="offsets">Count + 1 positions; they need not start at 0: pair p of document d stands at <c>offsets[d] − offsets[0] + p</c>.</param>
/// <param name="termIds">Word of each pair.</param>
/// <param name="counts">Count of each pair.</param>
/// <example>
/// <code>
/// SparseCorpusBuilder documents = new();
/// documents.AddDocument(termIds: [4, 0], counts: [1, 2]);
/// documents.AddDocument(termIds: [3], counts: [5]);
/// DocumentBlock block = documents.Build().Read(first: 0, count: 2);
/// for (int i = 0; i &lt; block.Count; i++)
/// {
///     Console.WriteLine($"words {string.Join(' ', block.TermIdsOf(i).ToArray())}, counts {string.Join(' ', block.CountsOf(i).ToArray())}");
/// }
/// // words 0 4, counts 2 1
/// // words 3, counts 5
/// </code>
/// </example>
public readonly ref struct DocumentBlock(int firstDocument, ReadOnlySpan<long> offsets, ReadOnlySpan<int> termIds, ReadOnlySpan<float> counts)
{
    /// <summary>The first document's place in the corpus.</summary>
    public int FirstDocument { get; } = firstDocument;

    /// <summary>Count + 1 positions.</summary>
    public ReadOnlySpan<long> Offsets { get; } = offsets;

    /// <summary>Word of each pair.</summary>
    public ReadOnlySpan<int> TermIds { get; } = termIds;

    /// <summary>Count of each pair.</summary>
    public ReadOnlySpan<float> Counts { get; } = counts;

    /// <summary>How many documents.</summary>
    public int Count => Offsets.Length - 1;

    /// <summary>The words of document <paramref name="index"/> of this block.</summary>
    /// <param name="index">From 0.</param>
    public ReadOnlySpan<int> TermIdsOf(int index) => TermIds[(int)(Offsets[index] - Offsets[0])..(int)(Offsets[index + 1] - Offsets[0])];

    /// <summary>The counts of document <paramref name="index"/> of this block.</summary>
    /// <param name="index">From 0.</param>
    public ReadOnlySpan<float> CountsOf(int index) => Counts[(int)(Offsets[index] - Offsets[0])..(int)(Offsets[index + 1] - Offsets[0])];
}
