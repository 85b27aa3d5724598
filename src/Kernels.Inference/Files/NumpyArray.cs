using System;
using System.Buffers.Binary;
using System.IO;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Kernels.Inference;

/// <summary>A NumPy array that is being read, front to back: from a file of its own or from an archive.</summary>
/// <remarks>The header's sizes are compared with the bytes there are before anything of their size is made.</remarks>
internal sealed class NumpyArray : IDisposable
{
    private const int LongestWord = 4096;

    private readonly Stream _stream;
    private readonly Action _finish;
    private readonly IDisposable _owned;
    private long _left;

    /// <summary>Reads the header.</summary>
    /// <param name="stream">The array's bytes.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="length">How many bytes there are.</param>
    /// <param name="finish">Called after the last byte; throws where the bytes were damaged.</param>
    /// <param name="owned">Disposed with the array.</param>
    public NumpyArray(Stream stream, string name, long length, Action finish, IDisposable owned)
    {
        (_stream, Name, _finish, _owned) = (stream, name, finish, owned);
        Header = NumpyHeader.Read(stream, name);
        _left = length - Header.Bytes;
        Int128 expected = Header.Count * ElementSize(Header.Type, name);
        if (_left != expected)
        {
            throw new InvalidDataException($"{name}: {_left} bytes follow the header; expected {expected} for {Header.ShapeText} values of type '{Header.Type}'.");
        }
    }

    /// <summary>What it is called in messages.</summary>
    public string Name { get; }

    /// <summary>Type, order and shape.</summary>
    public NumpyHeader Header { get; }

    /// <summary>Opens a .npy file.</summary>
    public static NumpyArray Open(string path)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
        try
        {
            if (!file.CanSeek)
            {
                throw new InvalidDataException($"{path}: is a pipe or a device; expected a file, whose size is known.");
            }

            return new NumpyArray(file, path, file.Length, () => { }, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next values of an array of float or double.</summary>
    public void Read<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NumpyMatrix.ReadRows(_stream, values, Name);
        Took(MemoryMarshal.AsBytes(values).Length);
    }

    /// <summary>Reads a whole array of numbers, whatever their type.</summary>
    public double[] ReadNumbers()
    {
        int size = ElementSize(Header.Type, Name);
        byte[] at = new byte[size];
        double[] values = new double[(long)Header.Count];
        for (int i = 0; i < values.Length; i++)
        {
            NumpyHeader.ReadExactly(_stream, at, Name);
            values[i] = Header.Type switch
            {
                "<f4" => BinaryPrimitives.ReadSingleLittleEndian(at),
                "<f8" => BinaryPrimitives.ReadDoubleLittleEndian(at),
                "<i4" => BinaryPrimitives.ReadInt32LittleEndian(at),
                "<i8" => BinaryPrimitives.ReadInt64LittleEndian(at),
                _ => throw new InvalidDataException($"{Name}: holds values of type '{Header.Type}'; expected numbers, '<f8' or the like."),
            };
        }

        Took((long)values.Length * size);
        return values;
    }

    /// <summary>Reads a list of words.</summary>
    public string[] ReadWords(int count)
    {
        if (Header.Shape is not [long words] || words != count || Header.Type[..2] != "<U")
        {
            throw new InvalidDataException(
                $"{Name}: holds {Header.ShapeText} values of type '{Header.Type}'; expected {count} words, which in NumPy are numpy.array(words, dtype=str).");
        }

        byte[] bytes = new byte[ElementSize(Header.Type, Name)];
        string[] read = new string[count];
        UTF32Encoding utf32 = new(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true);
        for (int word = 0; word < read.Length; word++)
        {
            NumpyHeader.ReadExactly(_stream, bytes, Name);
            try
            {
                read[word] = utf32.GetString(bytes).TrimEnd('\0');
            }
            catch (ArgumentException exception)
            {
                throw new InvalidDataException($"{Name}: word {word} is no text; expected Unicode.", exception);
            }

            Took(bytes.Length);
        }

        return read;
    }

    public void Dispose() => _owned.Dispose();

    /// <summary>Bytes of an element.</summary>
    private static int ElementSize(string type, string name) => type switch
    {
        "<f4" or "<i4" => 4,
        "<f8" or "<i8" => 8,
        ['<', 'U', .. string length] when length.Length <= 4 && int.TryParse(length, out int characters) && characters is > 0 and <= LongestWord => 4 * characters,
        "|O" => throw new InvalidDataException($"{name}: holds Python objects; expected numbers or, for words, numpy.array(words, dtype=str)."),
        _ => throw new InvalidDataException($"{name}: holds values of type '{type}'; expected '<f4' or '<f8', or words."),
    };

    private void Took(long bytes)
    {
        _left -= bytes;
        if (_left == 0)
        {
            _finish();
        }
    }
}
