using System;

namespace Kernels.Corpora;

/// <summary>Brings a document's pairs of word and count into the form every corpus has: words ascending and distinct, counts above 0.</summary>
/// <example>
/// <code>
/// int[] words = [7, 2, 7, 4];
/// float[] counts = [1, 3, 2, 0];
/// int left = WordPairs.Tidy(words, counts);
/// Console.WriteLine($"{string.Join(' ', words[..left])}: {string.Join(' ', counts[..left])}"); // 2 7: 3 3
/// </code>
/// </example>
public static class WordPairs
{
    /// <summary>Sorts by word, adds the counts of equal words (in double), drops those that count 0; all in place, without allocating.</summary>
    /// <param name="termIds">The words, in any order.</param>
    /// <param name="counts">As many, each ≥ 0.</param>
    /// <returns>How many pairs are left, in front.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static int Tidy(Span<int> termIds, Span<float> counts)
    {
        ThrowHelper.ThrowIfLengthsDiffer(termIds.Length, counts.Length);
        termIds.Sort(counts);
        int kept = 0;
        for (int p = 0; p < termIds.Length;)
        {
            int termId = termIds[p];
            double count = 0;
            for (; p < termIds.Length && termIds[p] == termId; p++)
            {
                count += counts[p];
            }

            if ((float)count > 0)
            {
                termIds[kept] = termId;
                counts[kept++] = (float)count;
            }
        }

        return kept;
    }
}
