using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;

namespace Kernels.Corpora;

/// <summary>Reads plain text: UTF-8, bytes that are not separate words. A NUL byte means the file is no text.</summary>
internal static class TextReading
{
    private const int Piece = 1 << 15;

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
        Decoder decoder = Encoding.UTF8.GetDecoder();
        char[] characters = new char[Piece + 4];
        bool open = false;
        while (source.Available > 0 || source.Fill())
        {
            ReadOnlySpan<byte> bytes = source.Bytes[..Math.Min(Piece, source.Available)];
            int length = bytes.IndexOf((byte)'\n');
            bool atLineEnd = length >= 0;
            bytes = atLineEnd ? bytes[..length] : bytes;
            if (bytes.Contains((byte)0))
            {
                throw new CorpusFormatException(source.Name, source.Line, "a NUL byte", "text");
            }

            int decoded = decoder.GetChars(bytes, characters, flush: atLineEnd);
            receiver.Append(characters.AsSpan(0, decoded));
            open = true;
            source.Advance(bytes.Length);
            if (atLineEnd)
            {
                source.Advance(1);
                source.Line++;
                receiver.Append("\n");
                if (linesAreDocuments)
                {
                    receiver.EndDocument();
                    open = false;
                }
            }
        }

        if (open || !linesAreDocuments)
        {
            receiver.Append(characters.AsSpan(0, decoder.GetChars([], characters, flush: true)));
            receiver.EndDocument();
        }
    }
}
