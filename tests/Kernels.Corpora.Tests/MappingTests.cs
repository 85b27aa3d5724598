using System;
using Xunit;

namespace Kernels.Corpora.Tests;

public class MappingTests
{
    private static readonly SparseCorpus s_corpus = Corpora.Read(Corpora.TinyUci, CorpusFormat.Uci, new Vocabulary(Corpora.TinyWords));

    [Fact]
    public void EqualVocabulariesChangeNothing()
    {
        CorpusMapping mapping = CorpusMapping.ToVocabulary(s_corpus, new Vocabulary(Corpora.TinyWords));
        Assert.Same(s_corpus, mapping.Corpus);
        Assert.Equal((true, 4, 0.0), (mapping.ByWord, mapping.KnownWords, mapping.UnknownTokens));
        Assert.Empty(mapping.UnknownWords);
    }

    [Fact]
    public void WordsAreMatchedByName()
    {
        // ant, bee, cat, dog → dog 0, cat 1, eel 2, ant 3: the bee is unknown.
        CorpusMapping mapping = CorpusMapping.ToVocabulary(s_corpus, new Vocabulary(["dog", "cat", "eel", "ant"]));
        const string Expected = "1:1 3:2 \n\n0:1 1:4 \n";
        Assert.Equal(Expected, Corpora.Text(mapping.Corpus));
        Assert.Equal(Expected, Corpora.Text(mapping.Corpus, 3));
        Assert.Equal((true, 3, 1.0), (mapping.ByWord, mapping.KnownWords, mapping.UnknownTokens));
        Assert.Equal(["bee"], mapping.UnknownWords);
        Assert.Equal((3, 4, 4L, 8.0, 2), (mapping.Corpus.DocumentCount, mapping.Corpus.VocabularySize, mapping.Corpus.PairCount, mapping.Corpus.TokenCount, mapping.Corpus.LargestDocument));
        Assert.Equal("eel", mapping.Corpus.Vocabulary![2]);
        CorpusMapping longer = CorpusMapping.ToVocabulary(s_corpus, new Vocabulary(["aaa", "ant", "bee", "cat", "dog"]));
        Assert.Equal("1:2 3:1 \n\n2:1 3:4 4:1 \n", Corpora.Text(longer.Corpus));
        CorpusMapping none = CorpusMapping.ToVocabulary(s_corpus, new Vocabulary(["zzz"]));
        Assert.Equal((4, 9.0, 0L, "\n\n\n"), (none.UnknownWords.Count, none.UnknownTokens, none.Corpus.PairCount, Corpora.Text(none.Corpus)));
    }

    [Fact]
    public void WithoutWordsOnlyEqualSizesMatch()
    {
        SparseCorpus nameless = Corpora.Read(Corpora.TinyUci, CorpusFormat.Uci);
        Assert.Same(nameless, CorpusMapping.ToVocabulary(nameless, new Vocabulary(Corpora.TinyWords)).Corpus);
        ArgumentException e = Assert.Throws<ArgumentException>(() => CorpusMapping.ToVocabulary(nameless, new Vocabulary(["a"])));
        Assert.StartsWith("The corpus has 4 words and the target 1, and without the words of both they cannot be matched.", e.Message, StringComparison.Ordinal);
        CorpusMapping bySize = CorpusMapping.ToVocabulary(s_corpus, null, 4);
        Assert.Same(s_corpus, bySize.Corpus);
        Assert.Equal((false, 4), (bySize.ByWord, bySize.KnownWords));
        Assert.Throws<ArgumentException>(() => CorpusMapping.ToVocabulary(s_corpus, null, 5));
    }

    [Theory]
    [InlineData("0:1", "0:1", "")]
    [InlineData("0:2 3:1", "0:1 3:1", "0:1")]
    [InlineData("1:3 2:2 5:1", "1:2 2:1", "1:1 2:1 5:1")]
    [InlineData("1:1 2:1 3:1 4:4", "1:1 3:1 4:2", "2:1 4:2")]
    [InlineData("1:3 2:3", "1:2 2:1", "1:1 2:2")]
    [InlineData("", "", "")]
    public void Halves(string document, string even, string odd)
    {
        (int[] ids, float[] counts) = Parse(document);
        int[][] halfIds = [new int[ids.Length], new int[ids.Length]];
        float[][] halfCounts = [new float[ids.Length], new float[ids.Length]];
        (int evenLength, int oddLength) = DocumentHalves.Split(ids, counts, halfIds[0], halfCounts[0], halfIds[1], halfCounts[1]);
        Assert.Equal(even, Join(halfIds[0], halfCounts[0], evenLength));
        Assert.Equal(odd, Join(halfIds[1], halfCounts[1], oddLength));
    }

    [Fact]
    public void HalvesRefuseWhatCannotBeSplit()
    {
        foreach (float count in new[] { 1.5f, -1, float.NaN, float.PositiveInfinity })
        {
            Assert.Throws<ArgumentException>(() => DocumentHalves.Split([1], [count], new int[1], new float[1], new int[1], new float[1]));
        }

        Assert.Throws<ArgumentException>(() => DocumentHalves.Split([1], [1, 2], new int[1], new float[1], new int[1], new float[1]));
        Assert.Throws<ArgumentException>(() => DocumentHalves.Split([1], [1], [], new float[1], new int[1], new float[1]));
    }

    [SharedDataFact]
    public void HalvesOfARealCorpusHoldAllItsTokens()
    {
        ICorpus whole = CorpusReader.Read(SharedDataFactAttribute.Of("uci/docword.20ng.test.txt.gz"));
        int[][] ids = [new int[whole.LargestDocument], new int[whole.LargestDocument]];
        float[][] counts = [new float[whole.LargestDocument], new float[whole.LargestDocument]];
        double[] tokens = new double[2];
        for (int d = 0; d < whole.DocumentCount; d++)
        {
            DocumentBlock document = whole.Read(d, 1);
            (int even, int odd) = DocumentHalves.Split(document.TermIds, document.Counts, ids[0], counts[0], ids[1], counts[1]);
            tokens[0] += Sum(counts[0].AsSpan(0, even));
            tokens[1] += Sum(counts[1].AsSpan(0, odd));
            double length = Sum(document.Counts);
            Assert.Equal(Math.Ceiling(length / 2), Sum(counts[0].AsSpan(0, even)));
        }

        Assert.Equal(whole.TokenCount, tokens[0] + tokens[1]);

        static double Sum(ReadOnlySpan<float> values)
        {
            double sum = 0;
            foreach (float value in values)
            {
                sum += value;
            }

            return sum;
        }
    }

    private static (int[] Ids, float[] Counts) Parse(string document)
    {
        string[] pairs = document.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (Array.ConvertAll(pairs, pair => pair[0] - '0'), Array.ConvertAll(pairs, pair => (float)(pair[2] - '0')));
    }

    private static string Join(int[] ids, float[] counts, int length)
    {
        string[] pairs = new string[length];
        for (int p = 0; p < length; p++)
        {
            pairs[p] = $"{ids[p]}:{counts[p]}";
        }

        return string.Join(' ', pairs);
    }
}
