using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace Kernels.Corpora;

/// <summary>Reads plain text: UTF-8, bytes that are not separate words. A NUL byte means the file is no text.</summary>
internal static class TextReading
{
    /// <summary>A folder and those in it: each file a document, in ordinal order of the path inside the folder (with /).</summary>
    /// <remarks>Names that begin with a dot are skipped.</remarks>
    internal static SparseCorpus ReadFolder(string folder, TextOptions options, Vocabulary? vocabulary, CancellationToken cancellation)
    {
        TextCorpusBuilder builder = new(options, vocabulary);
        ReadFolder(folder, builder, cancellation);
        return builder.Build(cancellation);
    }

    /// <summary>Each line a document, a blank one empty.</summary>
    internal static SparseCorpus ReadLines(ByteSource source, TextOptions options, Vocabulary? vocabulary)
    {
        TextCorpusBuilder builder = new(options, vocabulary);
        Read(source, builder, linesAreDocuments: true);
        return builder.Build(source.Cancellation);
    }

    /// <summary>All of it one document.</summary>
    internal static SparseCorpus ReadOneDocument(ByteSource source, TextOptions options, Vocabulary? vocabulary)
    {
        TextCorpusBuilder builder = new(options, vocabulary);
        Read(source, builder, linesAreDocuments: false);
        return builder.Build(source.Cancellation);
    }

    /// <summary>A folder and those in it, into any receiver.</summary>
    internal static void ReadFolder(string folder, ITextReceiver receiver, CancellationToken cancellation)
    {
        EnumerationOptions enumeration = new()
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
            IgnoreInaccessible = false,
        };
        List<(string Name, string Path)> files = [];
        foreach (string path in Directory.EnumerateFiles(folder, "*", enumeration))
        {
            string name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            if (!name.StartsWith('.') && !name.Contains("/.", StringComparison.Ordinal))
            {
                files.Add((name, path));
            }
        }

        if (files.Count == 0)
        {
            throw new CorpusFormatException(folder, 0, "no file", "text files, each a document");
        }

        files.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        foreach ((string _, string path) in files)
        {
            using FileStream stream = CorpusReader.OpenFile(path);
            using ByteSource source = new(stream, path, CorpusFormats.SaysGzip(path), cancellation);
            Read(source, receiver, linesAreDocuments: false);
        }
    }

    /// <summary>A file, into any receiver.</summary>
    internal static void Read(ByteSource source, ITextReceiver receiver, bool linesAreDocuments)
    {
        TextFeed feed = new(source, receiver);
        bool open = false;
        while (source.Available > 0 || source.Fill())
        {
            int length = source.Bytes.IndexOf((byte)'\n');
            bool atLineEnd = length >= 0;
            length = atLineEnd ? length : source.Available;
            feed.Append(source.Bytes[..length]);
            open = true;
            source.Advance(length);
            if (!atLineEnd)
            {
                continue;
            }

            source.Advance(1);
            source.Line++;
            if (linesAreDocuments)
            {
                feed.EndDocument();
                open = false;
            }
            else
            {
                feed.EndLine();
            }
        }

        if (open || !linesAreDocuments)
        {
            feed.EndDocument();
        }
    }
}
