using System;
using System.Globalization;

namespace Kernels.Corpora;

/// <summary>Reads lda-c files: a line a document, "N id:count id:count …", ids from 0. A line of 0 is an empty document; a blank line is none.</summary>
internal static class LdaCReader
{
    /// <summary>Reads all; V is the vocabulary's size, or one more than the largest id.</summary>
    internal static SparseCorpus Read(ByteSource source, Vocabulary? vocabulary)
    {
        int words = vocabulary?.Count ?? int.MaxValue - 1;
        SparseCorpusBuilder builder = new(vocabulary?.Count ?? 0, Math.Max(0, source.Length / (source.IsGzip ? 2 : 8)));
        LineFields fields = new(source, IdCount.LongestField, IdCount.Expected);
        do
        {
            if (fields.TryNext(out ReadOnlySpan<byte> number))
            {
                if (!Numbers.TryWhole(number, out long announced))
                {
                    throw Bad(source, CorpusFormatException.Quote(number), "the number of pairs of the line");
                }

                ReadPairs(source, fields, builder, announced, words);
                builder.EndDocument();
            }
        }
        while (fields.TryEndLine());
        return builder.Build(vocabulary);
    }

    private static void ReadPairs(ByteSource source, LineFields fields, SparseCorpusBuilder builder, long announced, int words)
    {
        long pairs = 0;
        while (fields.TryNext(out ReadOnlySpan<byte> field))
        {
            IdCount.Add(source, builder, field, 0, words);
            if (++pairs > announced)
            {
                throw Bad(source, $"more than {Numbers.Of(announced, "pair")}", $"the {announced} the line begins with");
            }
        }

        if (pairs != announced)
        {
            throw Bad(source, Numbers.Of(pairs, "pair"), $"the {announced} the line begins with");
        }
    }

    private static CorpusFormatException Bad(ByteSource source, string found, string expected) =>
        new(source.Name, source.Line, found, string.Create(CultureInfo.InvariantCulture, $"{expected}"));
}
