using System;
using System.Globalization;

namespace Kernels.Corpora;

/// <summary>A pair as it stands in lda-c and svmlight files: <c>id:count</c>.</summary>
internal static class IdCount
{
    /// <summary>The longest field that is taken.</summary>
    internal const int LongestField = 128;

    /// <summary>What a field should be, for messages.</summary>
    internal const string Expected = "id:count";

    /// <summary>Adds a pair to the document that is being built.</summary>
    /// <param name="source">The file, for messages.</param>
    /// <param name="builder">Receives the pair.</param>
    /// <param name="field">The pair.</param>
    /// <param name="firstId">The id of the first word.</param>
    /// <param name="words">How many words there are.</param>
    /// <exception cref="CorpusFormatException">It is no such pair.</exception>
    internal static void Add(ByteSource source, SparseCorpusBuilder builder, ReadOnlySpan<byte> field, int firstId, int words)
    {
        int colon = field.IndexOf((byte)':');
        if (colon < 0)
        {
            throw Bad(source, CorpusFormatException.Quote(field), Expected);
        }

        if (!Numbers.TryWhole(field[..colon], out long id) || id < firstId || id - firstId >= words)
        {
            throw Bad(
                source, CorpusFormatException.Quote(field[..colon]), string.Create(CultureInfo.InvariantCulture, $"a word id from {firstId} to {(long)words - 1 + firstId}"));
        }

        if (!Numbers.TryCount(field[(colon + 1)..], out float count))
        {
            throw Bad(source, CorpusFormatException.Quote(field[(colon + 1)..]), Numbers.ExpectedCount);
        }

        builder.AddChecked((int)(id - firstId), count);
    }

    private static CorpusFormatException Bad(ByteSource source, string found, string expected) => new(source.Name, source.Line, found, expected);
}
