using System;
using System.Diagnostics.CodeAnalysis;

namespace Kernels;

/// <summary>Argument errors, out of line so that the checks inline.</summary>
internal static class ThrowHelper
{
    /// <summary>A destination holds the result of every input, and shares memory with it all or not at all.</summary>
    public static void CheckDestination<T>(ReadOnlySpan<T> source, Span<T> destination)
    {
        CheckType<T>();
        if (destination.Length < source.Length)
        {
            DestinationTooShort(destination.Length, source.Length);
        }

        if (source.Overlaps(destination, out int offset) && offset != 0)
        {
            PartialOverlap(offset);
        }
    }

    /// <summary>Only binary32 and binary64 have coefficients.</summary>
    public static void CheckType<T>()
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"The element type is {typeof(T).Name}; expected Single or Double.");
        }
    }

    /// <summary>Rows fill the span.</summary>
    public static void CheckRows(int length, int rowLength)
    {
        if (rowLength < 1 || length % rowLength != 0)
        {
            throw new ArgumentException($"The row length is {rowLength} and the span holds {length} values; expected a row length of at least 1 that divides it.");
        }
    }

    /// <summary>Two spans of one length.</summary>
    public static void CheckSameLength(int left, int right, string name)
    {
        if (left != right)
        {
            throw new ArgumentException($"The span holds {right} values; expected {left}, as many as the first.", name);
        }
    }

    [DoesNotReturn]
    private static void DestinationTooShort(int actual, int expected) =>
        throw new ArgumentException($"The destination holds {actual} values; expected at least {expected}.");

    [DoesNotReturn]
    private static void PartialOverlap(int offset) =>
        throw new ArgumentException($"The destination starts {offset} values into the input; expected the same start or separate memory.");
}
