using System;
using System.IO;

namespace Kernels.Corpora;

/// <summary>Bytes already read, then the rest of a stream, then some more bytes; leaves the stream open.</summary>
internal sealed class ChainedStream(ReadOnlyMemory<byte> prefix, Stream rest, ReadOnlyMemory<byte> suffix) : ForwardStream
{
    private ReadOnlyMemory<byte> _prefix = prefix;
    private ReadOnlyMemory<byte> _suffix = suffix;

    public override int Read(Span<byte> buffer)
    {
        if (!_prefix.IsEmpty)
        {
            return Take(ref _prefix, buffer);
        }

        int read = rest.Read(buffer);
        return read > 0 || buffer.IsEmpty ? read : Take(ref _suffix, buffer);
    }

    private static int Take(ref ReadOnlyMemory<byte> bytes, Span<byte> buffer)
    {
        int length = Math.Min(bytes.Length, buffer.Length);
        bytes.Span[..length].CopyTo(buffer);
        bytes = bytes[length..];
        return length;
    }
}
