using System;
using System.IO;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>The files of a model's folder.</summary>
internal static class VaeFiles
{
    public const string Parameters = "parameters.npy";

    /// <summary>Written by the tool: where the images are that the model was trained on.</summary>
    public const string Images = "images.json";

    public const int Version = 1;

    /// <summary>Writes values as a NumPy matrix of one row; returns the file's checksum.</summary>
    public static string WriteArray<T>(string path, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => ModelFile.Write(path, values, static (stream, values) =>
        {
            NumpyMatrix.WriteHeader<T>(stream, 1, values.Length);
            NumpyMatrix.WriteRows(stream, values);
        });

    /// <summary>Reads as many values as there must be.</summary>
    public static T[] ReadArray<T>(string path, int length, string checksum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using FileStream file = ModelFile.Open(path, "the values that belong to the description beside it");
        using var stream = new HashingStream(file);
        (string precision, long rows, long columns) = NumpyMatrix.ReadHeader(stream, path);
        if (precision != NumpyMatrix.NameOf<T>() || rows != 1 || columns != length)
        {
            throw new InvalidDataException($"{path}: holds {rows} × {columns} values of {precision}; expected 1 × {length} of {NumpyMatrix.NameOf<T>()}.");
        }

        T[] values = new T[length];
        NumpyMatrix.ReadRows<T>(stream, values, path);
        return file.Position != file.Length ? throw new InvalidDataException($"{path}: {file.Length - file.Position} bytes follow the last value; expected none.")
            : stream.Checksum != checksum ? throw new InvalidDataException($"{path}: its checksum is {stream.Checksum}; expected {checksum}, so it is damaged or another model's.")
            : values;
    }
}
