using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace Kernels.Inference;

/// <summary>The header of a NumPy array (.npy, versions 1 to 3).</summary>
/// <param name="Type">The elements' type as NumPy writes it, <c>&lt;f8</c> for a little-endian double.</param>
/// <param name="ColumnMajor">Whether the first index runs fastest.</param>
/// <param name="Shape">A size a dimension; none for a single number.</param>
/// <remarks>Source: NumPy enhancement proposal 1, "A simple file format for NumPy arrays".</remarks>
internal sealed record NumpyHeader(string Type, bool ColumnMajor, long[] Shape)
{
    private const int Alignment = 64;
    private const int LongestHeader = 1 << 16;

    private static ReadOnlySpan<byte> Magic => "NUMPY"u8;

    /// <summary>How many bytes the header itself took, where it was read.</summary>
    public int Bytes { get; private init; }

    /// <summary>How many elements there are, or more than any file holds.</summary>
    public Int128 Count => Shape.Aggregate(Int128.One, (count, size) => Int128.Min(count * size, long.MaxValue));

    /// <summary>The shape as NumPy writes it.</summary>
    public string ShapeText => $"({string.Join(", ", Shape.Select(size => size.ToString(CultureInfo.InvariantCulture)))}{(Shape.Length == 1 ? "," : "")})";

    /// <summary>Whether bytes begin as a NumPy file does.</summary>
    public static bool IsMagic(ReadOnlySpan<byte> start) => start.Length > Magic.Length && start[0] == 0x93 && start[1..].StartsWith(Magic);

    /// <summary>Writes the header; the elements follow.</summary>
    public void Write(Stream stream)
    {
        string dictionary = $"{{'descr': '{Type}', 'fortran_order': {(ColumnMajor ? "True" : "False")}, 'shape': {ShapeText}, }}";
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

    /// <summary>Reads the header; the stream then stands at the first element.</summary>
    /// <exception cref="InvalidDataException">Not such a file: its name, what was found, what was expected.</exception>
    public static NumpyHeader Read(Stream stream, string name)
    {
        Span<byte> start = stackalloc byte[8];
        if (ReadUpTo(stream, start, name) < start.Length || !IsMagic(start))
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
        ReadExactly(stream, size[..sizeBytes], name);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > LongestHeader)
        {
            throw new InvalidDataException($"{name}: its header announces {length} bytes; expected at most {LongestHeader}.");
        }

        byte[] header = new byte[length];
        ReadExactly(stream, header, name);
        return Parse(Encoding.UTF8.GetString(header), name) with { Bytes = start.Length + sizeBytes + header.Length };
    }

    /// <summary>Fills a span from a stream.</summary>
    /// <exception cref="InvalidDataException">The file ends early.</exception>
    public static void ReadExactly(Stream stream, Span<byte> destination, string name)
    {
        int read = ReadUpTo(stream, destination, name);
        if (read < destination.Length)
        {
            throw new InvalidDataException($"{name}: ends {destination.Length - read} bytes too early.");
        }
    }

    private static int ReadUpTo(Stream stream, Span<byte> destination, string name)
    {
        try
        {
            return stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{name}: its zipped data are damaged; expected a whole archive.", exception);
        }
    }

    private static NumpyHeader Parse(string text, string name)
    {
        Dictionary<string, string> values = PythonLiterals.TryDictionary(text)
            ?? throw new InvalidDataException($"{name}: its header is no Python dictionary of plain values; expected 'descr', 'fortran_order' and 'shape'.");
        return new NumpyHeader(
            values.TryGetValue("descr", out string? type) && PythonLiterals.TryString(type) is { } known
                ? known
                : throw new InvalidDataException($"{name}: its header names no plain type of elements; expected 'descr': '<f4' or the like."),
            values.GetValueOrDefault("fortran_order") switch
            {
                "True" => true,
                "False" => false,
                _ => throw new InvalidDataException($"{name}: its header says nothing about the order of elements; expected 'fortran_order': False or True."),
            },
            values.TryGetValue("shape", out string? shape) && PythonLiterals.TryTuple(shape) is { } sizes
                ? sizes
                : throw new InvalidDataException($"{name}: its header names no shape; expected 'shape': (rows, columns)."));
    }
}
