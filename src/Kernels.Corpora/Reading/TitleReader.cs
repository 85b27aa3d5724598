using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Unicode;

namespace Kernels.Corpora;

/// <summary>Reads documents' titles: one a line, UTF-8; of a table with tabs the last column.</summary>
internal static class TitleReader
{
    private const int LongestLine = 1 << 20;

    internal static List<string> Read(string path)
    {
        string name = CorpusFormats.SaysGzip(path) ? Path.GetFileNameWithoutExtension(path) : path;
        bool isTable = Path.GetExtension(name).Equals(".tsv", StringComparison.OrdinalIgnoreCase);
        using FileStream stream = CorpusReader.OpenFile(path);
        using ByteSource source = new(stream, path, CorpusFormats.SaysGzip(path));
        List<string> titles = [];
        while (source.TryReadLine(LongestLine, out ReadOnlySpan<byte> line))
        {
            ReadOnlySpan<byte> title = isTable ? line[(line.LastIndexOf((byte)'\t') + 1)..] : line;
            if (!Utf8.IsValid(title) || title.Contains((byte)0))
            {
                throw new CorpusFormatException(source.Name, source.Line, CorpusFormatException.Quote(title), "a title in UTF-8");
            }

            titles.Add(Encoding.UTF8.GetString(title.Trim(" \t\r"u8)));
            source.Line++;
        }

        return titles;
    }
}
