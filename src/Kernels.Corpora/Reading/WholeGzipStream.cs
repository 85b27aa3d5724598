using System;
using System.IO;
using System.IO.Compression;

namespace Kernels.Corpora;

/// <summary>Unzips a stream, and notices where its end is missing: <see cref="GZipStream"/> takes a file that breaks off for one that ends.</summary>
/// <remarks>
/// A gzip member of a known text is appended to the zipped bytes. Where they were whole it comes out last, and is held back;
/// where they were not, something else does.
/// </remarks>
internal sealed class WholeGzipStream : ForwardStream
{
    /// <summary>The shortest buffer <see cref="Read(Span{byte})"/> takes.</summary>
    internal const int ShortestBuffer = 64;

    private static readonly byte[] s_seal = "Kernels: the end"u8.ToArray();
    private static readonly byte[] s_zippedSeal = Zip(s_seal);

    private readonly GZipStream _gzip;
    private readonly byte[] _held = new byte[s_seal.Length];
    private int _heldLength;
    private bool _ended;

    /// <summary>Unzips what was read of a stream already and then the rest of it; leaves the stream open.</summary>
    internal WholeGzipStream(ReadOnlyMemory<byte> prefix, Stream rest) =>
        _gzip = new GZipStream(new ChainedStream(prefix, rest, s_zippedSeal), CompressionMode.Decompress);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The zipped bytes are damaged, end too early, or are followed by others.</exception>
    public override int Read(Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buffer.Length, ShortestBuffer);
        while (!_ended)
        {
            // What was held back, then what comes; all but the last bytes of it can be handed on.
            _held.AsSpan(0, _heldLength).CopyTo(buffer);
            int read = _gzip.Read(buffer[_heldLength..]);
            if (read == 0)
            {
                _ended = true;
                return _held.AsSpan(0, _heldLength).SequenceEqual(s_seal) ? 0 : throw new InvalidDataException("The gzip data are not whole.");
            }

            int length = _heldLength + read;
            _heldLength = Math.Min(length, s_seal.Length);
            buffer[(length - _heldLength)..length].CopyTo(_held);
            if (length > _heldLength)
            {
                return length - _heldLength;
            }
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Zip(byte[] bytes)
    {
        using MemoryStream zipped = new();
        using (GZipStream gzip = new(zipped, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return zipped.ToArray();
    }
}
