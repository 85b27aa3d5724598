using System;
using System.Linq;
using Xunit;

namespace Kernels.Corpora.Tests;

/// <summary>What svmlight, Vowpal Wabbit and Matrix Market files may hold beside the usual.</summary>
public class OtherFormatTests
{
    [Theory]
    [InlineData("1 2:1 1:2\n", 1, "0:2 1:1 \n")]
    [InlineData("1,3,-2.5 1:2.5\n\n# only a comment\n  # another\n0\n", 1, "0:2.5 \n\n")]
    [InlineData("1 1:1#2:1\n2 1:1 # 3:1\n#1 9:9\n", 1, "0:1 \n0:1 \n")]
    [InlineData("1e-3 qid:10 3:0 2:1 2:1", 1, "1:2 \n")]
    [InlineData("-1 0:2 2:1\n", 0, "0:2 2:1 \n")]
    [InlineData("", 1, "")]
    public void SvmLightIsRead(string file, int firstId, string expected)
    {
        CorpusReadOptions options = new() { Format = CorpusFormat.SvmLight, FirstId = firstId };
        Assert.Equal(expected, Corpora.Text(Corpora.Read(file, options)));
        Assert.Equal(firstId == 1, Corpora.Read("1 3:1", new CorpusReadOptions { Format = CorpusFormat.SvmLight, FirstId = firstId }).VocabularySize == 3);
    }

    [Theory]
    [InlineData("1 0:1\n", "file:1: found \"0\", expected a word id from 1 to 2147483646")]
    [InlineData("1 1:1\n1 2147483647:1\n", "file:2: found \"2147483647\", expected a word id from 1 to 2147483646")]
    [InlineData("1 -1:1\n", "file:1: found \"-1\", expected a word id from 1 to 2147483646")]
    [InlineData("1 1:-1\n", "file:1: found \"-1\", expected a count: finite, not negative, at most 1e15")]
    [InlineData("1 1:nan\n", "file:1: found \"nan\", expected a count: finite, not negative, at most 1e15")]
    [InlineData("1 1:1e16\n", "file:1: found \"1e16\", expected a count: finite, not negative, at most 1e15")]
    [InlineData("1 1:\n", "file:1: found \"\", expected a count: finite, not negative, at most 1e15")]
    [InlineData("1 1\n", "file:1: found \"1\", expected id:count")]
    [InlineData("1:1 2:1\n", "file:1: found \"1:1\", expected a label, which is a number, before the pairs of the line")]
    [InlineData("1,,2 2:1\n", "file:1: found \"1,,2\", expected a label, which is a number, before the pairs of the line")]
    [InlineData("NaN 2:1\n", "file:1: found \"NaN\", expected a label, which is a number, before the pairs of the line")]
    [InlineData("1 qid:x 2:1\n", "file:1: found \"qid:x\", expected qid: and a whole number")]
    [InlineData("spam 2:1\n", "file:1: found \"spam\", expected a label, which is a number, before the pairs of the line")]
    public void MalformedSvmLight(string file, string message) => MalformedTests.Throws(file, CorpusFormat.SvmLight, message);

    [Theory]
    [InlineData("| 1:1 0:2 1:1\n", "0:2 1:2 \n", null)]
    [InlineData("1 0.5 tag|text 0 0 2:1.5 |other:2 2:0.5 1:0\n\n |\n", "0:2 2:2.5 \n\n", null)]
    [InlineData("|text bee ant:2 bee\ncat| ant |x:0.5 dog:4\n", "0:2 1:2 \n1:1 2:2 \n", "bee ant dog")]
    [InlineData("|a 007 seven 7:2 seven\n", "0:1 1:2 2:2 \n", "007 seven 7")]
    [InlineData("a|b|c d|e f\n", "0:1 1:1 \n", "d f")]
    [InlineData("| naïve 東京:3\n", "0:1 1:3 \n", "naïve 東京")]
    [InlineData("", "", null)]
    public void VowpalWabbitIsRead(string file, string expected, string? words)
    {
        SparseCorpus corpus = Corpora.Read(file, CorpusFormat.VowpalWabbit);
        Assert.Equal(expected, Corpora.Text(corpus));
        Assert.Equal(words, corpus.Vocabulary is null ? null : string.Join(' ', corpus.Vocabulary.Words));
    }

    [Fact]
    public void OfVowpalWabbitsWordsAGivenVocabularyTakesItsOwn()
    {
        Vocabulary vocabulary = new(["dog", "ant"]);
        Assert.Equal("1:2 \n0:4 \n", Corpora.Text(Corpora.Read("| bee ant:2\n| dog:4 cow\n", CorpusFormat.VowpalWabbit, vocabulary)));
        MalformedTests.Throws("| 1:1 2:1\n", CorpusFormat.VowpalWabbit, "file:1: found \"2\", expected a word id from 0 to 1, as most words at the file's beginning are", vocabulary);
    }

    /// <summary>One word among numbers is a mistake, and not a reason to take the numbers for words.</summary>
    [Theory]
    [InlineData("| 1:1 2:1\n| 3:1 4x:1\n", "file:2: found \"4x\", expected a word id from 0 to 2147483645, as most words at the file's beginning are")]
    [InlineData("| 2147483646:1\n", "file:1: found \"2147483646\", expected a word id from 0 to 2147483645, as most words at the file's beginning are")]
    [InlineData("| 1:1 2:1 -3:1\n", "file:1: found \"-3\", expected a word id from 0 to 2147483645, as most words at the file's beginning are")]
    [InlineData("| 1:1 2:-1\n", "file:1: found \"-1\", expected a count: finite, not negative, at most 1e15")]
    [InlineData("| a:nan\n", "file:1: found \"nan\", expected a count: finite, not negative, at most 1e15")]
    [InlineData("| a:1:2\n", "file:1: found \"1:2\", expected a count: finite, not negative, at most 1e15")]
    [InlineData("| a:\n", "file:1: found \"\", expected a count: finite, not negative, at most 1e15")]
    [InlineData("| a :2\n", "file:1: found \"\", expected a word in UTF-8")]
    [InlineData("| a b\0c\n", "file:1: found \"b\\u0000c\", expected a word in UTF-8")]
    [InlineData("|x:-1 a\n", "file:1: found \"-1\", expected a namespace's weight: finite, not negative, at most 1e15")]
    [InlineData("|x:1e10 a:1e10\n", "file:1: found \"a:1e10\" times the weight of its namespace, expected at most 1e15")]
    [InlineData("| a\n1 2 3\n", "file:2: found a line without a bar, expected label tag| word:count word:count …")]
    public void MalformedVowpalWabbit(string file, string message) => MalformedTests.Throws(file, CorpusFormat.VowpalWabbit, message);

    [Fact]
    public void WordsThatAreTooLongOrNoTextAreRefused()
    {
        string longest = new('a', 4095);
        Assert.Equal(longest, Corpora.Read("| " + longest, CorpusFormat.VowpalWabbit).Vocabulary![0]);
        Assert.EndsWith("expected a word of less than 4096 bytes", Assert.Throws<CorpusFormatException>(() => Corpora.Read("| a" + longest, CorpusFormat.VowpalWabbit)).Message, StringComparison.Ordinal);
        Assert.EndsWith("expected a word in UTF-8", Assert.Throws<CorpusFormatException>(() => Corpora.Read([(byte)'|', (byte)' ', 0xE9, 0x74], CorpusFormat.VowpalWabbit)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Corpora.TinyPattern, false, "0:1 2:1 \n\n1:1 2:1 3:1 \n")]
    [InlineData(Corpora.TinyPattern, true, "0:1 \n2:1 \n0:1 2:1 \n2:1 \n")]
    [InlineData("%%MatrixMarket matrix coordinate integer general\n%\n4 3 5\n1 1 2\n3 1 1\n2 3 1\n3 3 4\n4 3 1\n", true, "0:2 2:1 \n\n1:1 2:4 3:1 \n")]
    [InlineData("%%MatrixMarket matrix coordinate unsigned-integer general\n%\n1 1 1\n1 1 2\n", false, "0:2 \n")]
    [InlineData("%%MatrixMarket matrix coordinate real general\n1 1 1\n1 1 2.000000000000000e+00\n", false, "0:2 \n")]
    public void MatrixMarketIsRead(string file, bool rowsAreWords, string expected) =>
        Assert.Equal(expected, Corpora.Text(Corpora.Read(file, new CorpusReadOptions { Format = CorpusFormat.MatrixMarket, RowsAreWords = rowsAreWords })));

    [Theory]
    [InlineData("pattern", false, "1 1 1\n", "file:3: found \"1 1 1\", expected two numbers: document, word")]
    [InlineData("pattern", true, "1\n", "file:3: found \"1\", expected two numbers: word, document")]
    [InlineData("real", true, "1 1\n", "file:3: found \"1 1\", expected three numbers: word, document, count")]
    [InlineData("real", true, "3 1 1\n", "file:3: found \"3\", expected a word number from 1 to 2")]
    [InlineData("real", true, "1 4 1\n", "file:3: found \"4\", expected a document number from 1 to 3")]
    public void MalformedMatrixMarket(string field, bool rowsAreWords, string line, string message)
    {
        CorpusReadOptions options = new() { Format = CorpusFormat.MatrixMarket, RowsAreWords = rowsAreWords };
        Assert.Equal(message, Assert.Throws<CorpusFormatException>(() => Corpora.Read($"%%MatrixMarket matrix coordinate {field} general\n2 3 1\n{line}", options)).Message);
    }

    [Fact]
    public void AVocabularyOfAsManyWordsAsRowsSaysSo() => MalformedTests.Throws(
        Corpora.TinyPattern,
        CorpusFormat.MatrixMarket,
        "file:3: found 3 words in the vocabulary, expected the 4 of the header; its rows, of which there are as many, may be the words",
        new Vocabulary(["a", "b", "c"]));

    [SharedDataFact]
    public void VowpalWabbitsOwnFilesAreRead()
    {
        string path = SharedDataFactAttribute.Of("vw/wiki256.dat");
        CorpusReadOptions options = new() { VocabularyPath = SharedDataFactAttribute.Of("uci/vocab.wiki50k.txt") };
        ICorpus corpus = CorpusReader.Read(path, options);
        Assert.Equal((256, 7702), (corpus.DocumentCount, corpus.VocabularySize));

        // The same, taken apart by string functions.
        string[] lines = System.IO.File.ReadAllLines(path);
        (int Id, float Count)[][] expected = [.. lines.Select(line => line.TrimStart('|').Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split(':')).Select(pair => (int.Parse(pair[0]), float.Parse(pair[1]))).OrderBy(pair => pair.Item1).ToArray())];
        for (int d = 0; d < expected.Length; d++)
        {
            DocumentBlock document = corpus.Read(d, 1);
            Assert.Equal(expected[d].Select(pair => pair.Id), document.TermIds.ToArray());
            Assert.Equal(expected[d].Select(pair => pair.Count), document.Counts.ToArray());
        }
    }
}
