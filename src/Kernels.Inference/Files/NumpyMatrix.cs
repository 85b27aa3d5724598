using System;
using System.IO;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Kernels.Inference;

/// <summary>Matrices in NumPy's file format (.npy, versions 1 to 3): little-endian float or double, rows one after the other.</summary>
/// <remarks>Source: NumPy enhancement proposal 1, "A simple file format for NumPy arrays".</remarks>
/// <example>
/// <code>
/// using MemoryStream file = new();
/// NumpyMatrix.WriteHeader&lt;double&gt;(file, rows: 2, columns: 3);
/// NumpyMatrix.WriteRows&lt;double&gt;(file, [1, 2, 3, 4, 5, 6]);
/// file.Position = 0;
/// (string precision, long rows, long columns) = NumpyMatrix.ReadHeader(file, "matrix.npy");
/// double[] values = new double[rows * columns];
/// NumpyMatrix.ReadRows&lt;double&gt;(file, values, "matrix.npy");
/// Console.WriteLine($"{rows} × {columns} of {precision}, the last is {values[^1]}"); // 2 × 3 of double, the last is 6
/// </code>
/// </example>
public static class NumpyMatrix
{
    /// <summary>Writes the header; the rows follow by <see cref="WriteRows"/>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="stream">Where to.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    public static void WriteHeader<T>(Stream stream, long rows, long columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        new NumpyHeader(Descriptor(NameOf<T>()), ColumnMajor: false, [rows, columns]).Write(stream);
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
        NumpyHeader header = NumpyHeader.Read(stream, name);
        string precision = PrecisionOf(header, name);
        if (header.ColumnMajor)
        {
            throw new InvalidDataException($"{name}: its values stand column by column; expected 'fortran_order': False, as numpy.ascontiguousarray makes it.");
        }

        return header.Shape is [long rows, long columns]
            ? (precision, rows, columns)
            : throw new InvalidDataException($"{name}: its header names no shape of two sizes but {header.ShapeText}; expected 'shape': (rows, columns), as reshape(-1, columns) makes it.");
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
        NumpyHeader.ReadExactly(stream, MemoryMarshal.AsBytes(rows), name);
    }

    /// <summary>"float" or "double".</summary>
    internal static string NameOf<T>()
        => typeof(T) == typeof(float) ? "float"
        : typeof(T) == typeof(double) ? "double"
        : throw new NotSupportedException($"{typeof(T).Name} is not a precision of this library; expected float or double.");

    /// <summary>"float" or "double", of an array whose elements are either.</summary>
    internal static string PrecisionOf(NumpyHeader header, string name) => header.Type switch
    {
        "<f4" => "float",
        "<f8" => "double",
        _ => throw new InvalidDataException($"{name}: holds values of type '{header.Type}'; expected '<f4' or '<f8', as astype(float) makes them."),
    };

    /// <summary>The type of elements as NumPy names it.</summary>
    internal static string Descriptor(string precision) => precision == "float" ? "<f4" : "<f8";

    private static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("NumPy files are read and written on little-endian machines only.");
        }
    }
}
