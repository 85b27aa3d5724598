using System;
using System.IO;
using System.Text;
using Xunit;

namespace Kernels.Corpora.Tests;

/// <summary>Every way a file can be wrong, and the line that says so.</summary>
public class MalformedTests
{
    [Theory]
    [InlineData("", "file:1: found the end of the file, expected the number of documents")]
    [InlineData("3\n4\n", "file:3: found the end of the file, expected the number of (document, word) pairs")]
    [InlineData("3\nfour\n5\n", "file:2: found \"four\", expected the number of words, alone on its line")]
    [InlineData("3\n4\n5 6\n", "file:3: found \"5 6\", expected the number of (document, word) pairs, alone on its line")]
    [InlineData("-3\n4\n5\n", "file:1: found \"-3\", expected the number of documents, alone on its line")]
    [InlineData("9999999999\n4\n5\n", "file:1: found \"9999999999\", expected the number of documents, alone on its line")]
    [InlineData("2\n2\n2\n1 1 1\n", "file:5: found the end after 1 pair, expected the 2 of the header")]
    [InlineData("2\n2\n1000000000000\n1 1 1\n1 2 1\n", "file:6: found the end after 2 pairs, expected the 1000000000000 of the header")]
    [InlineData("2\n2\n1\n1 1 1\n1 2 1\n", "file:5: found one more pair, expected the 1 of the header")]
    [InlineData("2\n2\n1\n0 1 1\n", "file:4: found \"0\", expected a document number from 1 to 2")]
    [InlineData("2\n2\n1\n3 1 1\n", "file:4: found \"3\", expected a document number from 1 to 2")]
    [InlineData("2\n2\n1\n1 0 1\n", "file:4: found \"0\", expected a word number from 1 to 2")]
    [InlineData("2\n2\n1\n1 3 1\n", "file:4: found \"3\", expected a word number from 1 to 2")]
    [InlineData("2\n2\n1\n1 99999999999999999999 1\n", "file:4: found \"99999999999999999999\", expected a word number from 1 to 2")]
    [InlineData("2\n2\n1\n1 -1 1\n", "file:4: found \"-1\", expected a word number from 1 to 2")]
    [InlineData("2\n2\n1\n1 1 -1\n", "file:4: found \"-1\", expected a count: finite, not negative, at most 1e15")]
    [InlineData("2\n2\n1\n1 1 NaN\n", "file:4: found \"NaN\", expected a count: finite, not negative, at most 1e15")]
    [InlineData("2\n2\n1\n1 1 Infinity\n", "file:4: found \"Infinity\", expected a count: finite, not negative, at most 1e15")]
    [InlineData("2\n2\n1\n1 1 1e999\n", "file:4: found \"1e999\", expected a count: finite, not negative, at most 1e15")]
    [InlineData("2\n2\n1\n1 1 2e15\n", "file:4: found \"2e15\", expected a count: finite, not negative, at most 1e15")]
    [InlineData("2\n2\n1\n1 1 two\n", "file:4: found \"two\", expected a count: finite, not negative, at most 1e15")]
    [InlineData("2\n2\n1\n1 1\n", "file:4: found \"1 1\", expected three numbers: document, word, count")]
    [InlineData("2\n2\n1\n1 1 1 1\n", "file:4: found \"1 1 1 1\", expected three numbers: document, word, count")]
    [InlineData("2\n2\n1\n\0\u0001\u001b 1 1\n", "file:4: found \"\\u0000\\u0001\\u001b\", expected a document number from 1 to 2")]
    [InlineData("2000000000\n2\n1\n1 1 1\n", "file:5: found document 2000000000 after 1 pair, expected at most 1000064 documents with so few")]
    [InlineData("2000000000\n2\n1\n1999999999 1 1\n", "file:4: found document 1999999999 after 0 pairs, expected at most 1000000 documents with so few")]
    public void Uci(string file, string message) => Throws(file, CorpusFormat.Uci, message);

    [Theory]
    [InlineData("", "file:1: found the end of the file, expected \"%%MatrixMarket matrix coordinate\" with real, integer or no numbers (pattern), general")]
    [InlineData("%%MatrixMarket matrix array real general\n", "file:1: found \"%%MatrixMarket matrix array real general\", expected \"%%MatrixMarket matrix coordinate\" with real, integer or no numbers (pattern), general")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n% x\n", "file:3: found the end of the file, expected a line with the numbers of documents, words and pairs")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n1 2\n", "file:2: found \"1 2\", expected the numbers of documents, words and pairs")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n1 2 1\n1 3 1\n", "file:3: found \"3\", expected a word number from 1 to 2")]
    public void MatrixMarket(string file, string message) => Throws(file, CorpusFormat.MatrixMarket, message);

    [Theory]
    [InlineData("x 1:1\n", "file:1: found \"x\", expected the number of pairs of the line")]
    [InlineData("1 1:1\n2 1:1\n", "file:2: found 1 pair, expected the 2 the line begins with")]
    [InlineData("1 1:1 2:1\n", "file:1: found more than 1 pair, expected the 1 the line begins with")]
    [InlineData("1 1\n", "file:1: found \"1\", expected id:count")]
    [InlineData("1 a:1\n", "file:1: found \"a\", expected a word id from 0 to 2147483645")]
    [InlineData("1 -1:1\n", "file:1: found \"-1\", expected a word id from 0 to 2147483645")]
    [InlineData("1 3000000000:1\n", "file:1: found \"3000000000\", expected a word id from 0 to 2147483645")]
    [InlineData("0\n1 1:-2\n", "file:2: found \"-2\", expected a count: finite, not negative, at most 1e15")]
    [InlineData("1 1:nan\n", "file:1: found \"nan\", expected a count: finite, not negative, at most 1e15")]
    [InlineData("1 1:\n", "file:1: found \"\", expected a count: finite, not negative, at most 1e15")]
    [InlineData("| 1:1 2:3\n", "file:1: found \"|\", expected the number of pairs of the line")]
    public void LdaC(string file, string message) => Throws(file, CorpusFormat.LdaC, message);

    [Fact]
    public void WordsBeyondTheVocabulary()
    {
        Vocabulary vocabulary = new(["a", "b"]);
        Throws("1 2:1\n", CorpusFormat.LdaC, "file:1: found \"2\", expected a word id from 0 to 1", vocabulary);
        Throws("1\n3\n0\n", CorpusFormat.Uci, "file:4: found 2 words in the vocabulary, expected the 3 of the header", vocabulary);
    }

    [Fact]
    public void LinesAndFieldsThatNeverEnd()
    {
        Throws(new string('7', 1 << 20), CorpusFormat.Uci, "file:1: found a line of more than 4096 bytes, expected lines of at most that");
        Throws("1\n1\n1\n" + new string(' ', 1 << 20), CorpusFormat.Uci, "file:4: found a line of more than 4096 bytes, expected lines of at most that");
        Throws("1 " + new string('7', 1 << 20), CorpusFormat.LdaC, "file:1: found \"7777777777777777777777777777777777777777…\", expected id:count");
    }

    [Fact]
    public void TextWithANulByte()
    {
        Throws("good\nba\0d\n", CorpusFormat.Lines, "file:2: found a NUL byte, expected text");
        Throws("good\nba\0d\n", CorpusFormat.Text, "file:2: found a NUL byte, expected text");
    }

    [Theory]
    [InlineData("a\n\nb\n", "vocab:2: found a blank line, expected a word: the line number is its id")]
    [InlineData("a\nb\na\n", "vocab:3: found \"a\" a second time (also line 1), expected each word once")]
    [InlineData("a\nb\0\n", "vocab:2: found \"b\\u0000\", expected a word in UTF-8")]
    public void Vocabularies(string file, string message)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(file));
        CorpusFormatException e = Assert.Throws<CorpusFormatException>(() => CorpusReader.ReadVocabulary(stream, "vocab"));
        Assert.Equal(message, e.Message);
        using MemoryStream latin = new([(byte)'a', (byte)'\n', 0xE9, 0x74]);
        Assert.Contains("vocab:2: found ", Assert.Throws<CorpusFormatException>(() => CorpusReader.ReadVocabulary(latin, "vocab")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedGzip()
    {
        StringBuilder text = new("100000\n10\n100000\n");
        for (int d = 1; d <= 100000; d++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{d} {(d * 7919 % 10) + 1} {(d * 31 % 977) + 1}\n");
        }

        byte[] whole = Corpora.Gzip(Encoding.UTF8.GetBytes(text.ToString()));
        Assert.True(whole.Length > 1 << 17); // large enough for the thread that unzips ahead
        Assert.Equal(100000, Corpora.Read(whole, CorpusFormat.Uci).PairCount);
        foreach (int length in new[] { 3, 11, 100, whole.Length / 2, whole.Length - 9 })
        {
            CorpusFormatException e = Assert.Throws<CorpusFormatException>(() => Corpora.Read(whole.AsSpan(0, length).ToArray(), CorpusFormat.Uci));
            Assert.StartsWith("file:", e.Message, StringComparison.Ordinal);
        }

        // A zipped file that breaks off anywhere is noticed also where the format has no header to compare with.
        byte[] lines = Corpora.Gzip(Encoding.UTF8.GetBytes(text.ToString()[..20000]));
        for (int length = 2; length < lines.Length; length += length < lines.Length - 20 ? 97 : 1)
        {
            CorpusFormatException e = Assert.Throws<CorpusFormatException>(() => Corpora.Read(lines.AsSpan(0, length).ToArray(), CorpusFormat.Lines));
            Assert.EndsWith(": found gzip data that are damaged or break off, expected a whole gzip file", e.Message, StringComparison.Ordinal);
        }

        byte[] flipped = (byte[])whole.Clone();
        flipped[whole.Length / 2] ^= 0x55;
        Assert.Throws<CorpusFormatException>(() => Corpora.Read(flipped, CorpusFormat.Uci));
        flipped = (byte[])whole.Clone();
        flipped[^6] ^= 1; // the checksum
        Assert.Throws<CorpusFormatException>(() => Corpora.Read(flipped, CorpusFormat.Uci));

        using TemporaryFolder folder = new();
        string path = folder.Write("docword.a.txt.gz", Corpora.TinyUci);
        Assert.Equal($"{path}:1: found \"3\\u000a\", expected gzip data, as the name says", Assert.Throws<CorpusFormatException>(() => CorpusReader.Read(path)).Message);
    }

    [Fact]
    public void GzipOfEveryLengthIsWhole()
    {
        // Where the zipped bytes end in the reader's blocks must not matter; nor how many members there are.
        byte[] bytes = new byte[9000];
        new Random(3).NextBytes(bytes);
        foreach (ref byte b in bytes.AsSpan())
        {
            b = (byte)('a' + (b % 26));
        }

        byte[] two = [.. Corpora.Gzip(bytes), .. Corpora.Gzip("\nx"u8.ToArray())];
        Assert.Equal(2, Corpora.Read(two, CorpusFormat.Lines).DocumentCount);
        byte[] random = new byte[9000];
        new Random(4).NextBytes(random);
        byte[] buffer = new byte[10000];
        for (int length = 8000; length < 8400; length++)
        {
            byte[] gzip = Corpora.Gzip(random.AsSpan(0, length).ToArray());
            using MemoryStream stream = new(gzip);
            using WholeGzipStream whole = new(default, stream);
            Assert.Equal(length, whole.ReadAtLeast(buffer, length + 100, throwOnEndOfStream: false));
            Assert.True(buffer.AsSpan(0, length).SequenceEqual(random.AsSpan(0, length)));
        }
    }

    [Fact]
    public void MissingFilesAndFolders()
    {
        using TemporaryFolder folder = new();
        Assert.Throws<FileNotFoundException>(() => CorpusReader.Read(Path.Combine(folder.Path, "none.uci")));
        Assert.Equal($"{folder.Path}: found no file, expected text files, each a document", Assert.Throws<CorpusFormatException>(() => CorpusReader.Read(folder.Path)).Message);
        Assert.Throws<ArgumentException>(() => CorpusReader.Read(folder.Path, new CorpusReadOptions { Format = CorpusFormat.Uci }));
    }

    internal static void Throws(string file, CorpusFormat format, string message, Vocabulary? vocabulary = null)
    {
        CorpusFormatException e = Assert.Throws<CorpusFormatException>(() => Corpora.Read(file, format, vocabulary));
        Assert.Equal(message, e.Message);
        Assert.DoesNotContain('\n', e.Message);
        Assert.Equal(message, Assert.Throws<CorpusFormatException>(() => Corpora.Read(Corpora.Gzip(Encoding.UTF8.GetBytes(file)), format, vocabulary)).Message);
    }
}
