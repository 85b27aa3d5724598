using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Kernels.Inference;

/// <summary>Matrices in NumPy's file format (.npy, versions 1 to 3): little-endian float or double, rows one after the other.</summary>
/// <remarks>Source: NumPy enhancement proposal 1, "A simple file format for NumPy arrays".</remarks>
public static partial class NumpyMatrix
{
    private const int Alignment = 64;
    private const int LongestHeader = 1 << 16;

    private static ReadOnlySpan<byte> Magic => "NUMPY"u8;

    /// <summary>Writes the header; the rows follow by <see cref="WriteRows"/>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="stream">Where to.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    public static void WriteHeader<T>(Stream stream, long rows, long columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        string dictionary = string.Create(
            CultureInfo.InvariantCulture, $"{{'descr': '{Descriptor(NameOf<T>())}', 'fortran_order': False, 'shape': ({rows}, {columns}), }}");
        int fixedPart = 1 + Magic.Length + 2 + sizeof(ushort);
        int whole = (fixedPart + dictionary.Length + 1 + Alignment - 1) / Alignment * Alignment;
        byte[] header = new byte[whole];
        header[0] = 0x93;
        Magic.CopyTo(header.AsSpan(1));
        header[fixedPart - 4] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(fixedPart - 2), (ushort)(whole - fixedPart));
        Encoding.ASCII.GetBytes(dictionary.PadRight(whole - fixedPart - 1) + '\n', header.AsSpan(fixedPart));
        stream.Write(header);
    }

    /// <summary>Writes whole rows.</summary>
    /// <typeparam name="T">What the header said.</typeparam>
    /// <param name="stream">Where to.</param>
    /// <param name="rows">The values, row by row.</param>
    public static void WriteRows<T>(Stream stream, ReadOnlySpan<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        RequireLittleEndian();
        stream.Write(MemoryMarshal.AsBytes(rows));
    }

    /// <summary>Reads the header; the stream then stands at the first value.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="name">The file's name, for errors.</param>
    /// <returns>"float" or "double", rows and columns.</returns>
    /// <exception cref="InvalidDataException">Not such a file: its name, what was found, what was expected.</exception>
    public static (string Precision, long Rows, long Columns) ReadHeader(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> start = stackalloc byte[8];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || start[0] != 0x93 || !start[1..6].SequenceEqual(Magic))
        {
            throw new InvalidDataException($"{name}: does not begin as a NumPy file; expected the bytes 93 'NUMPY'.");
        }

        int version = start[6];
        int sizeBytes = version switch
        {
            1 => 2,
            2 or 3 => 4,
            _ => throw new InvalidDataException($"{name}: NumPy format version {version}; expected 1, 2 or 3."),
        };
        Span<byte> size = stackalloc byte[4];
        size.Clear();
        Read(stream, size[..sizeBytes], name);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > LongestHeader)
        {
            throw new InvalidDataException($"{name}: its header announces {length} bytes; expected at most {LongestHeader}.");
        }

        byte[] header = new byte[length];
        Read(stream, header, name);
        return Parse(Encoding.UTF8.GetString(header), name);
    }

    /// <summary>Reads whole rows.</summary>
    /// <typeparam name="T">What the header said.</typeparam>
    /// <param name="stream">Where from.</param>
    /// <param name="rows">Receives the values.</param>
    /// <param name="name">The file's name, for errors.</param>
    /// <exception cref="InvalidDataException">The file ends early.</exception>
    public static void ReadRows<T>(Stream stream, Span<T> rows, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        RequireLittleEndian();
        Read(stream, MemoryMarshal.AsBytes(rows), name);
    }

    /// <summary>"float" or "double".</summary>
    internal static string NameOf<T>()
        => typeof(T) == typeof(float) ? "float"
        : typeof(T) == typeof(double) ? "double"
        : throw new NotSupportedException($"{typeof(T).Name} is not a precision of this library; expected float or double.");

    private static string Descriptor(string precision) => precision == "float" ? "<f4" : "<f8";

    private static (string Precision, long Rows, long Columns) Parse(string header, string name)
    {
        Match shape = Shape().Match(header);
        Match descriptor = Description().Match(header);
        string type = descriptor.Success ? descriptor.Groups[1].Value : "nothing";
        if (!descriptor.Success || type is not ("<f4" or "<f8"))
        {
            throw new InvalidDataException($"{name}: holds values of type '{type}'; expected '<f4' or '<f8'.");
        }

        if (!header.Contains("'fortran_order': False", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{name}: its values stand column by column; expected 'fortran_order': False.");
        }

        if (!shape.Success || !long.TryParse(shape.Groups[1].Value, out long rows) || !long.TryParse(shape.Groups[2].Value, out long columns))
        {
            throw new InvalidDataException($"{name}: its header names no shape of two sizes; expected 'shape': (rows, columns).");
        }

        return (type == "<f4" ? "float" : "double", rows, columns);
    }

    private static void Read(Stream stream, Span<byte> destination, string name)
    {
        int read = stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        if (read < destination.Length)
        {
            throw new InvalidDataException($"{name}: ends {destination.Length - read} bytes too early.");
        }
    }

    private static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("NumPy files are read and written on little-endian machines only.");
        }
    }

    [GeneratedRegex(@"'shape':\s*\(\s*(\d{1,18})\s*,\s*(\d{1,18})\s*,?\s*\)")]
    private static partial Regex Shape();

    [GeneratedRegex(@"'descr':\s*'([^']*)'")]
    private static partial Regex Description();
}
