using System;
using System.Linq;
using System.Threading;
using Xunit;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

public class JensenShannonDistancesTests
{
    internal static readonly double[][] Topics =
    [
        [9, 5, 1, 0.1, 0.1, 0.2, 3],
        [0.1, 0.2, 8, 6, 0.1, 0.3, 2],
        [0.3, 0.1, 0.1, 0.2, 7, 6, 1],
        [4, 4, 4, 0.5, 0.5, 0.5, 0.25],
        [0.01, 0.02, 5, 1, 1, 9, 0.03],
    ];

    /// <summary>scipy.spatial.distance.jensenshannon(p, q, base=2), SciPy 1.10.1.</summary>
    internal static readonly double[] Expected =
    [
        0.0, 0.7970587113910508, 0.8559593587014342, 0.393144111212553, 0.8980238506412583,
        0.7970587113910508, 0.0, 0.8644904673221546, 0.6407475706682451, 0.6376621210640974,
        0.8559593587014342, 0.8644904673221546, 0.0, 0.8125611589438895, 0.57015443917311,
        0.393144111212553, 0.6407475706682451, 0.8125611589438895, 0.0, 0.7022579491162944,
        0.8980238506412583, 0.6376621210640974, 0.57015443917311, 0.7022579491162944, 0.0,
    ];

    [Fact]
    public void AreThoseOfSciPy()
    {
        using LdaModel model = Of<double>(Topics, 0.1, 0.1);
        double[] distances = JensenShannonDistances.Of(model);
        Assert.All(Expected.Zip(distances), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    }

    /// <summary>More words than are added at once, not a multiple of them, against plain loops; trained in float, so that zeros of the mean's rounding show.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 300)]
    [InlineData(9, 517)]
    [InlineData(143, 260)]
    public void ArePlainSumsOverTheWords(int topics, int words)
    {
        var random = new Random(topics);
        double[][] lambda = [.. Enumerable.Range(0, topics).Select(_ => Enumerable.Range(0, words).Select(_ => (double)(float)Math.Exp((40 * random.NextDouble()) - 30)).ToArray())];
        using LdaModel model = Of<float>(lambda, 0.1, 0.1);
        double[] distances = JensenShannonDistances.Of(model, threads: 3);
        Assert.Equal(topics * topics, distances.Length);
        for (int k = 0; k < topics; k++)
        {
            for (int l = 0; l < topics; l++)
            {
                Assert.Equal(Plain(lambda[k], lambda[l]), distances[(k * topics) + l], 1e-9);
            }
        }
    }

    [Fact]
    public void EqualTopicsAreAtZeroAndTopicsWithoutACommonWordAtOne()
    {
        using LdaModel model = Of<double>([[3, 1, 1e-300, 1e-300], [3e-200, 1e-200, 1e-320, 1e-320], [9, 3, 3e-300, 3e-300], [1e-300, 1e-300, 5, 7]], 0.1, 0.1);
        double[] distances = JensenShannonDistances.Of(model);
        Assert.Equal(0, distances[2]);
        Assert.InRange(distances[1], 0, 1e-7);
        Assert.Equal(1, distances[3], 1e-15);
        Assert.All(distances, distance => Assert.InRange(distance, 0, 1));
    }

    [Fact]
    [Trait("Category", "Laws")]
    public void ThreadsDoNotShow()
    {
        using LdaModel model = Train<float>(Small(), TestCorpus.Synthetic(), out _);
        Assert.Equal(JensenShannonDistances.Of(model, threads: 1), JensenShannonDistances.Of(model, threads: 4));
        Assert.Throws<OperationCanceledException>(() => JensenShannonDistances.Of(model, cancellation: new CancellationToken(canceled: true)));
        Assert.Throws<ArgumentOutOfRangeException>(() => JensenShannonDistances.Of(model, threads: -1));
    }

    /// <summary>As trained models are: most words of a topic stand at the prior's share; some words are everywhere, some nowhere, and the last topic is the first.</summary>
    [Theory]
    [InlineData(3, 300, 0.5)]
    [InlineData(41, 517, 0.95)]
    [InlineData(40, 300, 0.7)]
    [InlineData(150, 260, 0.99)]
    public void WordsAtThePriorAreCounted(int topics, int words, double share)
    {
        var random = new Random(topics);
        double[][] lambda = [.. Enumerable.Range(0, topics).Select(_ => Enumerable.Range(0, words).Select(word => word % 50 == 49 || random.NextDouble() >= share ? Math.Exp((8 * random.NextDouble()) - 4) : 0.01).ToArray())];
        Array.ForEach(lambda, topic => topic[7] = 0.01);
        lambda[topics - 1] = lambda[0];
        using LdaModel model = Of<double>(lambda, 0.1, 0.01);
        double[] distances = JensenShannonDistances.Of(model, threads: 1);
        Assert.Equal(distances, JensenShannonDistances.Of(model, threads: 3));
        for (int k = 0; k < topics; k++)
        {
            for (int l = 0; l < topics; l++)
            {
                // The plain sums' own rounding is up to 1e-14 here (against mpmath 1.3.0; that of what is tested is less).
                Assert.Equal(Math.Pow(Plain(lambda[k], lambda[l]), 2), Math.Pow(distances[(k * topics) + l], 2), 5e-14);
            }
        }

        Assert.Equal(0, distances[topics - 1]);
    }

    /// <summary>The same topic twice in tiles of different sizes, and far apart: still at exactly 0, and equally far from all others.</summary>
    [Fact]
    public void ATileShowsNowhere()
    {
        var random = new Random(7);
        double[][] lambda = [.. Enumerable.Range(0, 150).Select(_ => Enumerable.Range(0, 300).Select(_ => Math.Exp((20 * random.NextDouble()) - 15)).ToArray())];
        (lambda[149], lambda[8]) = (lambda[3], lambda[3]);
        using LdaModel model = Of<double>(lambda, 0.1, 0.1);
        double[][] distances = [.. JensenShannonDistances.Of(model).Chunk(150)];
        Assert.Equal((0, 0), (distances[3][149], distances[149][8]));
        Assert.Equal(distances[3], distances[149]);
        Assert.Equal(distances[3], distances[8]);
        Assert.InRange(distances[3][4], 0.1, 1);
    }

    [Fact]
    public void ProgressCountsTheWords()
    {
        using LdaModel model = Of<double>([[.. Enumerable.Range(1, 300).Select(i => (double)i)], [.. Enumerable.Range(1, 300).Select(i => 1.0 / i)]], 0.1, 0.1);
        Seen seen = new();
        JensenShannonDistances.Of(model, threads: 1, seen);
        Assert.Equal([128, 256, 300], seen.Values);
    }

    private sealed class Seen : IProgress<int>
    {
        public System.Collections.Generic.List<int> Values { get; } = [];

        public void Report(int value) => Values.Add(value);
    }

    private static double Plain(double[] first, double[] second)
    {
        double firstTotal = first.Sum();
        double secondTotal = second.Sum();
        double divergence = 0;
        for (int word = 0; word < first.Length; word++)
        {
            (double p, double q) = (first[word] / firstTotal, second[word] / secondTotal);
            divergence += 0.5 * ((p * Math.Log2(2 * p / (p + q))) + (q * Math.Log2(2 * q / (p + q))));
        }

        return Math.Sqrt(Math.Max(0, divergence));
    }
}
