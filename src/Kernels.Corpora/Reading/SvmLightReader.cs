using System;

namespace Kernels.Corpora;

/// <summary>
/// Reads svmlight files: a line a document, "label id:count id:count … # comment". Labels, "qid:N" and comments are skipped;
/// a line without a label is none. A document may be empty.
/// </summary>
/// <remarks>Source: T. Joachims, the manual of SVM-light; several labels, separated by commas, as in LIBSVM's multi-label files.</remarks>
internal static class SvmLightReader
{
    private const byte Comment = (byte)'#';

    /// <summary>Reads all; V is the vocabulary's size, or what the largest id needs.</summary>
    /// <param name="source">The file.</param>
    /// <param name="vocabulary">The words, or null.</param>
    /// <param name="firstId">The id of the first word: 1, or 0 as some programs write.</param>
    internal static SparseCorpus Read(ByteSource source, Vocabulary? vocabulary, int firstId)
    {
        int words = vocabulary?.Count ?? int.MaxValue - 1;
        SparseCorpusBuilder builder = new(vocabulary?.Count ?? 0, Math.Max(0, source.Length / (source.IsGzip ? 2 : 8)));
        LineFields fields = new(source, IdCount.LongestField, IdCount.Expected);
        do
        {
            bool labelled = false;
            while (fields.TryNext(out ReadOnlySpan<byte> field))
            {
                int comment = field.IndexOf(Comment);
                field = comment < 0 ? field : field[..comment];
                if (!field.IsEmpty && labelled)
                {
                    AddField(source, builder, field, firstId, words);
                }
                else if (!field.IsEmpty)
                {
                    RequireLabel(source, field);
                    labelled = true;
                }

                if (comment >= 0)
                {
                    fields.SkipRest();
                }
            }

            if (labelled)
            {
                builder.EndDocument();
            }
        }
        while (fields.TryEndLine());
        return builder.Build(vocabulary);
    }

    private static void AddField(ByteSource source, SparseCorpusBuilder builder, ReadOnlySpan<byte> field, int firstId, int words)
    {
        if (!field.StartsWith("qid:"u8))
        {
            IdCount.Add(source, builder, field, firstId, words);
        }
        else if (!Numbers.TryWhole(field[4..], out _))
        {
            throw new CorpusFormatException(source.Name, source.Line, CorpusFormatException.Quote(field), "qid: and a whole number");
        }
    }

    private static void RequireLabel(ByteSource source, ReadOnlySpan<byte> field)
    {
        foreach (Range label in field.Split((byte)','))
        {
            if (!Numbers.IsReal(field[label]))
            {
                throw new CorpusFormatException(
                    source.Name, source.Line, CorpusFormatException.Quote(field), "a label, which is a number, before the pairs of the line");
            }
        }
    }
}
