using System;
using System.IO;
using System.Text;
using Xunit;

namespace Kernels.Corpora.Tests;

public class BinaryCorpusTests
{
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void TheChecksumIsXxh64(string text, ulong expected) => Assert.Equal(expected, XxHash64.Of(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void TheChecksumOfPiecesIsTheChecksumOfTheWhole()
    {
        byte[] bytes = new byte[300];
        new Random(5).NextBytes(bytes);
        for (int first = 0; first <= bytes.Length; first++)
        {
            XxHash64 hash = new();
            hash.Append(bytes.AsSpan(0, first));
            hash.Append(bytes.AsSpan(first, (bytes.Length - first) / 3));
            hash.Append(bytes.AsSpan(first + ((bytes.Length - first) / 3)));
            Assert.Equal(XxHash64.Of(bytes), hash.Value);
        }
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(100, false)]
    [InlineData(1 << 20, true)]
    public void RoundTrip(int pairsPerBlock, bool named)
    {
        using TemporaryFolder folder = new();
        SparseCorpus corpus = Corpora.Random(7, 700, 90, named: named);
        string path = Path.Combine(folder.Path, "a.kcorpus");
        BinaryCorpusWriter.Write(corpus, path, pairsPerBlock);
        Assert.Single(Directory.GetFiles(folder.Path));
        using BinaryCorpus binary = Assert.IsType<BinaryCorpus>(CorpusReader.Read(path));
        Assert.Equal(
            (corpus.DocumentCount, corpus.VocabularySize, corpus.PairCount, corpus.TokenCount, corpus.LargestDocument),
            (binary.DocumentCount, binary.VocabularySize, binary.PairCount, binary.TokenCount, binary.LargestDocument));
        Assert.Equal(corpus.Vocabulary?.Words, binary.Vocabulary?.Words);
        string expected = Corpora.Text(corpus);
        foreach (int atOnce in new[] { 1, 3, 64, 700 })
        {
            Assert.Equal(expected, Corpora.Text(binary, atOnce));
        }

        Random random = new(1);
        for (int i = 0; i < 200; i++)
        {
            int first = random.Next(701);
            int count = random.Next(701 - first);
            Assert.True(corpus.Read(first, count).TermIds.SequenceEqual(binary.Read(first, count).TermIds));
            Assert.True(corpus.Read(first, count).Counts.SequenceEqual(binary.Read(first, count).Counts));
        }

        BinaryCorpusWriter.Write(binary, path + "2", pairsPerBlock);
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(path + "2"));
    }

    [Fact]
    public void EmptyCorporaRoundTrip()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "a.kcorpus");
        foreach (string text in new[] { "0\n0\n0\n", "3\n2\n0\n" })
        {
            BinaryCorpusWriter.Write(Corpora.Read(text, CorpusFormat.Uci), path);
            using BinaryCorpus binary = BinaryCorpus.Open(path);
            Assert.Equal((text[0] - '0', text[2] - '0', 0L), (binary.DocumentCount, binary.VocabularySize, binary.PairCount));
            Assert.Equal(binary.DocumentCount, binary.Read(0, binary.DocumentCount).Count);
        }
    }

    [Fact]
    public void EveryDamagedByteIsNoticed()
    {
        using TemporaryFolder folder = new();
        SparseCorpus corpus = Corpora.Random(7, 40, 30);
        string path = Path.Combine(folder.Path, "a.kcorpus");
        BinaryCorpusWriter.Write(corpus, path, 100);
        byte[] whole = File.ReadAllBytes(path);
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] damaged = (byte[])whole.Clone();
            damaged[at] ^= (byte)(1 << (at % 8));
            CorpusFormatException e = Assert.Throws<CorpusFormatException>(() => ReadAll(folder.Write("b.kcorpus", damaged)));
            Assert.Contains("b.kcorpus: found ", e.Message, StringComparison.Ordinal);
        }

        for (int length = 0; length < whole.Length; length += 13)
        {
            Assert.Throws<CorpusFormatException>(() => ReadAll(folder.Write("b.kcorpus", whole.AsSpan(0, length).ToArray())));
        }

        Assert.Throws<CorpusFormatException>(() => ReadAll(folder.Write("b.kcorpus", [.. whole, 0])));
    }

    [Fact]
    public void WrongContentsUnderRightChecksumsAreNoticed()
    {
        // Term ids out of range, a header that promises more, an index that points elsewhere: each with its checksums made right again.
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "a.kcorpus");
        BinaryCorpusWriter.Write(Corpora.Random(7, 40, 30), path, 100);
        byte[] whole = File.ReadAllBytes(path);
        Random random = new(11);
        int refused = 0;
        for (int i = 0; i < 4000; i++)
        {
            byte[] made = (byte[])whole.Clone();
            int at = random.Next(made.Length);
            BitConverter.TryWriteBytes(made.AsSpan(Math.Min(at & ~3, made.Length - 4)), random.Next(3) switch { 0 => random.Next(), 1 => -1, _ => random.Next(40) });
            Seal(made, whole);
            try
            {
                ReadAll(folder.Write("b.kcorpus", made));
            }
            catch (CorpusFormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 2000, 3999);
    }

    [Fact]
    public void AFailedWriteLeavesNothing()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "a.kcorpus");
        File.WriteAllText(path, "old");
        SparseCorpusBuilder builder = new();
        builder.AddDocument([0], [1]);
        SparseCorpus corpus = builder.Build(new Vocabulary(["a\nb"]));
        Assert.Throws<ArgumentException>(() => BinaryCorpusWriter.Write(corpus, path));
        Assert.Equal("old", File.ReadAllText(Assert.Single(Directory.GetFiles(folder.Path))));
        Assert.Throws<DirectoryNotFoundException>(() => BinaryCorpusWriter.Write(corpus, Path.Combine(folder.Path, "none", "a")));
    }

    [Fact]
    public void MisuseIsRefused()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "a.kcorpus");
        BinaryCorpusWriter.Write(Corpora.Random(7, 40, 30), path);
        Assert.Throws<ArgumentException>(() => CorpusReader.Read(path, new CorpusReadOptions { Vocabulary = new Vocabulary(["a"]) }));
        Assert.Throws<CorpusFormatException>(() => Corpora.Read(File.ReadAllBytes(path), CorpusFormat.Binary));
        using (CorpusReader.Read(folder.Write("named otherwise", File.ReadAllBytes(path))) as BinaryCorpus)
        {
        }

        Assert.Throws<CorpusFormatException>(() => BinaryCorpus.Open(folder.Write("b.kcorpus", "not one")));
        BinaryCorpus closed = BinaryCorpus.Open(path);
        closed.Dispose();
        Assert.Throws<ObjectDisposedException>(() => closed.Read(0, 1).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => closed.Read(0, 41).Count);
    }

    internal static int ReadAll(string path)
    {
        using BinaryCorpus corpus = BinaryCorpus.Open(path);
        int pairs = 0;
        for (int d = 0; d < corpus.DocumentCount; d++)
        {
            DocumentBlock block = corpus.Read(d, 1);
            pairs += block.TermIds.Length;
            foreach (int termId in block.TermIds)
            {
                Assert.InRange(termId, 0, corpus.VocabularySize - 1);
            }
        }

        Assert.Equal(corpus.PairCount, pairs);
        return pairs;
    }

    /// <summary>Makes every checksum right, as far as the places the original header names allow.</summary>
    private static void Seal(byte[] made, byte[] whole)
    {
        BinaryLayout layout = BinaryLayout.Read(whole, whole.Length, "whole");
        for (int b = 0; b < layout.Blocks; b++)
        {
            Span<byte> entry = made.AsSpan((int)layout.IndexOffset + (b * BinaryLayout.EntrySize), BinaryLayout.EntrySize);
            long offset = BitConverter.ToInt64(entry);
            long size = (4L * BitConverter.ToInt32(entry[12..])) + (8L * BitConverter.ToInt32(entry[16..]));
            if (offset >= 0 && size >= 0 && offset <= made.Length - size)
            {
                BitConverter.TryWriteBytes(entry[24..], XxHash64.Of(made.AsSpan((int)offset, (int)size)));
            }
        }

        BitConverter.TryWriteBytes(made.AsSpan(64), XxHash64.Of(made.AsSpan((int)layout.VocabularyOffset, (int)layout.VocabularyLength)));
        BitConverter.TryWriteBytes(made.AsSpan(80), XxHash64.Of(made.AsSpan((int)layout.IndexOffset)));
        BitConverter.TryWriteBytes(made.AsSpan(120), XxHash64.Of(made.AsSpan(0, 120)));
    }
}
