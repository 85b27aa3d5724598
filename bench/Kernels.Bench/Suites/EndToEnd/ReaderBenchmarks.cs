using System;
using System.Collections.Generic;
using System.IO;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Inputs;
using Kernels.Bench.Suites.Running;
using Kernels.Corpora;

namespace Kernels.Bench.Suites.EndToEnd;

/// <summary>One corpus in each format, read whole from a file. Means compare formats; megabytes of different formats do not hold the same.</summary>
[BenchmarkCategory(Categories.EndToEnd)]
public class ReaderBenchmarks : Suite
{
    private const int BlockDocuments = 1024;

    private static readonly Dictionary<CorpusFormat, long> s_sizes = [];
    private string _folder = string.Empty;
    private string _path = string.Empty;
    private CorpusReadOptions _options = new();

    public static IEnumerable<CorpusFormat> Formats =>
        [CorpusFormat.Uci, CorpusFormat.MatrixMarket, CorpusFormat.LdaC, CorpusFormat.Lines, CorpusFormat.Binary];

    [ParamsSource(nameof(Formats))]
    public CorpusFormat Format { get; set; }

    private static int Documents => DryRun.IsOn ? 50 : 5000;

    /// <summary>Reads every document, also of the format that is read block by block.</summary>
    [Benchmark]
    public long Read()
    {
        ICorpus corpus = CorpusReader.Read(_path, _options);
        using var file = corpus as IDisposable;
        long pairs = 0;
        for (int first = 0; first < corpus.DocumentCount; first += BlockDocuments)
        {
            pairs += corpus.Read(first, Math.Min(BlockDocuments, corpus.DocumentCount - first)).TermIds.Length;
        }

        return pairs;
    }

    internal override Workload WorkloadOf(string method)
    {
        lock (s_sizes)
        {
            if (!s_sizes.TryGetValue(Format, out long size))
            {
                string folder = Directory.CreateTempSubdirectory("kernels-bench-").FullName;
                s_sizes[Format] = size = new FileInfo(GeneratedCorpus.Write(folder, Format, Documents)).Length;
                Directory.Delete(folder, recursive: true);
            }

            return new(FileBytes: size);
        }
    }

    protected override void Prepare()
    {
        _folder = Directory.CreateTempSubdirectory("kernels-bench-").FullName;
        _options = new CorpusReadOptions { Format = Format };
        _path = GeneratedCorpus.Write(_folder, Format, Documents);
        long read = Read(), expected = GeneratedCorpus.Pairs(Documents);
        if (read != expected)
        {
            throw new InvalidDataException($"{_path} was read as {read} pairs; {expected} were written.");
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (_folder.Length > 0)
        {
            Directory.Delete(_folder, recursive: true);
        }

        base.Dispose(disposing);
    }
}
