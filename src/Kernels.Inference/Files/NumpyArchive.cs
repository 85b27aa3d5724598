using System;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace Kernels.Inference;

/// <summary>Reads an archive of NumPy arrays (.npz): a zip file with an array NAME.npy for each name.</summary>
internal sealed class NumpyArchive : IDisposable
{
    private const string Suffix = ".npy";

    /// <summary>Deflate turns a byte into 1,032 at most; sizes beyond that are not believed.</summary>
    private const int LargestRatio = 1032;
    private const int Slack = 1 << 10;

    private readonly string _path;
    private readonly ZipArchive _archive;

    private NumpyArchive(string path, ZipArchive archive) => (_path, _archive) = (path, archive);

    /// <summary>Whether a file begins as a zip archive does.</summary>
    public static bool IsMagic(ReadOnlySpan<byte> start) => start.StartsWith("PK"u8);

    /// <summary>Opens an archive.</summary>
    /// <exception cref="InvalidDataException">It is no zip archive.</exception>
    public static NumpyArchive Open(string path)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        try
        {
            ZipArchive archive = new(file, ZipArchiveMode.Read);
            _ = archive.Entries.Count;
            return new NumpyArchive(path, archive);
        }
        catch (Exception exception)
        {
            file.Dispose();
            if (exception is InvalidDataException)
            {
                throw new InvalidDataException($"{path}: is no whole zip archive; expected what numpy.savez writes.", exception);
            }

            throw;
        }
    }

    /// <summary>Opens an array; only one may be open at a time.</summary>
    /// <exception cref="InvalidDataException">There is none of this name, or it is damaged.</exception>
    public NumpyArray Array(string name) => TryArray(name) ?? throw new InvalidDataException(
        $"{_path}: holds no array \"{name}\" but {Names()}; expected one.");

    /// <summary>Opens an array, or null where there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or stands twice.</exception>
    public NumpyArray? TryArray(string name)
    {
        string called = $"{_path}[{name}]";
        ZipArchiveEntry[] entries = [.. _archive.Entries.Where(entry => entry.FullName == name + Suffix)];
        if (entries.Length == 0)
        {
            return null;
        }

        ZipArchiveEntry only = entries.Length == 1 ? entries[0] : throw new InvalidDataException($"{called}: stands {entries.Length} times; expected once.");
        if (only.Length > Slack + ((Int128)LargestRatio * only.CompressedLength))
        {
            throw new InvalidDataException($"{called}: {only.CompressedLength} zipped bytes announce {only.Length}; expected at most {LargestRatio} times as many.");
        }

        Stream unzipped;
        try
        {
            unzipped = only.Open();
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException)
        {
            throw new InvalidDataException($"{called}: cannot be unzipped: {exception.Message} Expected what numpy.savez writes.", exception);
        }

        try
        {
            Crc32 crc = new();
            return new NumpyArray(new TappedStream(unzipped, crc.Append), called, only.Length, () => Check(crc.Value, only.Crc32, called), unzipped);
        }
        catch
        {
            unzipped.Dispose();
            throw;
        }
    }

    public void Dispose() => _archive.Dispose();

    private static void Check(uint found, uint expected, string name)
    {
        if (found != expected)
        {
            throw new InvalidDataException(FormattableString.Invariant($"{name}: its checksum is {found:x8}; the archive says {expected:x8}, so it is damaged."));
        }
    }

    private string Names()
    {
        const int Most = 8;
        string[] names = [.. _archive.Entries.Take(Most + 1).Select(entry => new string([.. entry.FullName.Take(40).Select(c => char.IsControl(c) ? '?' : c)]))];
        return names.Length == 0 ? "nothing" : string.Join(", ", names.Take(Most)) + (names.Length > Most ? ", …" : "");
    }
}
