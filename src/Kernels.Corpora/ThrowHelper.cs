using System;
using System.Diagnostics.CodeAnalysis;

namespace Kernels.Corpora;

/// <summary>Argument mistakes, named after what was wrong.</summary>
internal static class ThrowHelper
{
    internal static void ThrowIfNotARangeOf(int documentCount, int first, int count)
    {
        if (first < 0 || first > documentCount)
        {
            throw new ArgumentOutOfRangeException(nameof(first), first, $"The first document is {first}; the corpus holds {documentCount}.");
        }

        if (count < 0 || count > documentCount - first)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{count} documents from {first} on were asked for; the corpus holds {documentCount}.");
        }
    }

    internal static void ThrowIfTooManyPairs(long pairs, string argument)
    {
        if (pairs > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(argument, $"The documents asked for hold {pairs} pairs; at most {Array.MaxLength} can be read at once.");
        }
    }

    internal static void ThrowIfLengthsDiffer(int termIds, int counts)
    {
        if (termIds != counts)
        {
            throw new ArgumentException($"There are {termIds} term ids and {counts} counts; both must be as many.", nameof(counts));
        }
    }

    internal static void ThrowIfShort(int length, int needed, string argument)
    {
        if (length < needed)
        {
            throw new ArgumentException($"The destination holds {length} elements; {needed} are needed.", argument);
        }
    }

    [DoesNotReturn]
    internal static void ThrowTermIdOutOfRange(int termId, int vocabularySize) =>
        throw new ArgumentOutOfRangeException(nameof(termId), termId, $"The term id is {termId}; it must be in [0, {vocabularySize}).");

    [DoesNotReturn]
    internal static void ThrowCountOutOfRange(float count) =>
        throw new ArgumentOutOfRangeException(nameof(count), count, $"The count is {count}; it must be in [0, {SparseCorpusBuilder.LargestCount:g}].");
}
