using System;
using System.Runtime.CompilerServices;

namespace Kernels.Spans;

/// <summary>How the kernels that sum take rows: several short ones at a time, so that what is done once a row is done with whole vectors of rows.</summary>
internal static class RowBatch
{
    /// <summary>Rows in a batch at most; a multiple of every block.</summary>
    public const int Rows = 64;

    /// <summary>Values in a batch of short rows, and in a piece of a long one; they stay in the first-level cache.</summary>
    public const int Values = 1024;

    /// <summary>Rows in a batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(int rowLength) => Math.Clamp(Values / rowLength, 1, Rows);
}
