using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Xunit;

namespace Kernels.Corpora.Tests;

public class SequenceTests
{
    private static readonly Vocabulary s_words = new(["cat", "dog", "the"]);

    [Fact]
    public void WordsComeInTheirOrderAndUnknownOnesKeepTheirPlace()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("text.txt", "The cat saw 3 dogs, the dog: cat\n\nCAT\nno end of line");
        Assert.Equal(["2 0 -1 -1 2 1 0", "", "0", "-1 -1 -1 -1"], Read(path, StopWords.None));
    }

    [Fact]
    public void StopWordsTakeNoPlaceEvenWhereTheyAreKnown()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("text.txt", "the cat and the dog and bird\n");
        Assert.Equal(["0 1 -1"], Read(path, new StopWords(["the", "and"])));
    }

    [Fact]
    public void TheBagsOfTheSequencesAreThoseOfTheCorpus()
    {
        using TemporaryFolder folder = new();
        string text = string.Concat(Enumerable.Range(0, 200).Select(d => string.Join(' ', Enumerable.Range(0, d % 40).Select(w => "w" + (char)('a' + (d * w % 26)))) + "\n"));
        string path = folder.Write("text.txt", text);
        ICorpus corpus = CorpusReader.Read(path);
        int document = 0;
        TextSequences.Read(path, corpus.Vocabulary!, ids =>
        {
            DocumentBlock block = corpus.Read(document++, 1);
            Assert.Equal(block.TermIds.ToArray(), ids.ToArray().Distinct().Order());
            Assert.Equal(block.Counts.ToArray().Sum(), ids.Length);
        });
        Assert.Equal(corpus.DocumentCount, document);
    }

    [Fact]
    public void AFileOfAFolderIsADocument()
    {
        using TemporaryFolder folder = new();
        folder.Write("b.txt", "dog\ncat");
        folder.Write("a.txt", "cat");
        Assert.Equal(["0", "1 0"], Read(folder.Path, StopWords.None));
    }

    [Theory]
    [InlineData("docword.x.txt", "1\n1\n1\n1 1 1\n", "Uci")]
    [InlineData("x.bin", "1\n1\n1\n1 1 1\n", "Uci")]
    [InlineData("x.mm", "%%MatrixMarket matrix coordinate real general\n1 1 1\n1 1 1\n", "MatrixMarket")]
    [InlineData("bags", "2 0:1 1:1\n", "LdaC")]
    public void BagsAreRefused(string name, string text, string format)
    {
        using TemporaryFolder folder = new();
        string message = Assert.Throws<ArgumentException>(() => Read(folder.Write(name, text), StopWords.None)).Message;
        Assert.Equal($"found the format {format}, expected text: a bag of words does not keep their order.", message);
    }

    [Fact]
    public void LimitsAreRefusedAndCancellationIsSeen()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("text.txt", "cat dog\n");
        foreach (TextOptions text in (TextOptions[])[new() { Keep = 3 }, new() { MinDocumentFrequency = 2 }, new() { MaxDocumentFrequency = 0.5 }])
        {
            Assert.Throws<ArgumentException>(() => TextSequences.Read(path, s_words, _ => { }, new() { Text = text }));
        }

        Assert.Throws<OperationCanceledException>(() => TextSequences.Read(path, s_words, _ => { }, cancellation: new CancellationToken(canceled: true)));
        Assert.Throws<FileNotFoundException>(() => TextSequences.Read(path + ".not", s_words, _ => { }));
    }

    private static List<string> Read(string path, StopWords stopWords)
    {
        List<string> documents = [];
        TextSequences.Read(path, s_words, ids => documents.Add(string.Join(' ', ids.ToArray())), new CorpusReadOptions { Text = new TextOptions { StopWords = stopWords } });
        return documents;
    }
}
