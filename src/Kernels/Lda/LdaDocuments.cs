using System;

namespace Kernels.Lda;

/// <summary>Documents as compressed sparse rows.</summary>
/// <remarks>Document d holds the pairs <c>offsets[d] − offsets[0]</c> up to <c>offsets[d + 1] − offsets[0]</c>; a word stands at most once in a document.</remarks>
/// <example>
/// <code>
/// LdaDocuments documents = new(offsets: [0, 2, 5], termIds: [0, 3, 0, 1, 2], counts: [1, 2, 1, 1, 4]);
/// Console.WriteLine(documents.Count); // 2
/// Console.WriteLine(documents.Counts[(int)documents.Offsets[1]..].ToArray().Sum()); // 6
/// </code>
/// </example>
public readonly ref struct LdaDocuments
{
    /// <summary>Wraps the three spans.</summary>
    /// <param name="offsets">D + 1 positions, never falling; they need not start at 0.</param>
    /// <param name="termIds">Word of each pair, in [0, V).</param>
    /// <param name="counts">Count of each pair, finite and ≥ 0.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or the offsets fall.</exception>
    public LdaDocuments(ReadOnlySpan<long> offsets, ReadOnlySpan<int> termIds, ReadOnlySpan<float> counts)
    {
        long pairs = offsets.IsEmpty ? -1 : offsets[^1] - offsets[0];
        if (pairs != termIds.Length || pairs != counts.Length)
        {
            throw new ArgumentException(
                $"Documents: the offsets span {pairs} pairs, but there are {termIds.Length} term ids and {counts.Length} counts.", nameof(offsets));
        }

        for (int d = 0; d < offsets.Length - 1; d++)
        {
            // Documents are read through pointers: a falling offset would be a read outside of the spans.
            if (offsets[d + 1] < offsets[d])
            {
                throw new ArgumentException(
                    $"Documents: offset {d + 1} is {offsets[d + 1]} after {offsets[d]}; expected offsets that never fall.", nameof(offsets));
            }
        }

        Offsets = offsets;
        TermIds = termIds;
        Counts = counts;
    }

    /// <summary>D + 1 positions.</summary>
    public ReadOnlySpan<long> Offsets { get; }

    /// <summary>Word of each pair.</summary>
    public ReadOnlySpan<int> TermIds { get; }

    /// <summary>Count of each pair.</summary>
    public ReadOnlySpan<float> Counts { get; }

    /// <summary>D.</summary>
    public int Count => Offsets.Length - 1;
}
