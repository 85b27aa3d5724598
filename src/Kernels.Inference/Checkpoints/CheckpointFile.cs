using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Kernels.Inference;

/// <summary>A checkpoint as one file: eight characters for its kind, the length of a description, the description as JSON, arrays, and a checksum of all that.</summary>
/// <param name="kind">The eight characters.</param>
/// <param name="name">What such a file is called in messages.</param>
internal sealed class CheckpointFile(string kind, string name = "checkpoint")
{
    /// <summary>Bytes that follow the arrays.</summary>
    public const int TrailerBytes = 8;

    private const string Unfinished = ".new";
    private const int HeaderBytes = 16;
    private const long MostDescription = 1 << 30;

    private readonly ulong _magic = BinaryPrimitives.ReadUInt64LittleEndian(Encoding.ASCII.GetBytes(kind));

    /// <summary>Reads the description, after comparing the whole file with its checksum.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type">How the description is read.</param>
    /// <param name="validate">Refuses, by an <see cref="ArgumentException"/>, what no run can have.</param>
    /// <param name="checksum">What another file says of this one's checksum; null where none does.</param>
    /// <exception cref="InvalidDataException">It is no checkpoint, or a damaged one: what was found and what was expected.</exception>
    public TDescription Open<TDescription>(string path, JsonTypeInfo<TDescription> type, Action<TDescription> validate, string? checksum = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = OpenFile(path);
        byte[] description = new byte[DescriptionLength(file, path)];
        Compare(file, path, checksum);
        file.Position = HeaderBytes;
        file.ReadExactly(description);
        try
        {
            TDescription state = JsonSerializer.Deserialize(description, type) ?? throw new InvalidDataException($"{path}: its description is null; the {name} is damaged.");
            validate(state);
            return state;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: its description cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads the arrays that follow the description.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads all of them.</param>
    /// <param name="expected">What they are, for a message.</param>
    /// <param name="otherwise">What a file with more of them may be.</param>
    public void ReadArrays(string path, Action<Stream> read, string expected, string otherwise)
    {
        using FileStream file = OpenFile(path);
        file.Position = HeaderBytes + DescriptionLength(file, path);
        try
        {
            read(file);
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException($"{path}: ends within its arrays; expected {expected}.", exception);
        }

        if (file.Length - file.Position != TrailerBytes)
        {
            throw new InvalidDataException($"{path}: {file.Length - file.Position} bytes follow its arrays; expected {TrailerBytes}. {otherwise}");
        }
    }

    /// <summary>Whether a file begins as such a checkpoint does, or would have become one had its run not been killed while it wrote it.</summary>
    public bool Exists(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Begins(path) || Begins(path + Unfinished);
    }

    /// <summary>Removes a checkpoint, and what a killed run may have left of a newer one. Files of other programs stay.</summary>
    public void Delete(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        foreach (string file in (string[])[path, path + Unfinished])
        {
            if (Begins(file))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Writes a checkpoint beside its place and renames it. What fails leaves the one that is there.</summary>
    /// <param name="path">Its place.</param>
    /// <param name="state">The description.</param>
    /// <param name="type">How the description is written.</param>
    /// <param name="writeArrays">Writes the arrays.</param>
    /// <param name="placeOf">Its place, where that follows from the checksum.</param>
    /// <returns>The checksum of the whole.</returns>
    public string Write<TDescription>(string path, TDescription state, JsonTypeInfo<TDescription> type, Action<Stream> writeArrays, Func<string, string>? placeOf = null)
    {
        string fresh = path + Unfinished, checksum;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (FileStream file = new(fresh, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 20))
            {
                using var hashing = new HashingStream(file);
                byte[] description = JsonSerializer.SerializeToUtf8Bytes(state, type);
                Span<byte> number = stackalloc byte[HeaderBytes];
                BinaryPrimitives.WriteUInt64LittleEndian(number, _magic);
                BinaryPrimitives.WriteInt64LittleEndian(number[8..], description.Length);
                hashing.Write(number);
                hashing.Write(description);
                writeArrays(hashing);
                checksum = hashing.Checksum;
                file.Write(Convert.FromHexString(checksum.AsSpan(checksum.Length - (2 * TrailerBytes))));
                file.Flush(flushToDisk: true);
            }

            File.Move(fresh, placeOf?.Invoke(checksum) ?? path, overwrite: true);
            return checksum;
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }
    }

    /// <summary>Empty counts: a run may be killed before its first byte.</summary>
    private bool Begins(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using FileStream file = OpenFile(path);
        Span<byte> magic = stackalloc byte[sizeof(ulong)];
        int read = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        return (read == 0 && path.EndsWith(Unfinished, StringComparison.Ordinal)) || (read == magic.Length && BinaryPrimitives.ReadUInt64LittleEndian(magic) == _magic);
    }

    private FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1 << 20, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"{path}: not found; expected a {name}.{FolderRemains.Advice(Path.GetDirectoryName(Path.GetFullPath(path))!)}", exception);
        }
    }

    private long DescriptionLength(FileStream file, string path)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        bool isWhole = file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) == HeaderBytes;
        long length = isWhole ? BinaryPrimitives.ReadInt64LittleEndian(header[8..]) : 0;
        if (!isWhole || BinaryPrimitives.ReadUInt64LittleEndian(header) != _magic)
        {
            throw new InvalidDataException($"{path}: not a {name} of this library (or of another version); expected one that begins with {kind}.");
        }

        if (length < 2 || length > Math.Min(MostDescription, file.Length - HeaderBytes - TrailerBytes))
        {
            throw new InvalidDataException($"{path}: says its description is {length} bytes of {file.Length}; the {name} is damaged.");
        }

        return length;
    }

    private void Compare(FileStream file, string path, string? expected)
    {
        file.Position = 0;
        using var hashing = new HashingStream(file);
        byte[] buffer = new byte[1 << 20];
        for (long left = file.Length - TrailerBytes; left > 0;)
        {
            int read = hashing.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, left)));
            left = read == 0 ? 0 : left - read;
        }

        byte[] trailer = new byte[TrailerBytes];
        file.ReadExactly(trailer);
        string stored = Convert.ToHexString(trailer).ToLower(CultureInfo.InvariantCulture);
        if (!hashing.Checksum.EndsWith(stored, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: its checksum is {hashing.Checksum}; it says xxh64:{stored}, so the {name} is damaged.");
        }

        if (expected is not null && hashing.Checksum != expected)
        {
            throw new InvalidDataException($"{path}: its checksum is {hashing.Checksum}; expected {expected}, so this {name} is another's.");
        }
    }
}
