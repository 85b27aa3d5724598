using System;

namespace Kernels;

/// <summary>Sums and normalisations in log space, over spans of float or double.</summary>
public static partial class Probability
{
    private static void CheckApart<T>(ReadOnlySpan<T> source, Span<T> destination, bool mayShareStart, string name)
    {
        if (source.Overlaps(destination, out int offset) && !(mayShareStart && offset == 0))
        {
            throw new ArgumentException(
                $"The span starts {offset} values into another argument; expected {(mayShareStart ? "the same start or " : string.Empty)}separate memory.", name);
        }
    }

    private static void CheckRowResults(int rows, int length, string name)
    {
        if (length < rows)
        {
            throw new ArgumentException($"The span holds {length} values; expected at least {rows}, one a row.", name);
        }
    }
}
