using System;
using System.IO;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Kernels.Inference;

/// <summary>The files of a model's folder.</summary>
internal static class VaeFiles
{
    public const string Parameters = "parameters.npy";
    public const int Version = 1;
    private const long MostDescriptionBytes = 1 << 28;

    public static void WriteDescription<TDescription>(string path, TDescription description, JsonTypeInfo<TDescription> type)
    {
        using FileStream stream = File.Create(path);
        JsonSerializer.Serialize(stream, description, type);
        stream.Flush(flushToDisk: true);
    }

    public static TDescription ReadDescription<TDescription>(string path, JsonTypeInfo<TDescription> type, string expected)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return stream.Length > MostDescriptionBytes
                ? throw new InvalidDataException($"{path}: {stream.Length} bytes; expected at most {MostDescriptionBytes}.")
                : JsonSerializer.Deserialize(stream, type) ?? throw new InvalidDataException($"{path}: holds null; expected {expected}.");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"{path}: not found; expected {expected}.", exception);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: not {expected}: {exception.Message}", exception);
        }
    }

    /// <summary>Writes values as a NumPy matrix of one row; returns the file's checksum.</summary>
    public static string WriteArray<T>(string path, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using FileStream file = File.Create(path);
        using var stream = new HashingStream(file);
        NumpyMatrix.WriteHeader<T>(stream, 1, values.Length);
        NumpyMatrix.WriteRows(stream, values);
        file.Flush(flushToDisk: true);
        return stream.Checksum;
    }

    /// <summary>Reads as many values as there must be.</summary>
    public static T[] ReadArray<T>(string path, int length, string checksum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using FileStream file = Open(path);
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

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
        }
        catch (FileNotFoundException exception)
        {
            throw new InvalidDataException($"{path}: not found; expected the values that belong to the description beside it.", exception);
        }
    }
}
