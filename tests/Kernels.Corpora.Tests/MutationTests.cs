using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace Kernels.Corpora.Tests;

/// <summary>Seeded mutations of good files, nearly 2·10⁵ in all: each ends with a sound corpus or with one line that says what is wrong, soon and in little memory.</summary>
public class MutationTests
{
    private const long MostBytesPerCase = 64 << 20;

    private static readonly string[] s_spoilers =
    [
        "0", "-1", "1", "2147483647", "2147483648", "4294967297", "9223372036854775807", "99999999999999999999999", "1000000000000", "1000001",
        "NaN", "Infinity", "-0", "1e308", "1e-400", "1.5", ".", "e", "+", "0x10", "١", "\u00a0", "\0", "\r", "\n\n\n", " ", "\t", ":", "::", "%", "\uFEFF", "'", "\uD83D\uDE00",
        "%%MatrixMarket", "| 1:1", "|", "#", "qid:", "\"", "\"\"", ",", "{", "}", "[", "null", "\\ud800", "\\u0000", "\\n", "\"text\":", "\u001f", "7777777777777777777777777777777777777777777777777777777777777777777777777777",
    ];

    [Theory]
    [InlineData(CorpusFormat.Uci, 30000)]
    [InlineData(CorpusFormat.MatrixMarket, 12000)]
    [InlineData(CorpusFormat.LdaC, 20000)]
    [InlineData(CorpusFormat.SvmLight, 20000)]
    [InlineData(CorpusFormat.VowpalWabbit, 20000)]
    [InlineData(CorpusFormat.Csv, 20000)]
    [InlineData(CorpusFormat.JsonLines, 20000)]
    [InlineData(CorpusFormat.Lines, 10000)]
    [InlineData(CorpusFormat.Text, 4000)]
    [InlineData(null, 8000)]
    public void Plain(CorpusFormat? format, int cases) => Run(format, cases, zip: false);

    [Theory]
    [InlineData(CorpusFormat.Uci, 3000)]
    [InlineData(CorpusFormat.LdaC, 3000)]
    [InlineData(CorpusFormat.SvmLight, 2000)]
    [InlineData(CorpusFormat.VowpalWabbit, 2000)]
    [InlineData(CorpusFormat.Csv, 2000)]
    [InlineData(CorpusFormat.JsonLines, 2000)]
    [InlineData(CorpusFormat.Lines, 2000)]
    public void Zipped(CorpusFormat? format, int cases) => Run(format, cases, zip: true);

    [Fact]
    public void Vocabularies()
    {
        byte[][] seeds = [Encoding.UTF8.GetBytes("ant\nbée\ncat\ndog\n"), Encoding.UTF8.GetBytes(string.Join("\r\n", Corpora.Names(40)))];
        Check(6000, 31, seeds, bytes =>
        {
            using MemoryStream stream = new(bytes, writable: false);
            Assert.All(CorpusReader.ReadVocabulary(stream, "file").Words, Assert.NotEmpty);
        });
    }

    [Fact]
    public void Binary()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "a.kcorpus");
        BinaryCorpusWriter.Write(Corpora.Random(7, 60, 30), path, 100);
        byte[] whole = File.ReadAllBytes(path);
        Check(3000, 41, [whole], bytes => BinaryCorpusTests.ReadAll(folder.Write("b.kcorpus", bytes)));
    }

    private static void Run(CorpusFormat? format, int cases, bool zip)
    {
        SparseCorpus corpus = Corpora.Random(3, 40, 30, named: false);
        byte[][] seeds = format switch
        {
            CorpusFormat.Uci => [Bytes(Corpora.TinyUci), Bytes(Uci(corpus))],
            CorpusFormat.MatrixMarket => [Bytes(Corpora.TinyMatrixMarket), Bytes(Corpora.TinyPattern)],
            CorpusFormat.LdaC => [Bytes(Corpora.TinyLdaC), Bytes(Pairs(corpus, d => $"{d}", 0))],
            CorpusFormat.SvmLight => [Bytes(Corpora.TinySvmLight), Bytes(Pairs(corpus, d => "1", 1))],
            CorpusFormat.VowpalWabbit => [Bytes(Corpora.TinyVowpalWabbit), Bytes(Pairs(corpus, d => "|", 0)), Bytes("1 2 tag|title:2 ant bée:2 |body owl 東京:0.5\n|\nx| ant\n")],
            CorpusFormat.Csv => [Bytes("id,text,n\n1,The cat,\n2,\"\",3\r\n\r\n3,\"saw, \"\"naïve\"\"\ndogs\",4"), Bytes("text\n\"東京\"\nplain words\n")],
            CorpusFormat.JsonLines => [Bytes("{\"id\": [1, {\"text\": 2}], \"text\": \"The cat\"}\n\n{\"text\": null}\r\n{ \"te\\u0078t\" : \"naïve \\\"dogs\\\"\\n\\ud83d\\ude00 東京\", \"z\": {} }")],
            null =>
            [
                Bytes(Corpora.TinyUci), Bytes(Corpora.TinyMatrixMarket), Bytes(Corpora.TinyLdaC), Bytes("the cat\nand the dog\n"), Bytes(Corpora.TinySvmLight[15..]),
                Bytes(Corpora.TinyVowpalWabbit), Bytes("{\"text\": \"The cat\"}\n"),
            ],
            _ => [Bytes("The cat saw the naïve dogs.\n\nDon't bark, 東京!\r\nlast line")],
        };
        Check(cases, 1000 + (int)(format ?? (CorpusFormat)99), zip ? [.. seeds.Select(Corpora.Gzip)] : seeds, bytes => Sound(Corpora.Read(bytes, format)));

        // What a mutation inside zipped data leads to is mostly the unzipper's error; so the text is mutated before zipping, too.
        if (zip)
        {
            Check(cases / 3, 2000 + (int)format!, seeds, bytes => Sound(Corpora.Read(Corpora.Gzip(bytes), format)));
        }
    }

    private static void Check(int cases, int seed, byte[][] seeds, Action<byte[]> read)
    {
        int good = 0;
        int bad = 0;
        for (int i = 0; i < cases; i++)
        {
            Random random = new(HashCode(seed, i));
            byte[] bytes = Mutate(random, seeds);
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            try
            {
                read(bytes);
                good++;
            }
            catch (CorpusFormatException e)
            {
                Assert.Contains(": found ", e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(e.Message, char.IsControl);
                Assert.InRange(e.Message.Length, 10, 400);
                bad++;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Case {i} of seed {seed}: {CorpusFormatException.Quote(bytes)}", e);
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytesPerCase);
            Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 10);
        }

        // Mutations that always or never matter would test nothing.
        Assert.True(good + bad == cases && (good > 0 || cases < 100));
    }

    private static int HashCode(int seed, int i) => unchecked((seed * 1_000_003) ^ (i * 7919));

    private static byte[] Mutate(Random random, byte[][] seeds)
    {
        List<byte> bytes = [.. seeds[random.Next(seeds.Length)]];
        for (int mutations = 1 + random.Next(4); mutations > 0 && bytes.Count > 0; mutations--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(bytes.Count - at, 1 + random.Next(12));
            switch (random.Next(9))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 5:
                    bytes.InsertRange(at, Bytes(s_spoilers[random.Next(s_spoilers.Length)]));
                    break;
                case 6:
                    ReplaceNumber(random, bytes, at);
                    break;
                case 7:
                    byte[] other = seeds[random.Next(seeds.Length)];
                    bytes.InsertRange(at, other.AsSpan(random.Next(other.Length)).ToArray());
                    break;
                default:
                    byte[] noise = new byte[random.Next(40)];
                    random.NextBytes(noise);
                    bytes.InsertRange(at, noise);
                    break;
            }
        }

        return [.. bytes];
    }

    private static void ReplaceNumber(Random random, List<byte> bytes, int at)
    {
        while (at < bytes.Count && !char.IsAsciiDigit((char)bytes[at]))
        {
            at++;
        }

        int end = at;
        while (end < bytes.Count && char.IsAsciiDigit((char)bytes[end]))
        {
            end++;
        }

        bytes.RemoveRange(at, end - at);
        bytes.InsertRange(at, Bytes(random.Next(2) == 0 ? s_spoilers[random.Next(s_spoilers.Length)] : random.Next(50).ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>What every corpus promises.</summary>
    private static void Sound(SparseCorpus corpus)
    {
        DocumentBlock block = corpus.Read(0, corpus.DocumentCount);
        bool sound = block.TermIds.Length == corpus.PairCount && block.Counts.Length == corpus.PairCount;
        int largest = 0;
        double tokens = 0;
        for (int d = 0; d < block.Count; d++)
        {
            int previous = -1;
            foreach (int termId in block.TermIdsOf(d))
            {
                sound &= termId > previous;
                previous = termId;
            }

            sound &= previous < corpus.VocabularySize;
            largest = Math.Max(largest, block.TermIdsOf(d).Length);
        }

        foreach (float count in block.Counts)
        {
            sound &= count > 0 && float.IsFinite(count);
            tokens += count;
        }

        Assert.True(sound);
        Assert.Equal(largest, corpus.LargestDocument);
        Assert.InRange(corpus.TokenCount, tokens * (1 - 1e-6), (tokens * (1 + 1e-6)) + 1e-30);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Uci(SparseCorpus corpus)
    {
        StringBuilder text = new($"{corpus.DocumentCount}\n{corpus.VocabularySize}\n{corpus.PairCount}\n");
        for (int d = 0; d < corpus.DocumentCount; d++)
        {
            DocumentBlock document = corpus.Read(d, 1);
            for (int p = 0; p < document.TermIds.Length; p++)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{d + 1} {document.TermIds[p] + 1} {document.Counts[p]}\n");
            }
        }

        return text.ToString();
    }

    private static string Pairs(SparseCorpus corpus, Func<int, string> begin, int firstId)
    {
        StringBuilder text = new();
        for (int d = 0; d < corpus.DocumentCount; d++)
        {
            DocumentBlock document = corpus.Read(d, 1);
            text.Append(begin(document.TermIds.Length));
            for (int p = 0; p < document.TermIds.Length; p++)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $" {document.TermIds[p] + firstId}:{document.Counts[p]}");
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
