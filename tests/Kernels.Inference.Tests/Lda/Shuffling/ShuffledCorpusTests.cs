using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Kernels.Corpora;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>The order itself: every document once, the same on every reading, mixed, and as much in memory as a window holds.</summary>
public class ShuffledCorpusTests
{
    private const int Documents = 5000;

    [Theory]
    [InlineData(1 << 16, 1 << 21)]
    [InlineData(64, 1000)]
    [InlineData(1, 1)]
    [InlineData(7, 100_000)]
    public void EveryDocumentComesOnceWithItsOwnWords(int chunkPairs, int windowPairs)
    {
        NumberedCorpus corpus = new(Documents);
        ShuffledCorpus shuffled = new(corpus, seed: 5, chunkPairs, windowPairs);
        shuffled.BeginPass(3);
        int[] order = Read(shuffled, 0, 77);
        Assert.NotEqual(Enumerable.Range(0, Documents), order);
        Assert.Equal(Enumerable.Range(0, Documents), order.Order());
    }

    [Fact]
    public void TheOrderFollowsFromSeedAndPassAndNotFromHowItIsRead()
    {
        NumberedCorpus corpus = new(Documents);
        int[] order = Order(seed: 5, pass: 3, step: 77);
        Assert.Equal(order, Order(seed: 5, pass: 3, step: 1));
        Assert.Equal(order, Order(seed: 5, pass: 3, step: Documents));
        Assert.NotEqual(order, Order(seed: 6, pass: 3, step: 77));
        Assert.NotEqual(order, Order(seed: 5, pass: 4, step: 77));

        int[] Order(long seed, int pass, int step)
        {
            ShuffledCorpus shuffled = new(corpus, seed, 64, 1000);
            shuffled.BeginPass(pass);
            return Read(shuffled, 0, step);
        }
    }

    /// <summary>From every place, and at the very end of a window too.</summary>
    [Fact]
    public void ReadingGoesOnFromItsPlace()
    {
        NumberedCorpus corpus = new(Documents);
        ShuffledCorpus whole = new(corpus, seed: 8, 64, 1000);
        whole.BeginPass(2);
        int[] order = Read(whole, 0, 50);
        whole.BeginPass(2);
        HashSet<LdaShufflePlace> places = [];
        for (int first = 0; first < Documents; first += 50)
        {
            whole.Read(first, 50);
            places.Add(whole.Place);
            ShuffledCorpus resumed = new(corpus, seed: 8, 64, 1000);
            resumed.BeginPass(2, whole.Place);
            int before = corpus.DocumentsRead;
            Assert.Equal(order[(first + 50)..], Read(resumed, first + 50, 50));

            // From the window on, not from the start of the pass.
            Assert.InRange(corpus.DocumentsRead - before, 0, Documents - whole.Place.Document);
        }

        Assert.True(places.Count > 5, "The corpus is one window: the test shows nothing.");
        Assert.Throws<ArgumentOutOfRangeException>(() => whole.Read(0, 1).Count);
    }

    /// <summary>A window said to begin at the last chunk, and at the first document: after it there is none to go on to, and reading must not look for it for ever.</summary>
    [Fact]
    public async Task AWindowThatEndsTooEarlyIsRefused()
    {
        ShuffledCorpus shuffled = new(new NumberedCorpus(Documents), seed: 5, chunkPairs: 64, windowPairs: 1000);
        LdaShufflePlace last = Enumerable.Range(0, Documents).Reverse().Select(chunk => new LdaShufflePlace(chunk, 0)).First(shuffled.Holds);
        Assert.InRange(last.Chunk, 10, Documents - 1);
        shuffled.BeginPass(1, last);
        InvalidDataException refused = await Assert.ThrowsAsync<InvalidDataException>(() => Task.Run(() => Read(shuffled, 0, 50)).WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains("holds no document", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A window of 64 chunks holds a sample of the whole corpus: the mean place of its documents is near the middle, and neighbours are rare.</summary>
    [Fact]
    public void NeighboursAreTornApart()
    {
        NumberedCorpus corpus = new(100_000);
        ShuffledCorpus shuffled = new(corpus, seed: 1, chunkPairs: 64, windowPairs: 64 * 64);
        shuffled.BeginPass(1);
        int[] order = Read(shuffled, 0, 1000);
        double deviation = 100_000 / Math.Sqrt(12 * 64);
        foreach (int[] window in order.Chunk(2048))
        {
            Assert.InRange(window.Average(), 50_000 - (5 * deviation), 50_000 + (5 * deviation));
        }

        // Of a chunk's 32 documents the next place is a neighbour's with probability 1/2048 · 2.
        int neighbours = order.Zip(order.Skip(1)).Count(pair => Math.Abs(pair.First - pair.Second) == 1);
        Assert.InRange(neighbours, 20, 200);
    }

    /// <summary>All orders of four documents come about equally often.</summary>
    [Fact]
    public void EveryOrderIsEquallyLikely()
    {
        const int Trials = 24_000;
        Dictionary<string, int> seen = [];
        for (int pass = 1; pass <= Trials; pass++)
        {
            ShuffledCorpus shuffled = new(new NumberedCorpus(4), seed: 2);
            shuffled.BeginPass(pass);
            string order = string.Join(' ', Read(shuffled, 0, 4));
            seen[order] = seen.GetValueOrDefault(order) + 1;
        }

        // χ² with 23 degrees of freedom is above 49.7 once in a thousand; the numbers are fixed, so once is for ever.
        double expected = Trials / 24.0;
        Assert.Equal(24, seen.Count);
        Assert.InRange(seen.Values.Sum(count => (count - expected) * (count - expected) / expected), 0, 49.7);
    }

    /// <summary>Documents a thousand times as long as the others, in one place, are not held together.</summary>
    [Fact]
    public void AWindowTakesNoMoreThanItsPairsAndAChunk()
    {
        const int Window = 4096;
        NumberedCorpus corpus = new(20_000, d => d is >= 7000 and < 7100 ? 1000 : 1);
        ShuffledCorpus shuffled = new(corpus, seed: 3, chunkPairs: 256, windowPairs: Window);
        shuffled.BeginPass(1);
        int largest = 0;
        LdaShufflePlace place = shuffled.Place;
        int pairs = 0;
        for (int i = 0; i < corpus.DocumentCount; i++)
        {
            int length = shuffled.Read(i, 1).TermIds.Length;
            pairs = shuffled.Place == place ? pairs + length : length;
            (place, largest) = (shuffled.Place, Math.Max(largest, pairs));
        }

        Assert.InRange(largest, Window / 2, Window + (2 * Window));
    }

    private static int[] Read(ShuffledCorpus shuffled, int first, int step)
    {
        List<int> order = [];
        for (; first < shuffled.DocumentCount; first += step)
        {
            int count = Math.Min(step, shuffled.DocumentCount - first);
            DocumentBlock block = shuffled.Read(first, count);
            for (int i = 0; i < count; i++)
            {
                int document = shuffled.DocumentAt(first + i);
                Assert.Equal(document + 1, block.CountsOf(i)[0]);
                order.Add(document);
            }
        }

        return [.. order];
    }

    /// <summary>Document d has the word 0 d + 1 times, and others.</summary>
    private sealed class NumberedCorpus(int documents, Func<int, int>? lengthOf = null) : ICorpus
    {
        private int LengthOf(int document) => lengthOf?.Invoke(document) ?? 1 + (document % 3);

        public int DocumentCount => documents;

        public int VocabularySize => LargestDocument;

        public long PairCount => Enumerable.Range(0, documents).Sum(LengthOf);

        public double TokenCount => PairCount;

        public Vocabulary? Vocabulary => null;

        public int LargestDocument => Enumerable.Range(0, documents).Max(LengthOf);

        public int DocumentsRead { get; private set; }

        public DocumentBlock Read(int first, int count)
        {
            DocumentsRead += count;
            long[] offsets = new long[count + 1];
            List<int> ids = [];
            List<float> counts = [];
            for (int d = 0; d < count; d++)
            {
                int length = LengthOf(first + d);
                ids.AddRange(Enumerable.Range(0, length));
                counts.AddRange(Enumerable.Repeat((float)(first + d + 1), length));
                offsets[d + 1] = ids.Count;
            }

            return new DocumentBlock(first, offsets, ids.ToArray(), counts.ToArray());
        }
    }
}
