using System;
using System.Buffers.Text;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace Kernels.Inference;

/// <summary>Reads lines of numbers from a text file, whose lines may be of any length, number by number.</summary>
internal sealed class NumberLines : IDisposable
{
    private const int LongestField = 64;

    private readonly FileStream _file;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _at;
    private int _end;

    /// <summary>Opens a file.</summary>
    public NumberLines(string path)
    {
        Path = path;
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The file's bytes.</summary>
    public long Length => _file.Length;

    /// <summary>The line the next number stands on, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Takes the next field of the line; false at its end.</summary>
    /// <param name="field">Valid until the next call.</param>
    /// <exception cref="InvalidDataException">It is too long.</exception>
    public bool TryField(out ReadOnlySpan<byte> field)
    {
        while (IsMore(1) && IsBlank(_buffer[_at]))
        {
            _at++;
        }

        int length = 0;
        while (IsMore(length + 1) && !IsBlank(_buffer[_at + length]) && _buffer[_at + length] != '\n')
        {
            if (++length > LongestField)
            {
                throw Bad($"a field of more than {LongestField} characters", "a number");
            }
        }

        field = _buffer.AsSpan(_at, length);
        _at += length;
        return length > 0;
    }

    /// <summary>Takes the next number of the line; false at its end.</summary>
    /// <exception cref="InvalidDataException">It is no finite number.</exception>
    public bool TryNumber(out double value)
    {
        value = 0;
        if (!TryField(out ReadOnlySpan<byte> field))
        {
            return false;
        }

        if (!Utf8Parser.TryParse(field, out value, out int used) || used < field.Length || !double.IsFinite(value))
        {
            throw Bad(Quote(field), "a finite number");
        }

        return true;
    }

    /// <summary>Takes the line's end, once all fields are taken; false where the file ends.</summary>
    public bool TryEndLine()
    {
        if (!IsMore(1))
        {
            return false;
        }

        _at++;
        Line++;
        return true;
    }

    /// <summary>Whether anything but blanks and line ends is left; takes them.</summary>
    public bool IsMoreThanBlank()
    {
        while (IsMore(1))
        {
            if (_buffer[_at] == '\n')
            {
                Line++;
            }
            else if (!IsBlank(_buffer[_at]))
            {
                return true;
            }

            _at++;
        }

        return false;
    }

    /// <summary>One line that says where, what was found and what was expected.</summary>
    public InvalidDataException Bad(string found, string expected) => new(string.Create(CultureInfo.InvariantCulture, $"{Path}:{Line}: found {found}, expected {expected}"));

    /// <summary>A field for a message.</summary>
    public static string Quote(ReadOnlySpan<byte> field) => $"\"{string.Concat(Encoding.UTF8.GetString(field).Select(c => char.IsControl(c) ? '?' : c))}\"";

    public void Dispose() => _file.Dispose();

    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r';

    /// <summary>Whether there are so many bytes; reads on where they are not there yet.</summary>
    private bool IsMore(int count)
    {
        while (_end - _at < count)
        {
            _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
            (_at, _end) = (0, _end - _at);
            int read = _file.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }
}
