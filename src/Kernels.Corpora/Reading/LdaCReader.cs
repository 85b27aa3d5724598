using System;
using System.Globalization;

namespace Kernels.Corpora;

/// <summary>Reads lda-c files: a line a document, "N id:count id:count …", ids from 0. A line of 0 is an empty document; a blank line is none.</summary>
internal static class LdaCReader
{
    private const int LongestField = 128;

    /// <summary>Reads all; V is the vocabulary's size, or one more than the largest id.</summary>
    internal static SparseCorpus Read(ByteSource source, Vocabulary? vocabulary)
    {
        int words = vocabulary?.Count ?? int.MaxValue - 1;
        SparseCorpusBuilder builder = new(vocabulary?.Count ?? 0, Math.Max(0, source.Length / (source.IsGzip ? 2 : 8)));
        long announced = -1;
        long pairs = 0;
        while (true)
        {
            if (source.Available < LongestField)
            {
                source.Require(LongestField);
            }

            ReadOnlySpan<byte> bytes = source.Bytes;
            if (bytes.IsEmpty || bytes[0] == '\n')
            {
                if (announced >= 0)
                {
                    if (pairs != announced)
                    {
                        throw Bad(source, Numbers.Of(pairs, "pair"), $"the {announced} the line begins with");
                    }

                    builder.EndDocument();
                    announced = -1;
                    pairs = 0;
                }

                if (bytes.IsEmpty)
                {
                    break;
                }

                source.Advance(1);
                source.Line++;
                continue;
            }

            int length = 0;
            while (length < bytes.Length && !Numbers.IsBlank(bytes[length]) && bytes[length] != '\n')
            {
                length++;
            }

            if (length == 0)
            {
                source.Advance(1);
                continue;
            }

            ReadOnlySpan<byte> field = bytes[..length];
            if (length >= LongestField)
            {
                throw Bad(source, CorpusFormatException.Quote(field), "id:count");
            }

            if (announced < 0)
            {
                if (!Numbers.TryWhole(field, out announced))
                {
                    throw Bad(source, CorpusFormatException.Quote(field), "the number of pairs of the line");
                }
            }
            else
            {
                AddPair(source, builder, field, words);
                if (++pairs > announced)
                {
                    throw Bad(source, $"more than {Numbers.Of(announced, "pair")}", $"the {announced} the line begins with");
                }
            }

            source.Advance(length);
        }

        return builder.Build(vocabulary);
    }

    private static void AddPair(ByteSource source, SparseCorpusBuilder builder, ReadOnlySpan<byte> field, int words)
    {
        int colon = field.IndexOf((byte)':');
        if (colon < 0)
        {
            throw Bad(source, CorpusFormatException.Quote(field), "id:count");
        }

        if (!Numbers.TryWhole(field[..colon], out long id) || id >= words)
        {
            throw Bad(source, CorpusFormatException.Quote(field[..colon]), $"a word id from 0 to {words - 1}");
        }

        if (!Numbers.TryCount(field[(colon + 1)..], out float count))
        {
            throw Bad(source, CorpusFormatException.Quote(field[(colon + 1)..]), Numbers.ExpectedCount);
        }

        builder.AddChecked((int)id, count);
    }

    private static CorpusFormatException Bad(ByteSource source, string found, string expected) =>
        new(source.Name, source.Line, found, string.Create(CultureInfo.InvariantCulture, $"{expected}"));
}
