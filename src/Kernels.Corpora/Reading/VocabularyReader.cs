using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Unicode;

namespace Kernels.Corpora;

/// <summary>Reads word lists: a word a line, in the order of their ids, UTF-8; blank lines only at the end.</summary>
internal static class VocabularyReader
{
    private const int LongestWord = 4096;

    /// <summary>Reads all.</summary>
    /// <exception cref="CorpusFormatException">A blank line inside, a repeated word, bytes that are not UTF-8, a line that is too long.</exception>
    internal static Vocabulary Read(ByteSource source)
    {
        List<string> words = [];
        long blank = 0;
        while (source.TryReadLine(LongestWord, out ReadOnlySpan<byte> line))
        {
            ReadOnlySpan<byte> word = line.Trim(" \t\r"u8);
            if (word.IsEmpty)
            {
                blank = blank == 0 ? source.Line : blank;
            }
            else if (blank > 0)
            {
                throw new CorpusFormatException(source.Name, blank, "a blank line", "a word: the line number is its id");
            }
            else if (!Utf8.IsValid(word) || word.Contains((byte)0))
            {
                throw new CorpusFormatException(source.Name, source.Line, CorpusFormatException.Quote(word), "a word in UTF-8");
            }
            else
            {
                words.Add(Encoding.UTF8.GetString(word));
            }

            source.Line++;
        }

        try
        {
            return new Vocabulary(words);
        }
        catch (ArgumentException e)
        {
            HashSet<string> seen = new(StringComparer.Ordinal);
            int repeated = words.FindIndex(word => !seen.Add(word));
            string found = $"{CorpusFormatException.Quote(words[repeated])} a second time (also line {words.IndexOf(words[repeated]) + 1})";
            throw new CorpusFormatException(source.Name, repeated + 1, found, "each word once", e);
        }
    }

    /// <summary>Reads a file, gzip or not.</summary>
    internal static Vocabulary Read(string path)
    {
        using FileStream stream = CorpusReader.OpenFile(path);
        using ByteSource source = new(stream, path, CorpusFormats.SaysGzip(path));
        return Read(source);
    }
}
