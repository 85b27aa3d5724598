using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>Writes an archive of NumPy arrays (.npz) as <c>numpy.savez</c> does: the same arrays give the same bytes.</summary>
internal sealed class NumpyArchiveWriter(Stream stream) : IDisposable
{
    /// <summary>The earliest time a zip archive knows: no clock shows in the file.</summary>
    private static readonly DateTimeOffset s_noTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Adds an array, which is written header and all.</summary>
    public void Add(string name, Action<Stream> write) => Add(name, CompressionLevel.NoCompression, write);

    /// <summary>Adds an array.</summary>
    public void Add(string name, NumpyHeader header, Action<Stream> writeValues) => Add(name, output =>
    {
        header.Write(output);
        writeValues(output);
    });

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

    /// <summary>Adds words, if there are any: NumPy keeps them in UTF-32, each as long as the longest, which is why they are zipped.</summary>
    public void AddWords(Vocabulary? vocabulary)
    {
        if (vocabulary is null)
        {
            return;
        }

        int longest = Math.Max(1, vocabulary.Words.Max(word => word.EnumerateRunes().Count()));
        byte[] bytes = new byte[4 * longest];
        Add("vocabulary", CompressionLevel.Fastest, output =>
        {
            new NumpyHeader(FormattableString.Invariant($"<U{longest}"), ColumnMajor: false, [vocabulary.Count]).Write(output);
            foreach (string word in vocabulary.Words)
            {
                Array.Clear(bytes);
                Encoding.UTF32.GetBytes(word, bytes);
                output.Write(bytes);
            }
        });
    }

    public void Dispose() => _archive.Dispose();

    private void Add(string name, CompressionLevel compression, Action<Stream> write)
    {
        ZipArchiveEntry entry = _archive.CreateEntry(name + ".npy", compression);
        entry.LastWriteTime = s_noTime;
        using Stream unbuffered = entry.Open();
        using BufferedStream output = new(unbuffered, 1 << 16);
        write(output);
    }
}
