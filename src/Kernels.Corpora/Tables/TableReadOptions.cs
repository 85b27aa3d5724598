using System.Collections.Generic;

namespace Kernels.Corpora;

/// <summary>Which numbers of a table are read, and what the file does not say itself.</summary>
public sealed class TableReadOptions
{
    /// <summary>Names of columns, or their numbers from 1, in the order wanted; null: all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Whether the first record holds the columns' names; null: it does when no field of it is a number, NaN or infinite, and not all are empty.</summary>
    public bool? HasHeader { get; init; }

    /// <summary>What stands between fields, an ASCII character; null: a comma, in a file called <c>.tsv</c> a tab.</summary>
    public char? Separator { get; init; }
}
