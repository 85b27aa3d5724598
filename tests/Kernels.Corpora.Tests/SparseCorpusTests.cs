using System;
using System.Collections.Generic;
using System.Linq;
using Kernels.Tests;
using Xunit;

namespace Kernels.Corpora.Tests;

public class SparseCorpusTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1 << 20)]
    public void SegmentsDoNotShow(int pairsPerSegment)
    {
        SparseCorpus corpus = Corpora.Random(1, 500, 50, pairsPerSegment);
        SparseCorpus plain = Corpora.Random(1, 500, 50);
        Assert.True(pairsPerSegment > 1000 ? corpus.SegmentCount == 1 : corpus.SegmentCount > 10);
        Assert.Equal((plain.DocumentCount, plain.PairCount, plain.TokenCount, plain.LargestDocument), (corpus.DocumentCount, corpus.PairCount, corpus.TokenCount, corpus.LargestDocument));
        string expected = Corpora.Text(plain);
        foreach (int atOnce in new[] { 1, 3, 100, 500 })
        {
            Assert.Equal(expected, Corpora.Text(corpus, atOnce));
        }
    }

    [Fact]
    public void TheBuilderAgreesWithADictionary()
    {
        Random random = new(2);
        SparseCorpusBuilder builder = new(0, 0, 100);
        List<string> expected = [];
        for (int d = 0; d < 300; d++)
        {
            SortedDictionary<int, float> document = [];
            int pairs = random.Next(60);
            for (int p = 0; p < pairs; p++)
            {
                (int id, float count) = (random.Next(40), random.Next(4));
                document[id] = document.GetValueOrDefault(id) + count;
                builder.Add(id, count);
            }

            builder.EndDocument();
            expected.Add(string.Concat(document.Where(pair => pair.Value > 0).Select(pair => $"{pair.Key}:{pair.Value} ")) + "\n");
        }

        Assert.Equal(string.Concat(expected), Corpora.Text(builder.Build()));
        Assert.Equal(0, builder.DocumentCount);
        builder.AddDocument([5], [1]);
        Assert.Equal("5:1 \n", Corpora.Text(builder.Build()));
    }

    [Fact]
    public void ReadingInsideASegmentCopiesNothing()
    {
        SparseCorpus corpus = Corpora.Random(1, 500, 50);
        Allocations.AssertNone(() => corpus.Read(3, 400));
    }

    [Fact]
    public void MistakesAreRefused()
    {
        SparseCorpusBuilder builder = new(3);
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Add(3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Add(-1, 1));
        foreach (float count in new[] { -1, float.NaN, float.PositiveInfinity, 2e15f })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => builder.Add(0, count));
        }

        Assert.Throws<ArgumentException>(() => builder.AddDocument([1, 2], [1]));
        builder.Add(1, 1);
        Assert.Throws<InvalidOperationException>(() => builder.Build());
        builder.EndDocument();
        Assert.Throws<ArgumentException>(() => builder.Build(new Vocabulary(["a", "b"])));
        SparseCorpus corpus = builder.Build(new Vocabulary(["a", "b", "c"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => corpus.Read(0, 2).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => corpus.Read(-1, 1).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => corpus.Read(2, 0).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => corpus.Read(1, int.MaxValue).Count);
        Assert.Equal(0, corpus.Read(1, 0).Count);
        SparseCorpusBuilder unbounded = new();
        unbounded.AddDocument([2], [1]);
        Assert.Throws<ArgumentException>(() => unbounded.Build(new Vocabulary(["a", "b"])));
    }
}
