using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace Kernels.Inference;

/// <summary>Writes an archive of NumPy arrays (.npz) as <c>numpy.savez</c> does: the same arrays give the same bytes.</summary>
internal sealed class NumpyArchiveWriter(Stream stream) : IDisposable
{
    /// <summary>The earliest time a zip archive knows: no clock shows in the file.</summary>
    private static readonly DateTimeOffset s_noTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Adds an array.</summary>
    public void Add(string name, NumpyHeader header, Action<Stream> writeValues) => Add(name, header, CompressionLevel.NoCompression, writeValues);

    /// <summary>Adds doubles in a shape; none is a single number.</summary>
    public void AddNumbers(string name, IReadOnlyList<double> values, params long[] shape) => Add(name, new NumpyHeader("<f8", ColumnMajor: false, shape), output =>
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        foreach (double value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
            output.Write(bytes);
        }
    });

    /// <summary>Adds words: NumPy keeps them in UTF-32, each as long as the longest, which is why they are zipped.</summary>
    public void AddWords(string name, IReadOnlyList<string> words)
    {
        int longest = Math.Max(1, words.Count == 0 ? 1 : words.Max(word => word.EnumerateRunes().Count()));
        byte[] bytes = new byte[4 * longest];
        Add(name, new NumpyHeader(FormattableString.Invariant($"<U{longest}"), ColumnMajor: false, [words.Count]), CompressionLevel.Fastest, output =>
        {
            foreach (string word in words)
            {
                Array.Clear(bytes);
                Encoding.UTF32.GetBytes(word, bytes);
                output.Write(bytes);
            }
        });
    }

    public void Dispose() => _archive.Dispose();

    private void Add(string name, NumpyHeader header, CompressionLevel compression, Action<Stream> writeValues)
    {
        ZipArchiveEntry entry = _archive.CreateEntry(name + ".npy", compression);
        entry.LastWriteTime = s_noTime;
        using Stream unbuffered = entry.Open();
        using BufferedStream output = new(unbuffered, 1 << 16);
        header.Write(output);
        writeValues(output);
    }
}
