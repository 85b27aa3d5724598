using System;
using System.IO;

namespace Kernels.Corpora;

/// <summary>Bytes already read, then the rest of a stream, then some more bytes; leaves the stream open.</summary>
internal sealed class ChainedStream(ReadOnlyMemory<byte> prefix, Stream rest, ReadOnlyMemory<byte> suffix) : Stream
{
    private ReadOnlyMemory<byte> _prefix = prefix;
    private ReadOnlyMemory<byte> _suffix = suffix;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (!_prefix.IsEmpty)
        {
            return Take(ref _prefix, buffer);
        }

        int read = rest.Read(buffer);
        return read > 0 || buffer.IsEmpty ? read : Take(ref _suffix, buffer);
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static int Take(ref ReadOnlyMemory<byte> bytes, Span<byte> buffer)
    {
        int length = Math.Min(bytes.Length, buffer.Length);
        bytes.Span[..length].CopyTo(buffer);
        bytes = bytes[length..];
        return length;
    }
}
