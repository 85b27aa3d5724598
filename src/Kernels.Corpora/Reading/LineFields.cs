using System;

namespace Kernels.Corpora;

/// <summary>Reads a file field by field (runs without blanks); lines may be of any length, a field may not.</summary>
/// <param name="source">The file.</param>
/// <param name="longest">A field of so many bytes is refused.</param>
/// <param name="expected">What a field should be, for messages.</param>
internal sealed class LineFields(ByteSource source, int longest, string expected)
{
    /// <summary>Takes the next field of the line; false at its end.</summary>
    /// <param name="field">Valid until the next call.</param>
    /// <exception cref="CorpusFormatException">It is too long.</exception>
    internal bool TryNext(out ReadOnlySpan<byte> field)
    {
        ReadOnlySpan<byte> bytes = source.Bytes;
        int start = 0;
        while (true)
        {
            while (start < bytes.Length && Numbers.IsBlank(bytes[start]))
            {
                start++;
            }

            if (start + longest <= bytes.Length)
            {
                break;
            }

            source.Advance(start);
            source.Require(longest);
            bytes = source.Bytes;
            start = 0;
            if (bytes.IsEmpty || !Numbers.IsBlank(bytes[0]))
            {
                break;
            }
        }

        int end = start;
        int limit = Math.Min(bytes.Length, start + longest);
        while (end < limit && !Numbers.IsBlank(bytes[end]) && bytes[end] != '\n')
        {
            end++;
        }

        field = bytes[start..end];
        if (field.Length == longest)
        {
            throw new CorpusFormatException(source.Name, source.Line, CorpusFormatException.Quote(field), expected);
        }

        source.Advance(end);
        return !field.IsEmpty;
    }

    /// <summary>Takes what is left of the line, but not its end.</summary>
    internal void SkipRest()
    {
        while (true)
        {
            int length = source.Bytes.IndexOf((byte)'\n');
            source.Advance(length < 0 ? source.Available : length);
            if (length >= 0 || !source.Fill())
            {
                return;
            }
        }
    }

    /// <summary>Takes the line's end, once all fields are taken; false where the file ends.</summary>
    internal bool TryEndLine()
    {
        if (source.Available == 0)
        {
            return false;
        }

        source.Advance(1);
        source.Line++;
        return true;
    }
}
