using System;

namespace Kernels.Corpora;

/// <summary>Cuts a document in two for document completion: the one half is seen, the other predicted.</summary>
/// <remarks>A repeated word is expanded into its copies; token j, from 0, in the order of word ids goes to half j mod 2.</remarks>
/// <example>
/// <code>
/// int[] words = [2, 5, 9], evenWords = new int[3], oddWords = new int[3];
/// float[] counts = [3, 1, 2], evenCounts = new float[3], oddCounts = new float[3];
/// (int even, int odd) = DocumentHalves.Split(words, counts, evenWords, evenCounts, oddWords, oddCounts);
/// Console.WriteLine($"seen: words {string.Join(' ', evenWords[..even])}, counts {string.Join(' ', evenCounts[..even])}");
/// // seen: words 2 9, counts 2 1
/// Console.WriteLine($"held out: words {string.Join(' ', oddWords[..odd])}, counts {string.Join(' ', oddCounts[..odd])}");
/// // held out: words 2 5 9, counts 1 1 1
/// </code>
/// </example>
public static class DocumentHalves
{
    /// <summary>Splits a document. Allocates nothing.</summary>
    /// <param name="termIds">Its words, ascending.</param>
    /// <param name="counts">As many, each a whole number ≥ 0.</param>
    /// <param name="evenTermIds">Room for as many words: those of tokens 0, 2, 4, …</param>
    /// <param name="evenCounts">Their counts.</param>
    /// <param name="oddTermIds">Room for as many words: those of tokens 1, 3, 5, …</param>
    /// <param name="oddCounts">Their counts.</param>
    /// <returns>How many words each half received.</returns>
    /// <exception cref="ArgumentException">Lengths differ, a destination is short, or a count is negative or not whole.</exception>
    public static (int Even, int Odd) Split(
        ReadOnlySpan<int> termIds,
        ReadOnlySpan<float> counts,
        Span<int> evenTermIds,
        Span<float> evenCounts,
        Span<int> oddTermIds,
        Span<float> oddCounts)
    {
        ThrowHelper.ThrowIfLengthsDiffer(termIds.Length, counts.Length);
        ThrowHelper.ThrowIfShort(evenTermIds.Length, termIds.Length, nameof(evenTermIds));
        ThrowHelper.ThrowIfShort(evenCounts.Length, termIds.Length, nameof(evenCounts));
        ThrowHelper.ThrowIfShort(oddTermIds.Length, termIds.Length, nameof(oddTermIds));
        ThrowHelper.ThrowIfShort(oddCounts.Length, termIds.Length, nameof(oddCounts));
        int even = 0;
        int odd = 0;
        bool nextIsOdd = false;
        for (int p = 0; p < termIds.Length; p++)
        {
            double count = counts[p];
            if (!(count >= 0 && count == Math.Floor(count) && count <= SparseCorpusBuilder.LargestCount))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"word {termIds[p]} counts {counts[p]}; expected a whole number, as tokens are split."));
            }

            double larger = Math.Ceiling(count / 2);
            double toEven = nextIsOdd ? count - larger : larger;
            double toOdd = count - toEven;
            if (toEven > 0)
            {
                evenTermIds[even] = termIds[p];
                evenCounts[even++] = (float)toEven;
            }

            if (toOdd > 0)
            {
                oddTermIds[odd] = termIds[p];
                oddCounts[odd++] = (float)toOdd;
            }

            nextIsOdd ^= toEven != toOdd;
        }

        return (even, odd);
    }
}
