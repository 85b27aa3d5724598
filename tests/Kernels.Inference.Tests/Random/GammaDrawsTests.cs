using System;
using System.Linq;
using Kernels.Tests.Reference;
using Xunit;

namespace Kernels.Inference.Tests;

[Trait("Category", "Laws")]
public class GammaDrawsTests
{
    /// <summary>Values of a separate program (Python, its own Φ⁻¹ and logarithms): a change here changes what a seed means.</summary>
    [Theory]
    [InlineData(0ul, 0u, 0ul, 100, 111.89123474821704)]
    [InlineData(0ul, 0u, 1ul, 100, 96.18514774220768)]
    [InlineData(ulong.MaxValue, 0u, 1ul << 40, 100, 113.29130541612045)]
    [InlineData(42ul, 3u, 17ul, 1, 0.7435323547521203)]
    [InlineData(7ul, 1u, 6ul, 1, 0.14637731816955554)]      // The first attempt is rejected here and in the next.
    [InlineData(7ul, 1u, 844ul, 100, 89.55720898134958)]
    public void DrawsArePinned(ulong seed, uint stream, ulong index, double shape, double expected) => Assert.Equal(expected, Draw(seed, stream, index, shape));

    /// <summary>3,000 draws, tails and rejections among them, by a running hash of their bits. The same program agrees on all but one, which differs by one unit in the last place (its logarithm).</summary>
    [Fact]
    public void ManyDrawsArePinned()
    {
        double[] drawn = new double[3000];
        new GammaDraws(100, 11, 0).Fill(0, drawn);
        Assert.Equal(0x42518ad61c64b0d0ul, drawn.Aggregate(0ul, (hash, value) => unchecked((hash * 31) + BitConverter.DoubleToUInt64Bits(value))));
    }

    [Fact]
    public void ANumberDoesNotDependOnItsNeighbours()
    {
        double[] all = new double[1500];
        new GammaDraws(1, 9, 2).Fill(5, all);
        var draws = new GammaDraws(1, 9, 2);
        foreach (int length in new[] { 1, 2, 7, 511, 513 })
        {
            for (int start = 0; start + length <= all.Length; start += 487)
            {
                double[] part = new double[length];
                draws.Fill(5 + (ulong)start, part);
                Assert.Equal(all[start..(start + length)], part);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2.5)]
    [InlineData(100)]
    public void DrawsHaveTheMomentsAndTheDistributionOfTheirShape(double shape)
    {
        const int Count = 200_000;
        double[] drawn = new double[Count];
        new GammaDraws(shape, 42, 3).Fill(0, drawn);
        double mean = drawn.Average();
        double variance = drawn.Average(value => (value - mean) * (value - mean));
        double skew = drawn.Average(value => Math.Pow(value - mean, 3));
        Assert.Equal(1, mean / shape, 4.5 / Math.Sqrt(Count * shape));
        Assert.Equal(1, variance / shape, 4.5 * Math.Sqrt((2 + (6 / shape)) / Count));
        Assert.Equal(2 / Math.Sqrt(shape), skew / Math.Pow(variance, 1.5), 0.1);

        // Kolmogorov and Smirnov: D·√n is above 1.95 once in a thousand seeds.
        Array.Sort(drawn);
        double largest = 0;
        for (int i = 0; i < Count; i += 10)
        {
            double expected = Distribution(shape, drawn[i]);
            largest = Math.Max(largest, Math.Max(expected - ((double)i / Count), ((i + 1.0) / Count) - expected));
        }

        Assert.True(largest * Math.Sqrt(Count) < 1.95, $"D·√n is {largest * Math.Sqrt(Count)}");
    }

    [Fact]
    public void ShapesThatAreNotAboveZeroAreRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new GammaDraws(0, 0, 0));

    internal static double Draw(ulong seed, uint stream, ulong index, double shape)
    {
        double[] one = new double[1];
        new GammaDraws(shape, seed, stream).Fill(index, one);
        return one[0];
    }

    /// <summary>P(shape, x) by its series.</summary>
    private static double Distribution(double shape, double x)
    {
        double term = Math.Exp((shape * Math.Log(x)) - x - PlainFunctions.LogGamma(shape + 1));
        double sum = 0;
        for (double n = shape; term > 1e-17; n++)
        {
            sum += term;
            term *= x / (n + 1);
            if (n > x + 500)
            {
                break;
            }
        }

        return sum;
    }
}
