namespace Kernels.Corpora;

/// <summary>Where a document stands in comma-separated values.</summary>
public sealed class CsvOptions
{
    /// <summary>The column's name, or its number from 1; null: the only one, or the one called <c>text</c>.</summary>
    public string? Column { get; init; }

    /// <summary>Whether the first record holds the columns' names. Default true; otherwise it is a document.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>What stands between fields, an ASCII character; null: a comma, in a file called <c>.tsv</c> a tab.</summary>
    public char? Separator { get; init; }
}
