using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace Kernels.Corpora.Tests;

public class TextTests
{
    private static readonly TextOptions s_plain = new() { StopWords = StopWords.None };

    [Theory]
    [InlineData("The quick, brown fox!", "the quick brown fox")]
    [InlineData("don't 'quoted' rock’n’roll dogs' a'", "don't quoted rock'n'roll dogs")]
    [InlineData("x 1 22 b2b 3d 1'000 a--b e''f ab''cd", "b2b 3d ab cd")]
    [InlineData("ÉCOLE Straße ΣΊΣΥΦΟΣ Москва 東京 nai\u0308ve", "école straße σίσυφοσ москва 東京 nai\u0308ve")]
    [InlineData("soft\u00ADhyphen zero\u200Bwidth \U00010400\U00010401 \U0001F600ab", "softhyphen zerowidth \U00010428\U00010429 ab")]
    [InlineData("under_score hy-phen dot.net", "under score hy phen dot net")]
    [InlineData("\uD800ab \uDC00cd", "ab cd")]
    [InlineData("", "")]
    public void Words(string text, string expected)
    {
        Assert.Equal(expected, string.Join(' ', Tokens([text])));
        Assert.Equal(expected, string.Join(' ', Tokens(text.Select(c => c.ToString()))));
    }

    [Fact]
    public void VeryLongRunsAreNoWords() => Assert.Equal(["ok", new string('a', 64), "end"], Tokens(["ok " + new string('a', 64) + " " + new string('b', 65) + " end"]));

    [Fact]
    public void ALineADocument()
    {
        SparseCorpus corpus = Corpora.Read("\uFEFFThe cat saw the dogs.\r\n\r\nDogs! Dogs?\nbirds", CorpusFormat.Lines);
        Assert.Equal(["birds", "cat", "dogs", "saw"], corpus.Vocabulary!.Words);
        Assert.Equal("1:1 2:1 3:1 \n\n2:2 \n0:1 \n", Corpora.Text(corpus));
        Assert.Equal(0, Corpora.Read("", CorpusFormat.Lines).DocumentCount);
        Assert.Equal(1, Corpora.Read("\n", CorpusFormat.Lines).DocumentCount);
        Assert.Equal("1:1 2:1 \n0:1 \n", Corpora.Text(Corpora.Read([0xFF, .. "caf\u00e9 owl\nant"u8, 0xC3], CorpusFormat.Lines)));
    }

    [Fact]
    public void LongLinesAreReadInPieces()
    {
        string text = string.Join(' ', Enumerable.Range(0, 50000).Select(i => i % 3 == 0 ? "éclair" : "über"));
        SparseCorpus corpus = Corpora.Read(text, CorpusFormat.Lines);
        Assert.Equal(["éclair", "über"], corpus.Vocabulary!.Words);
        Assert.Equal("0:16667 1:33333 \n", Corpora.Text(corpus));
    }

    [Fact]
    public void AFileADocument()
    {
        using TemporaryFolder folder = new();
        folder.Write("b.txt", "cats and\ndogs");
        folder.Write("a/z.txt", "birds");
        folder.Write("a.txt.gz", Corpora.Gzip("dogs dogs"u8.ToArray()));
        folder.Write(".hidden", "not this");
        folder.Write("empty", "");
        SparseCorpus corpus = Assert.IsType<SparseCorpus>(CorpusReader.Read(folder.Path));
        Assert.Equal(["birds", "cats", "dogs"], corpus.Vocabulary!.Words);
        Assert.Equal("2:2 \n0:1 \n1:1 2:1 \n\n", Corpora.Text(corpus));
    }

    [Fact]
    public void Limits()
    {
        const string Text = "aa bb cc\naa bb\naa bb dd dd dd\naa ee\n";
        Assert.Equal("bb cc dd ee", Kept(new TextOptions { MaxDocumentFrequency = 0.75 }));
        Assert.Equal("bb cc dd ee", Kept(new TextOptions { MaxDocumentFrequency = 3 }));
        Assert.Equal("aa bb", Kept(new TextOptions { MinDocumentFrequency = 2 }));
        Assert.Equal("aa bb", Kept(new TextOptions { MinDocumentFrequency = 0.5 }));
        Assert.Equal("aa bb dd", Kept(new TextOptions { Keep = 3 }));
        Assert.Equal("aa bb cc dd", Kept(new TextOptions { Keep = 4 }));
        Assert.Equal("aa cc dd ee", Kept(new TextOptions { StopWords = new StopWords(["bb"]) }));
        Assert.Equal("", Kept(new TextOptions { MinDocumentFrequency = 9 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Kept(new TextOptions { MinDocumentFrequency = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Kept(new TextOptions { MaxDocumentFrequency = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Kept(new TextOptions { Keep = 0 }));

        static string Kept(TextOptions options)
        {
            using MemoryStream stream = new(Encoding.UTF8.GetBytes(Text));
            SparseCorpus corpus = CorpusReader.Read(stream, "file", new CorpusReadOptions { Format = CorpusFormat.Lines, Text = options });
            Assert.Equal(4, corpus.DocumentCount);
            return string.Join(' ', corpus.Vocabulary!.Words);
        }
    }

    [Fact]
    public void AGivenVocabularyDecides()
    {
        Vocabulary vocabulary = new(["the", "owl", "fox"]);
        SparseCorpus corpus = Corpora.Read("The fox.\nOther words\nowl the owl", CorpusFormat.Lines, vocabulary);
        Assert.Equal("0:1 2:1 \n\n0:1 1:2 \n", Corpora.Text(corpus));
        Assert.Same(vocabulary, corpus.Vocabulary);
        TextCorpusBuilder builder = new(null, vocabulary);
        builder.AddDocument("the new new fox");
        Assert.Equal(2, builder.UnknownTokens);
    }

    [Fact]
    public void StopLists()
    {
        Assert.True(StopWords.English.Words.Count > 300);
        Assert.All(new[] { "the", "and", "don't", "ourselves" }, word => Assert.True(StopWords.English.Contains(word)));
        Assert.All(StopWords.English.Words, word => Assert.Equal(word.ToLowerInvariant(), word));
        using TemporaryFolder folder = new();
        Assert.Equal(["foo", "zoo"], StopWords.Read(folder.Write("stop", "zoo\nfoo\n")).Words);
    }

    private static List<string> Tokens(IEnumerable<string> pieces)
    {
        List<string> words = [];
        Tokenizer tokenizer = new(s_plain.Lowercase, word => words.Add(word.ToString()));
        foreach (string piece in pieces)
        {
            tokenizer.Feed(piece);
        }

        tokenizer.Flush();
        return words;
    }
}
