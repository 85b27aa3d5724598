using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Numerics;
using System.Text;

namespace Kernels.Inference.Tests;

/// <summary>NumPy files put together byte by byte, as no writer of ours does it.</summary>
internal static class ArrayFiles
{
    public static byte[] Npy(string dictionary, byte[] values, byte version = 1)
    {
        byte[] header = Encoding.Latin1.GetBytes(dictionary + "\n");
        byte[] size = version == 1 ? BitConverter.GetBytes((ushort)header.Length) : BitConverter.GetBytes(header.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. size, .. header, .. values];
    }

    public static byte[] Npy<T>(T[] values, params int[] shape)
        where T : unmanaged
        => Npy($"{{'descr': '{(typeof(T) == typeof(float) ? "<f4" : typeof(T) == typeof(double) ? "<f8" : "<i8")}', 'fortran_order': False, 'shape': ({string.Concat(shape.Select(size => size + ","))}), }}", Bytes(values));

    public static byte[] Npy(params string[] words)
    {
        int longest = words.Max(word => word.EnumerateRunes().Count());
        return Npy($"{{'descr': '<U{longest}', 'fortran_order': False, 'shape': ({words.Length},), }}", [.. words.SelectMany(word => Encoding.UTF32.GetBytes(word).Concat(new byte[4 * longest]).Take(4 * longest))]);
    }

    public static byte[] Bytes<T>(T[] values)
        where T : unmanaged
        => System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    public static byte[] Npz(bool zip, params (string Name, byte[] Array)[] arrays)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] array) in arrays)
            {
                using Stream entry = archive.CreateEntry(name + ".npy", zip ? CompressionLevel.Fastest : CompressionLevel.NoCompression).Open();
                entry.Write(array);
            }
        }

        return stream.ToArray();
    }

    /// <summary>λ of a model, a row a word, bit by bit.</summary>
    public static List<double> Values(LdaModel model) => [.. LdaTestModels.Lambda(model).SelectMany(row => row)];

    public static byte[] Written(Action<Stream> write)
    {
        using MemoryStream stream = new();
        write(stream);
        return stream.ToArray();
    }

    /// <summary>A model of many words and topics, so that λ is turned in several blocks.</summary>
    public static LdaModel<T> Large<T>(int words, int topics)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TopicRows<T> lambda = new(words, topics);
        for (int word = 0; word < words; word++)
        {
            for (int topic = 0; topic < topics; topic++)
            {
                lambda.Row(word)[topic] = T.CreateTruncating(0.01 + ((word * 31 + topic * 7) % 1009 * 1.25));
            }
        }

        return new LdaModel<T>(lambda, null, new LdaOptions { TopicCount = topics, Alpha = [0.1], Eta = [0.01] });
    }
}
