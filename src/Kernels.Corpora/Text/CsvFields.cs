using System;

namespace Kernels.Corpora;

/// <summary>Cuts comma-separated values into fields. Quoted ones may hold separators, doubled quotes and lines; a field of any length is handed on in pieces.</summary>
/// <remarks>
/// Source: RFC 4180 (Shafranovich, 2005). Beyond it, lines may end in LF alone, the separator may be another, and a quote inside a field that does not
/// begin with one stands for itself.
/// </remarks>
internal sealed class CsvFields(ByteSource source, byte separator)
{
    private const byte Quote = (byte)'"';
    private const int Excerpt = 16;

    /// <summary>Takes lines that hold nothing, not even a quoted nothing; false where the file ends.</summary>
    internal bool TrySkipBlankLines()
    {
        while (true)
        {
            source.Require(2);
            ReadOnlySpan<byte> bytes = source.Bytes;
            int blank = bytes.IsEmpty ? 0 : bytes[0] == '\n' ? 1 : bytes[0] == '\r' && (bytes.Length == 1 || bytes[1] == '\n') ? Math.Min(2, bytes.Length) : 0;
            if (blank == 0)
            {
                return !bytes.IsEmpty;
            }

            source.Advance(blank);
            source.Line++;
        }
    }

    /// <summary>Takes a field and what ends it; true where another one follows in the record.</summary>
    /// <param name="sink">Takes the field's bytes; null: nobody.</param>
    /// <exception cref="CorpusFormatException">A quote is never closed, or text follows one that closes.</exception>
    internal bool Take(IFieldSink? sink)
    {
        if (source.Available == 0 && !source.Fill())
        {
            return false;
        }

        if (source.Bytes[0] == Quote)
        {
            TakeQuoted(sink);
        }
        else
        {
            TakePlain(sink);
        }

        if (source.Available == 0)
        {
            return false;
        }

        bool another = source.Bytes[0] == separator;
        source.Line += another ? 0 : 1;
        source.Advance(1);
        return another;
    }

    private void TakePlain(IFieldSink? sink)
    {
        do
        {
            ReadOnlySpan<byte> bytes = source.Bytes;
            int length = bytes.IndexOfAny(separator, (byte)'\n');
            sink?.Append(length < 0 ? bytes : bytes[..length]);
            source.Advance(length < 0 ? bytes.Length : length);
            if (length >= 0)
            {
                return;
            }
        }
        while (source.Fill());
    }

    private void TakeQuoted(IFieldSink? sink)
    {
        long opened = source.Line;
        source.Advance(1);
        while (true)
        {
            ReadOnlySpan<byte> bytes = source.Bytes;
            int length = bytes.IndexOf(Quote);
            ReadOnlySpan<byte> part = length < 0 ? bytes : bytes[..length];
            sink?.Append(part);
            source.Line += part.Count((byte)'\n');
            source.Advance(part.Length);
            if (length < 0)
            {
                if (!source.Fill())
                {
                    throw new CorpusFormatException(source.Name, opened, "a quote that is never closed", "a second one");
                }

                continue;
            }

            // What decides is the byte after the quote, and whether a line ends behind it.
            source.Require(3);
            if (source.Available >= 2 && source.Bytes[1] == Quote)
            {
                sink?.Append([Quote]);
                source.Advance(2);
                continue;
            }

            source.Advance(1);
            RequireEnd();
            return;
        }
    }

    private void RequireEnd()
    {
        ReadOnlySpan<byte> bytes = source.Bytes;
        if (!bytes.IsEmpty && bytes[0] == '\r' && (bytes.Length == 1 || bytes[1] == '\n'))
        {
            source.Advance(1);
        }
        else if (!bytes.IsEmpty && bytes[0] != separator && bytes[0] != '\n')
        {
            source.Require(Excerpt);
            bytes = source.Bytes[..Math.Min(source.Available, Excerpt)];
            int length = bytes.IndexOf((byte)'\n');
            string found = CorpusFormatException.Quote(length < 0 ? bytes : bytes[..length]);
            throw new CorpusFormatException(source.Name, source.Line, found + " after a closing quote", "a separator or the end of the line");
        }
    }
}
