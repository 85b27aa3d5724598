using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Kernels.Corpora;

/// <summary>Reads idx files of bytes, the format of the MNIST database, gzipped or not.</summary>
/// <remarks>
/// Two zero bytes, the type (8 for bytes), the number of dimensions, each dimension as 32 bits with the highest byte first, then the values.
/// Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits" (1998).
/// </remarks>
/// <example>
/// An idx file of one image of 2 × 3 pixels, written by hand; MNIST's come with gzip, which is unpacked:
/// <code>
/// byte[] header = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3];
/// File.WriteAllBytes("images-idx3-ubyte", [.. header, 0, 128, 255, 255, 128, 0]);
/// ImageSet images = IdxReader.ReadImages("images-idx3-ubyte");
/// Console.WriteLine($"{images.Count} image of {images.Height} × {images.Width}"); // 1 image of 2 × 3
/// File.WriteAllBytes("labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 7]);
/// Console.WriteLine(IdxReader.ReadLabels("labels-idx1-ubyte")[0]); // 7
/// </code>
/// </example>
public static class IdxReader
{
    private const byte Bytes = 8;
    private const int MagicLength = 4;
    private const int ChunkLength = 1 << 20;

    /// <summary>Reads images: three dimensions, images × rows × columns.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CorpusFormatException">It is no such file, or it is damaged or cut short: where, what was found and what was expected.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ImageSet ReadImages(string path)
    {
        byte[] values = Read(path, ["images", "rows", "columns"], out int[] sizes);
        return new ImageSet(values, sizes[1], sizes[2]);
    }

    /// <summary>Reads labels: one dimension.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CorpusFormatException">It is no such file, or it is damaged or cut short: where, what was found and what was expected.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] ReadLabels(string path) => Read(path, ["labels"], out _);

    private static byte[] Read(string path, string[] dimensions, out int[] sizes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
        byte[] prefix = new byte[MagicLength];
        prefix = prefix[..file.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false)];
        bool zipped = prefix is [0x1F, 0x8B, ..];
        using Stream whole = zipped ? new WholeGzipStream(prefix, file) : new ChainedStream(prefix, file, default);
        try
        {
            return Read(path, whole, dimensions, out sizes);
        }
        catch (InvalidDataException exception)
        {
            throw new CorpusFormatException(path, 0, "damaged gzip data, or too few of them", "a whole gzip file", exception);
        }
    }

    private static byte[] Read(string path, Stream stream, string[] dimensions, out int[] sizes)
    {
        byte[] header = new byte[MagicLength + (sizeof(int) * dimensions.Length)];
        byte[] room = new byte[ChunkLength];
        using var bytes = new Remainder(stream, room);
        int read = bytes.Fill(header);
        string expected = $"an idx file of bytes in {dimensions.Length} {(dimensions.Length == 1 ? "dimension" : "dimensions")} ({string.Join(" × ", dimensions)})";
        if (read < header.Length && !(read >= MagicLength && !IsMagic(header, dimensions.Length)))
        {
            throw new CorpusFormatException(path, 0, Text($"the end of the file after byte {read}"), Text($"a header of {header.Length} bytes: {expected}"));
        }

        if (!IsMagic(header, dimensions.Length))
        {
            throw new CorpusFormatException(path, 0, $"{Convert.ToHexString(header.AsSpan(0, MagicLength))} in its first four bytes", Text($"0000080{dimensions.Length}: {expected}"));
        }

        sizes = new int[dimensions.Length];
        for (int i = 0; i < sizes.Length; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(MagicLength + (sizeof(int) * i)));
            if (size is < 1 or > int.MaxValue)
            {
                throw new CorpusFormatException(path, 0, Text($"{size} {dimensions[i]} at byte {MagicLength + (sizeof(int) * i)}"), $"at least 1, and below 2147483648");
            }

            sizes[i] = (int)size;
        }

        return Values(path, bytes, header.Length, dimensions, sizes);
    }

    private static byte[] Values(string path, Remainder bytes, int start, string[] dimensions, int[] sizes)
    {
        UInt128 count = sizes.Aggregate(UInt128.One, (product, size) => product * (uint)size);
        string shape = string.Join(" × ", sizes.Zip(dimensions, (size, name) => Text($"{size} {name}")));
        if (count > (UInt128)Array.MaxLength)
        {
            throw new CorpusFormatException(path, 0, shape, Text($"at most {Array.MaxLength} values"));
        }

        // Grown as they come: a header may promise more than there is.
        byte[] values = new byte[Math.Min((int)count, ChunkLength)];
        int have = 0;
        while (true)
        {
            have += bytes.Fill(values.AsSpan(have));
            if (have < values.Length)
            {
                throw new CorpusFormatException(path, 0, Text($"the end of the file after byte {start + (long)have}"), Text($"{start + (long)count} bytes: {shape} and a header of {start}"));
            }

            if (have == (int)count)
            {
                break;
            }

            Array.Resize(ref values, (int)Math.Min((long)count, 2L * values.Length));
        }

        return bytes.Fill(new byte[1]) == 0
            ? values
            : throw new CorpusFormatException(path, 0, Text($"more after byte {start + (long)count}"), Text($"the end of the file: {shape} and a header of {start}"));
    }

    private static bool IsMagic(byte[] header, int dimensions) => header[0] == 0 && header[1] == 0 && header[2] == Bytes && header[3] == dimensions;

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>What is left of a stream that wants to be asked for many bytes at once.</summary>
    private sealed class Remainder(Stream stream, byte[] room) : IDisposable
    {
        private int _start;
        private int _end;

        /// <summary>Fills a span as far as there are bytes; returns how many.</summary>
        public int Fill(Span<byte> destination)
        {
            int filled = 0;
            while (filled < destination.Length)
            {
                if (_start == _end)
                {
                    (_start, _end) = (0, stream.Read(room.AsSpan()));
                    if (_end == 0)
                    {
                        break;
                    }
                }

                int count = Math.Min(_end - _start, destination.Length - filled);
                room.AsSpan(_start, count).CopyTo(destination[filled..]);
                (_start, filled) = (_start + count, filled + count);
            }

            return filled;
        }

        public void Dispose() => stream.Dispose();
    }
}
