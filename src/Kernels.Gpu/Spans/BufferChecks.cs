using System;

namespace Kernels.Gpu;

/// <summary>Argument errors of launches: what a kernel would meet as a wrong address.</summary>
internal static class BufferChecks
{
    public static void Destination(long source, long destination)
    {
        if (destination < source)
        {
            throw new ArgumentException($"The destination holds {destination} values; expected at least {source}.", nameof(destination));
        }
    }

    public static long Rows(long length, int rowLength)
    {
        if (rowLength < 1 || length % rowLength != 0)
        {
            throw new ArgumentException($"The row length is {rowLength} and the buffer holds {length} values; expected a row length of at least 1 that divides it.");
        }

        return length / rowLength;
    }

    public static void RowResults(long rows, long results)
    {
        if (results < rows)
        {
            throw new ArgumentException($"The buffer holds {results} values; expected at least {rows}, one a row.", nameof(results));
        }
    }

    public static void SameLength(long left, long right)
    {
        if (left != right)
        {
            throw new ArgumentException($"The buffer holds {right} values; expected {left}, as many as the first.", nameof(right));
        }
    }
}
