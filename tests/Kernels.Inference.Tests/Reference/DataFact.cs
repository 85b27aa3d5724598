using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using Kernels.Corpora;
using Kernels.Tests;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>A test on real corpora, skipped where they are absent.</summary>
internal sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute(params string[] files)
    {
        foreach (string file in files)
        {
            if (Skip is null && !(SharedData.Folder is { } folder && File.Exists(Path.Combine(folder, file))))
            {
                Skip = $"The corpora folder (../shared/data, or KERNELS_DATA) with {file} is absent.";
            }
        }
    }
}

/// <summary>Reads the real corpora that stand beside the repository on some machines.</summary>
internal static class SharedData
{
    public static string? Folder => DataFolder.Path;

    /// <summary>Three header numbers, then 1-based triplets.</summary>
    public static (int Rows, int Columns, List<(int Row, int Column, double Value)> Entries) Triplets(string file)
    {
        using var zipped = new GZipStream(File.OpenRead(Path.Combine(Folder!, file)), CompressionMode.Decompress);
        using var reader = new StreamReader(zipped);
        int rows = int.Parse(reader.ReadLine()!, CultureInfo.InvariantCulture);
        int columns = int.Parse(reader.ReadLine()!, CultureInfo.InvariantCulture);
        int count = int.Parse(reader.ReadLine()!, CultureInfo.InvariantCulture);
        var entries = new List<(int, int, double)>(count);
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            string[] parts = line.Split(' ');
            entries.Add((
                int.Parse(parts[0], CultureInfo.InvariantCulture) - 1,
                int.Parse(parts[1], CultureInfo.InvariantCulture) - 1,
                double.Parse(parts[2], CultureInfo.InvariantCulture)));
        }

        return (rows, columns, entries);
    }

    public static TestCorpus Uci(string file, int firstDocuments = int.MaxValue)
    {
        (int rows, int columns, List<(int Row, int Column, double Value)> entries) = Triplets(file);
        var documents = new List<(int, float)>[Math.Min(rows, firstDocuments)];
        for (int d = 0; d < documents.Length; d++)
        {
            documents[d] = [];
        }

        foreach ((int row, int column, double value) in entries)
        {
            if (row < documents.Length)
            {
                documents[row].Add((column, (float)value));
            }
        }

        return new TestCorpus(columns, Array.ConvertAll(documents, document => document.ToArray()));
    }
}
