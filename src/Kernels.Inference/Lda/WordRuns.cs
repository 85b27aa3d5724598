using System;

namespace Kernels.Inference;

/// <summary>Brings a document's sorted words into the form every device expects.</summary>
internal static class WordRuns
{
    /// <summary>Adds up equal words and drops those that count 0, in place.</summary>
    /// <returns>How many are left.</returns>
    public static int Merge(Span<int> sortedIds, Span<float> counts)
    {
        int kept = 0;
        for (int i = 0; i < sortedIds.Length; i++)
        {
            if (kept > 0 && sortedIds[kept - 1] == sortedIds[i])
            {
                counts[kept - 1] += counts[i];
            }
            else if (counts[i] > 0)
            {
                (sortedIds[kept], counts[kept]) = (sortedIds[i], counts[i]);
                kept++;
            }
        }

        return kept;
    }
}
