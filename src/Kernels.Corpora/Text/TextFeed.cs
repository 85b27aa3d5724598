using System;
using System.Text;

namespace Kernels.Corpora;

/// <summary>Hands bytes of a file to a receiver as text: UTF-8, bytes that are not separate words. A NUL byte means the file is no text.</summary>
internal sealed class TextFeed(ByteSource source, ITextReceiver receiver) : IFieldSink
{
    private const int Piece = 1 << 15;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly char[] _characters = new char[Piece + 4];

    /// <summary>Adds bytes to the document; a character may go on in the next ones.</summary>
    /// <exception cref="CorpusFormatException">A NUL byte.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Contains((byte)0))
        {
            throw new CorpusFormatException(source.Name, source.Line, "a NUL byte", "text");
        }

        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> piece = bytes[..Math.Min(Piece, bytes.Length)];
            receiver.Append(_characters.AsSpan(0, _decoder.GetChars(piece, _characters, flush: false)));
            bytes = bytes[piece.Length..];
        }
    }

    /// <summary>Ends a line within a document: no character and no word goes on after it.</summary>
    internal void EndLine()
    {
        receiver.Append(_characters.AsSpan(0, _decoder.GetChars([], _characters, flush: true)));
        receiver.Append("\n");
    }

    /// <summary>Ends the document.</summary>
    internal void EndDocument()
    {
        EndLine();
        receiver.EndDocument();
    }
}
