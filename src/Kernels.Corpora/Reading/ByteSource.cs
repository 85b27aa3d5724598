using System;
using System.IO;
using System.Threading;

namespace Kernels.Corpora;

/// <summary>A file's bytes, unzipped when they are gzip, in a window that slides over blocks of up to 1 MB. A UTF-8 byte order mark is skipped.</summary>
internal sealed class ByteSource : IDisposable
{
    private const int LargestBlock = 1 << 20;
    private const int InflateAheadFrom = 1 << 16;

    private readonly Stream _stream;
    private byte[] _buffer;
    private int _start;
    private int _end;

    /// <summary>Reads from a stream, which stays open.</summary>
    /// <param name="stream">The bytes, gzip or not.</param>
    /// <param name="name">The name in messages.</param>
    /// <param name="mustBeGzip">Whether the name says gzip.</param>
    /// <param name="cancellation">Looked at before each block.</param>
    internal ByteSource(Stream stream, string name, bool mustBeGzip = false, CancellationToken cancellation = default)
    {
        Name = name;
        Cancellation = cancellation;
        byte[] magic = new byte[2];
        int peeked = stream.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        IsGzip = peeked == 2 && magic[0] == 0x1F && magic[1] == 0x8B;
        if (mustBeGzip && !IsGzip)
        {
            string found = peeked == 0 ? "an empty file" : CorpusFormatException.Quote(magic.AsSpan(0, peeked));
            throw new CorpusFormatException(name, 1, found, "gzip data, as the name says");
        }

        Length = stream.CanSeek ? Math.Max(0, stream.Length) : -1;
        if (!IsGzip)
        {
            _stream = new ChainedStream(magic.AsMemory(0, peeked), stream, default);
        }
        else
        {
            _stream = new WholeGzipStream(magic.AsMemory(0, peeked), stream);
            if (Length is < 0 or >= InflateAheadFrom)
            {
                _stream = new ReadAheadStream(_stream, cancellation);
            }
        }

        long expected = IsGzip ? 8 * Length : Length + WholeGzipStream.ShortestBuffer;
        _buffer = new byte[Length < 0 ? LargestBlock : Math.Clamp(expected, 2 * WholeGzipStream.ShortestBuffer, LargestBlock)];
        while (Available < 3 && Fill())
        {
        }

        if (Bytes.StartsWith("\uFEFF"u8))
        {
            Advance(3);
        }
    }

    /// <summary>The name in messages.</summary>
    internal string Name { get; }

    /// <summary>What stops the reading.</summary>
    internal CancellationToken Cancellation { get; }

    /// <summary>Whether the bytes were zipped.</summary>
    internal bool IsGzip { get; }

    /// <summary>The size of the file as it lies on disk; −1 when unknown.</summary>
    internal long Length { get; }

    /// <summary>The line the reader is at, from 1; readers count, errors underneath name it.</summary>
    internal long Line { get; set; } = 1;

    /// <summary>Whether nothing comes after <see cref="Bytes"/>.</summary>
    internal bool AtEnd { get; private set; }

    /// <summary>The bytes read and not consumed.</summary>
    internal ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _end - _start);

    /// <summary>How many bytes are read and not consumed.</summary>
    internal int Available => _end - _start;

    /// <summary>Consumes bytes.</summary>
    internal void Advance(int count) => _start += count;

    /// <summary>Reads at least one more byte; false at the end.</summary>
    /// <exception cref="CorpusFormatException">The gzip data are damaged.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal bool Fill()
    {
        Cancellation.ThrowIfCancellationRequested();
        if (AtEnd)
        {
            return false;
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_buffer.Length - _end < WholeGzipStream.ShortestBuffer)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        int read;
        try
        {
            read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        }
        catch (InvalidDataException e)
        {
            throw new CorpusFormatException(Name, Line, "gzip data that are damaged or break off", "a whole gzip file", e);
        }

        _end += read;
        AtEnd = read == 0;
        return read > 0;
    }

    /// <summary>Reads until <paramref name="count"/> bytes are available or the end is reached.</summary>
    internal void Require(int count)
    {
        while (Available < count && Fill())
        {
        }
    }

    /// <summary>Consumes a line; false at the end.</summary>
    /// <param name="longest">The longest line that is taken.</param>
    /// <param name="line">The line without its end (LF or CRLF); valid until the next call.</param>
    /// <exception cref="CorpusFormatException">The line is longer.</exception>
    internal bool TryReadLine(int longest, out ReadOnlySpan<byte> line)
    {
        int searched = 0;
        while (true)
        {
            int length = Bytes[searched..].IndexOf((byte)'\n');
            if (length >= 0 && searched + length <= longest)
            {
                line = Bytes[..(searched + length)].TrimEnd((byte)'\r');
                Advance(searched + length + 1);
                return true;
            }

            searched = Available;
            if (searched > longest)
            {
                throw new CorpusFormatException(Name, Line, "a line of more than " + longest + " bytes", "lines of at most that");
            }

            if (!Fill())
            {
                line = Bytes.TrimEnd((byte)'\r');
                Advance(searched);
                return searched > 0;
            }
        }
    }

    /// <summary>Stops reading; the stream it was given stays open.</summary>
    public void Dispose() => _stream.Dispose();
}
