using System;

namespace Kernels.Corpora;

/// <summary>Tells a corpus' format by its first lines.</summary>
internal static class ContentSniffer
{
    private const int SniffedBytes = 1 << 14;

    /// <summary>
    /// The format the first line with anything on it tells: Matrix Market by its banner; JSON lines by a brace and a quote; Vowpal Wabbit by a bar behind nothing or numbers
    /// and at least one word:count; lda-c by a whole number and svmlight by any other, each with an id:count behind it. UCI where the first three such lines are
    /// one whole number each; text with a document a line otherwise.
    /// </summary>
    internal static CorpusFormat OfContent(ByteSource source)
    {
        source.Require(SniffedBytes);
        ReadOnlySpan<byte> rest = source.Bytes[..Math.Min(source.Available, SniffedBytes)];
        if (rest.StartsWith(BinaryLayout.Magic))
        {
            return CorpusFormat.Binary;
        }

        if (rest.StartsWith("%%MatrixMarket"u8))
        {
            return CorpusFormat.MatrixMarket;
        }

        for (int lines = 0; lines < 3;)
        {
            if (rest.IsEmpty)
            {
                return CorpusFormat.Lines;
            }

            int length = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = length < 0 ? rest : rest[..length];
            rest = length < 0 ? [] : rest[(length + 1)..];
            if (Numbers.IsBlankLine(line))
            {
                continue;
            }

            if (lines == 0 && OfLine(line) is { } format)
            {
                return format;
            }

            ReadOnlySpan<byte> number = Numbers.NextField(ref line);
            if (!Numbers.TryWhole(number, out _) || !Numbers.IsBlankLine(line))
            {
                return CorpusFormat.Lines;
            }

            lines++;
        }

        return CorpusFormat.Uci;
    }

    /// <summary>What one line that is not blank tells; null where it tells nothing.</summary>
    private static CorpusFormat? OfLine(ReadOnlySpan<byte> line)
    {
        if (IsObject(line))
        {
            return CorpusFormat.JsonLines;
        }

        if (IsVowpalWabbit(line))
        {
            return CorpusFormat.VowpalWabbit;
        }

        ReadOnlySpan<byte> number = Numbers.NextField(ref line);
        ReadOnlySpan<byte> pair = Numbers.NextField(ref line);
        int colon = pair.IndexOf((byte)':');
        return colon <= 0 || !Numbers.TryWhole(pair[..colon], out _) ? null
            : Numbers.TryWhole(number, out _) ? CorpusFormat.LdaC
            : Numbers.IsReal(number) ? CorpusFormat.SvmLight
            : null;
    }

    private static bool IsObject(ReadOnlySpan<byte> line)
    {
        line = line.TrimStart(" \t"u8);
        return line[0] == '{' && line[1..].TrimStart(" \t"u8).StartsWith("\""u8);
    }

    private static bool IsVowpalWabbit(ReadOnlySpan<byte> line)
    {
        int bar = line.IndexOf((byte)'|');
        if (bar < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> label = line[..bar];
        ReadOnlySpan<byte> first = Numbers.NextField(ref label);
        bool isLabel = first.IsEmpty || Numbers.IsReal(first);
        ReadOnlySpan<byte> words = line[(bar + 1)..];
        while (isLabel)
        {
            ReadOnlySpan<byte> word = Numbers.NextField(ref words);
            int colon = word.IndexOf((byte)':');
            if (word.IsEmpty || (colon > 0 && Numbers.TryCount(word[(colon + 1)..], out _)))
            {
                return !word.IsEmpty;
            }
        }

        return false;
    }
}
