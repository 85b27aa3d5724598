using System;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace Kernels.Corpora.Tests;

public class ReaderTests
{
    private const string TinyText = "0:2 2:1 \n\n1:1 2:4 3:1 \n";

    [Theory]
    [InlineData(Corpora.TinyUci, CorpusFormat.Uci)]
    [InlineData(Corpora.TinyMatrixMarket, CorpusFormat.MatrixMarket)]
    [InlineData(Corpora.TinyLdaC, CorpusFormat.LdaC)]
    [InlineData(Corpora.TinySvmLight, CorpusFormat.SvmLight)]
    [InlineData(Corpora.TinyVowpalWabbit, CorpusFormat.VowpalWabbit)]
    [InlineData(Corpora.TinyUci, null)]
    [InlineData(Corpora.TinyMatrixMarket, null)]
    [InlineData(Corpora.TinyLdaC, null)]
    [InlineData(Corpora.TinyVowpalWabbit, null)]
    public void FormatsAgree(string file, CorpusFormat? format)
    {
        foreach (string variant in new[] { file, file.Replace("\n", "\r\n", StringComparison.Ordinal), file.Replace("\n", " \t\n", StringComparison.Ordinal), "\uFEFF" + file, file.TrimEnd('\n'), file + "\n\n" })
        {
            foreach (byte[] bytes in new[] { Encoding.UTF8.GetBytes(variant), Corpora.Gzip(Encoding.UTF8.GetBytes(variant)) })
            {
                SparseCorpus corpus = Corpora.Read(bytes, format, new Vocabulary(Corpora.TinyWords));
                Assert.Equal(TinyText, Corpora.Text(corpus));
                Assert.Equal(TinyText, Corpora.Text(Corpora.ReadSlowly(bytes, new CorpusReadOptions { Format = format, Vocabulary = corpus.Vocabulary })));
                Assert.Equal((3, 4, 5L, 9.0, 3), (corpus.DocumentCount, corpus.VocabularySize, corpus.PairCount, corpus.TokenCount, corpus.LargestDocument));
                Assert.Equal("cat", corpus.Vocabulary![2]);
            }
        }
    }

    [Fact]
    public void WithoutAVocabularyLdaCTakesTheLargestId() =>
        Assert.Equal((4, null), (Corpora.Read(Corpora.TinyLdaC, CorpusFormat.LdaC).VocabularySize, Corpora.Read(Corpora.TinyLdaC, CorpusFormat.LdaC).Vocabulary));

    [Theory]
    [InlineData("3\n4\n5\n3 4 1\n1 3 1\n3 2 1\n1 1 2\n3 3 4\n", TinyText)] // in no order
    [InlineData("3\n4\n5\n1 3 1\n1 1 2\n3 4 1\n3 3 4\n3 2 1\n", TinyText)] // words in no order
    [InlineData("3\n4\n7\n1 1 1\n1 1 1\n3 2 1\n3 3 4\n3 4 1\n1 3 0.5\n1 3 .5\n", TinyText)] // duplicates in and out of place, real counts
    [InlineData("\n3\n\n4\n5\n\n1 1 2\n1 3 1\n\n \n3 2 1e0\n3 3 0.4e1\n3 4 +1\n", TinyText)] // blank lines, other spellings
    [InlineData("3\n4\n7\n1 1 2\n1 2 0\n1 3 1\n2 2 0\n3 2 1\n3 3 4\n3 4 1\n", TinyText)] // explicit zeros
    [InlineData("3\n4\n5\n  1\t1 2\n01 003 1\n3 2 1\n3 3 4\n3 4 0000000000000001", TinyText)]
    [InlineData("2\n9\n0\n", "\n\n")]
    [InlineData("0\n0\n0\n", "")]
    [InlineData("1\n1\n1\n1 1 2.5", "0:2.5 \n")]
    public void UciIsRead(string file, string expected) => Assert.Equal(expected, Corpora.Text(Corpora.Read(file, CorpusFormat.Uci)));

    [Theory]
    [InlineData("2 1:1 0:2\n", "0:2 1:1 \n")]
    [InlineData("3 1:1 0:2 1:1\n", "0:2 1:2 \n")]
    [InlineData("\n\n1 7:0\n0\n1 2:1.5", "\n\n2:1.5 \n")]
    [InlineData("", "")]
    public void LdaCIsRead(string file, string expected) => Assert.Equal(expected, Corpora.Text(Corpora.Read(file, CorpusFormat.LdaC)));

    [Theory]
    [InlineData("1 a b", CorpusFormat.Lines)]
    [InlineData("", CorpusFormat.Lines)]
    [InlineData("12\nfoo\n", CorpusFormat.Lines)]
    [InlineData("12\n13\n", CorpusFormat.Lines)]
    [InlineData("12\n13\n\n14", CorpusFormat.Uci)]
    [InlineData("12 1:1\n", CorpusFormat.LdaC)]
    [InlineData("%%MatrixMarket", CorpusFormat.MatrixMarket)]
    [InlineData("-1 1:1\n", CorpusFormat.SvmLight)]
    [InlineData("1.0 1:1\n", CorpusFormat.SvmLight)]
    [InlineData("1 1:1 # one\n", CorpusFormat.LdaC)]
    [InlineData("one 1:1\n", CorpusFormat.Lines)]
    [InlineData("| a:1 b\n", CorpusFormat.VowpalWabbit)]
    [InlineData("\n1 2 'tag|x a b:0.5\n", CorpusFormat.VowpalWabbit)]
    [InlineData("a | b:1\n", CorpusFormat.Lines)]
    [InlineData("| a | table |\n", CorpusFormat.Lines)]
    [InlineData("1 | at 10:30\n", CorpusFormat.VowpalWabbit)]
    [InlineData("{\"text\": 1}", CorpusFormat.JsonLines)]
    [InlineData("\n { \"a", CorpusFormat.JsonLines)]
    [InlineData("{a}", CorpusFormat.Lines)]
    [InlineData("{", CorpusFormat.Lines)]
    [InlineData("a,b,c\n1,2,3\n", CorpusFormat.Lines)]
    public void TheFirstLinesTellTheFormat(string text, CorpusFormat expected)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(text));
        using ByteSource source = new(stream, "file");
        Assert.Equal(expected, ContentSniffer.OfContent(source));
    }

    [Theory]
    [InlineData("docword.kos.txt", CorpusFormat.Uci)]
    [InlineData("a/docword.x.TXT.gz", CorpusFormat.Uci)]
    [InlineData("x.uci.gz", CorpusFormat.Uci)]
    [InlineData("x.blei", CorpusFormat.LdaC)]
    [InlineData("x.lda-c", CorpusFormat.LdaC)]
    [InlineData("x.ldac.gz", CorpusFormat.LdaC)]
    [InlineData("x.dat", CorpusFormat.LdaC)]
    [InlineData("x.mm", CorpusFormat.MatrixMarket)]
    [InlineData("x.kcorpus", CorpusFormat.Binary)]
    [InlineData("x.svmlight", CorpusFormat.SvmLight)]
    [InlineData("x.svm.gz", CorpusFormat.SvmLight)]
    [InlineData("x.libsvm", CorpusFormat.SvmLight)]
    [InlineData("x.vw", CorpusFormat.VowpalWabbit)]
    [InlineData("x.csv.gz", CorpusFormat.Csv)]
    [InlineData("x.TSV", CorpusFormat.Csv)]
    [InlineData("x.jsonl", CorpusFormat.JsonLines)]
    [InlineData("x.ndjson.gz", CorpusFormat.JsonLines)]
    [InlineData("x.json", null)]
    [InlineData("x.txt", null)]
    public void TheNameTellsTheFormat(string name, CorpusFormat? expected) => Assert.Equal(expected, CorpusFormats.OfName(name));

    [Fact]
    public void TheVocabularyBesideIsFound()
    {
        using TemporaryFolder folder = new();
        string words = string.Join('\n', Corpora.TinyWords) + "\n";
        folder.Write("vocab.a.txt", words);
        folder.Write("b.uci.vocab", words);
        folder.Write("c.blei.vocab", words);
        foreach (string name in new[] { "docword.a.txt", "docword.a.train.txt", "docword.a.train.1.txt", "b.uci" })
        {
            string plain = folder.Write(name, Corpora.TinyUci);
            string zipped = folder.Write(name + ".gz", Corpora.Gzip(Encoding.UTF8.GetBytes(Corpora.TinyUci)));
            Assert.Equal("bee", CorpusReader.Read(plain).Vocabulary![1]);
            Assert.Equal("bee", CorpusReader.Read(zipped).Vocabulary![1]);
        }

        Assert.Equal("bee", CorpusReader.Read(folder.Write("c.blei", Corpora.TinyLdaC)).Vocabulary![1]);
        Assert.Null(CorpusReader.Read(folder.Write("d.uci", Corpora.TinyUci)).Vocabulary);
        string given = folder.Write("words", words);
        Assert.Equal("bee", CorpusReader.Read(folder.Write("d.uci", Corpora.TinyUci), new CorpusReadOptions { VocabularyPath = given }).Vocabulary![1]);
    }

    [Fact]
    public void LargeUnsortedFilesAgreeWithSortedOnes()
    {
        SparseCorpus corpus = Corpora.Random(5, 3000, 200, named: false);
        string[] lines = Enumerable.Range(0, corpus.DocumentCount)
            .SelectMany(d => Enumerable.Range(0, corpus.Read(d, 1).TermIds.Length).Select(p => $"{d + 1} {corpus.Read(d, 1).TermIds[p] + 1} {corpus.Read(d, 1).Counts[p]}")).ToArray();
        string header = $"{corpus.DocumentCount}\n200\n{lines.Length}\n";
        string expected = Corpora.Text(corpus);
        Assert.Equal(expected, Corpora.Text(Corpora.Read(header + string.Join('\n', lines), CorpusFormat.Uci)));
        Assert.Equal(expected, Corpora.Text(Corpora.Read(header + string.Join("\r\n", lines), CorpusFormat.Uci)));
        new Random(1).Shuffle(lines);
        byte[] shuffled = Encoding.UTF8.GetBytes(header + string.Join('\n', lines));
        Assert.Equal(expected, Corpora.Text(Corpora.Read(shuffled, CorpusFormat.Uci)));
        Assert.Equal(expected, Corpora.Text(Corpora.Read(Corpora.Gzip(shuffled), CorpusFormat.Uci)));
    }

    [SharedDataFact]
    public void TheGensimCorpusIsTheSameInThreeFormats()
    {
        // The lda-c file numbers the words in another order: the words' columns agree, sorted.
        string[] expected = Columns(CorpusReader.Read(SharedDataFactAttribute.Of("gensim/testcorpus.mm")));
        foreach (string name in new[] { "gensim/testcorpus.uci", "gensim/testcorpus.blei" })
        {
            ICorpus corpus = CorpusReader.Read(SharedDataFactAttribute.Of(name));
            Assert.Equal((9, 12, 28L, 29.0), (corpus.DocumentCount, corpus.VocabularySize, corpus.PairCount, corpus.TokenCount));
            Assert.Equal(expected, Columns(corpus));
            Assert.Equal("human", corpus.Vocabulary![0]);
        }

        static string[] Columns(ICorpus corpus)
        {
            string[] columns = new string[corpus.VocabularySize];
            for (int d = 0; d < corpus.DocumentCount; d++)
            {
                DocumentBlock document = corpus.Read(d, 1);
                for (int p = 0; p < document.TermIds.Length; p++)
                {
                    columns[document.TermIds[p]] += $"{d}:{document.Counts[p]} ";
                }
            }

            Array.Sort(columns, StringComparer.Ordinal);
            return columns;
        }
    }

    [SharedDataFact]
    public void RealCorporaHaveTheirPublishedSizes()
    {
        Check("kos", 3430, 6906, 353160, 467714);
        Check("reuters395", 395, 4258, 60114, 84010);
        Check("nips.test", 150, 7605, null, null);
        Check("octis.dblp", 54595, 1513, 291365, 294757);
        static void Check(string name, int documents, int words, long? pairs, double? tokens)
        {
            ICorpus corpus = CorpusReader.Read(SharedDataFactAttribute.Of($"uci/docword.{name}.txt.gz"));
            Assert.Equal((documents, words, words), (corpus.DocumentCount, corpus.VocabularySize, corpus.Vocabulary!.Count));
            Assert.Equal(pairs ?? corpus.PairCount, corpus.PairCount);
            Assert.Equal(tokens ?? corpus.TokenCount, corpus.TokenCount);
        }
    }

    [Theory]
    [InlineData(CorpusFormat.Uci, "1\n1\n1\n1 1 1\n", false)]
    [InlineData(CorpusFormat.LdaC, "1 0:2\n", false)]
    [InlineData(CorpusFormat.Lines, "some words\n", true)]
    public void TextCanBeRequired(CorpusFormat format, string content, bool isText)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(content));
        CorpusReadOptions options = new() { Format = format, TextOnly = true };
        if (isText)
        {
            Assert.Equal(1, CorpusReader.Read(stream, "x", options).DocumentCount);
        }
        else
        {
            Assert.Contains($"found the format {format}, expected text", Assert.Throws<ArgumentException>(() => CorpusReader.Read(stream, "x", options)).Message, StringComparison.Ordinal);
        }
    }
}
