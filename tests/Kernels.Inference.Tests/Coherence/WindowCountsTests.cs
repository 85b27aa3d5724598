using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

public class WindowCountsTests
{
    /// <summary>Against windows looked at one by one, at lengths around the window's, with words that repeat.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(110)]
    [InlineData(WindowCounts.WholeDocument)]
    public void AreThoseOfEveryWindowLookedAt(int size)
    {
        const int Words = 7;
        var random = new Random(size);
        var pairs = new TopicWordPairs([[0, 1, 2, 3], [6, 5, 4, 3], [2, 6]], Words);
        var counts = new WindowCounts(size, pairs);
        long windows = 0;
        long[] single = new long[Words];
        var both = new Dictionary<(int, int), long>();
        foreach (int length in (int[])[0, 1, 2, 3, 4, 9, 10, 11, 12, 30, 109, 110, 111, 250])
        {
            int[] document = [.. Enumerable.Range(0, length).Select(_ => random.Next(-9, Words))];
            counts.Add(Array.ConvertAll(document, word => Math.Max(-1, word)));
            foreach (HashSet<int> window in Windows(document, size))
            {
                windows++;
                foreach (int word in window)
                {
                    single[word]++;
                    foreach (int other in window)
                    {
                        both[(word, other)] = both.GetValueOrDefault((word, other)) + 1;
                    }
                }
            }
        }

        Assert.Equal(windows, counts.Windows);
        Assert.Equal(single, counts.Words);
        Assert.Equal(6 + 6 + 1, pairs.PairCount);
        foreach (((int lower, int upper), int pair) in pairs.Pairs)
        {
            Assert.Equal(both.GetValueOrDefault((lower, upper)), counts.Pairs[pair]);
            Assert.Equal(pair, pairs.PairOf(upper, lower));
        }
    }

    private static IEnumerable<HashSet<int>> Windows(int[] document, int size)
    {
        if (document.Length == 0)
        {
            yield break;
        }

        for (int first = 0; first <= Math.Max(0, document.Length - size); first++)
        {
            yield return [.. document.Skip(first).Take(size).Where(word => word >= 0)];
        }
    }
}
