using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace Kernels.Corpora.Tests;

/// <summary>Small corpora and comparisons for the tests.</summary>
internal static class Corpora
{
    public const string TinyUci = "3\n4\n5\n1 1 2\n1 3 1\n3 2 1\n3 3 4\n3 4 1\n";

    public const string TinyLdaC = "2 0:2 2:1\n0\n3 1:1 2:4 3:1\n";

    public const string TinyMatrixMarket = "%%MatrixMarket matrix coordinate real general\n% made by hand\n3 4 5\n1 1 2.0\n1 3 1.0\n3 2 1.0\n3 3 4e0\n3 4 1.0\n";

    public const string TinyPattern = "%%MatrixMarket matrix coordinate pattern general\n3 4 5\n1 1\n1 3\n3 2\n3 3\n3 4\n";

    public const string TinySvmLight = "# made by hand\n-1 1:2 3:1\n+1.5 qid:3 # nothing\n0 2:1 3:4 4:1 # the last\n";

    public const string TinyVowpalWabbit = "| 0:2 2:1\n2 1 tag|\n'x|body 1:1 2:4|title 3\n";

    public static string[] TinyWords { get; } = ["ant", "bee", "cat", "dog"];

    public static SparseCorpus Read(string text, CorpusFormat? format, Vocabulary? vocabulary = null) =>
        Read(Encoding.UTF8.GetBytes(text), format, vocabulary);

    public static SparseCorpus Read(byte[] bytes, CorpusFormat? format, Vocabulary? vocabulary = null) =>
        Read(bytes, new CorpusReadOptions { Format = format, Vocabulary = vocabulary });

    public static SparseCorpus Read(string text, CorpusReadOptions options) => Read(Encoding.UTF8.GetBytes(text), options);

    public static SparseCorpus Read(byte[] bytes, CorpusReadOptions options)
    {
        using MemoryStream stream = new(bytes, writable: false);
        return CorpusReader.Read(stream, "file", options);
    }

    /// <summary>The bytes one at a time, as a slow pipe hands them out.</summary>
    public static SparseCorpus ReadSlowly(byte[] bytes, CorpusReadOptions options)
    {
        using OneByteStream stream = new(bytes);
        return CorpusReader.Read(stream, "file", options);
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream zipped = new();
        using (GZipStream gzip = new(zipped, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return zipped.ToArray();
    }

    /// <summary>All documents as text: one comparison tells everything.</summary>
    public static string Text(ICorpus corpus)
    {
        StringBuilder text = new();
        for (int d = 0; d < corpus.DocumentCount; d++)
        {
            DocumentBlock block = corpus.Read(d, 1);
            for (int p = 0; p < block.TermIds.Length; p++)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{block.TermIds[p]}:{block.Counts[p]} ");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>All documents as text, read so many documents at a time.</summary>
    public static string Text(ICorpus corpus, int atOnce)
    {
        StringBuilder text = new();
        for (int first = 0; first < corpus.DocumentCount; first += atOnce)
        {
            DocumentBlock block = corpus.Read(first, Math.Min(atOnce, corpus.DocumentCount - first));
            for (int d = 0; d < block.Count; d++)
            {
                for (int p = 0; p < block.TermIdsOf(d).Length; p++)
                {
                    text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{block.TermIdsOf(d)[p]}:{block.CountsOf(d)[p]} ");
                }

                text.Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Documents of random words, some empty, some large.</summary>
    public static SparseCorpus Random(int seed, int documents, int words, int pairsPerSegment = 1 << 20, bool named = true)
    {
        Random random = new(seed);
        SparseCorpusBuilder builder = new(words, 0, pairsPerSegment);
        for (int d = 0; d < documents; d++)
        {
            int pairs = random.Next(4) == 0 ? 0 : random.Next(1, 30);
            for (int p = 0; p < pairs; p++)
            {
                builder.Add(random.Next(words), random.Next(1, 9));
            }

            builder.EndDocument();
        }

        return builder.Build(named ? new Vocabulary(Names(words)) : null);
    }

    public static IEnumerable<string> Names(int words)
    {
        for (int w = 0; w < words; w++)
        {
            yield return $"word{w}";
        }
    }

    private sealed class OneByteStream(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
    }
}
