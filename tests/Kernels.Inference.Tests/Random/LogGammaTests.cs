using System;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

[Trait("Category", "Laws")]
public sealed class LogGammaTests
{
    /// <summary>Kolmogorov and Smirnov, in logarithms: at a = 0.003 most draws are below the smallest double.</summary>
    [Theory]
    [InlineData(0.003)]
    [InlineData(0.2)]
    [InlineData(0.999)]
    [InlineData(1)]
    [InlineData(4.2)]
    [InlineData(300)]
    public void DrawsHaveTheDistributionOfTheirShape(double shape)
    {
        const int Count = 50_000;
        double[] shapes = [.. Enumerable.Repeat(shape, Count)];
        double[] drawn = new double[Count];
        Sampling.LogGamma<double>(new RandomStream(5, 7), 0, shapes, drawn);
        Array.Sort(drawn);
        double largest = 0;
        for (int i = 0; i < Count; i += 7)
        {
            double expected = Math.Exp(GammaQuantile.LogDistribution(shape, drawn[i]));
            largest = Math.Max(largest, Math.Max(expected - ((double)i / Count), ((i + 1.0) / Count) - expected));
        }

        Assert.True(largest * Math.Sqrt(Count) < 1.95, $"D·√n is {largest * Math.Sqrt(Count)}");
    }

    /// <summary>A sampler of one shape draws the same numbers of the same streams.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2.5)]
    [InlineData(100)]
    public void TheyAreTheLogarithmsOfGammaDraws(double shape)
    {
        double[] expected = new double[1500];
        new GammaDraws(shape, 9, 2).Fill(11, expected);
        double[] drawn = new double[1500];
        Sampling.LogGamma<double>(new RandomStream(9, 2), 11, [.. Enumerable.Repeat(shape, 1500)], drawn);
        for (int i = 0; i < drawn.Length; i++)
        {
            Assert.Equal(Math.Log(expected[i]), drawn[i], 1e-13 * Math.Max(1, Math.Abs(drawn[i])));
        }
    }

    [Fact]
    public void ANumberDoesNotDependOnItsNeighbours()
    {
        double[] shapes = [.. Enumerable.Range(0, 900).Select(i => Math.Pow(10, (i % 8) - 3))];
        double[] all = new double[900];
        var stream = new RandomStream(3, 1);
        Sampling.LogGamma<double>(stream, 5, shapes, all);
        foreach ((int start, int length) in new[] { (0, 1), (17, 2), (255, 3), (250, 400), (899, 1) })
        {
            double[] part = new double[length];
            Sampling.LogGamma<double>(stream, 5 + start, shapes.AsSpan(start, length), part);
            Assert.Equal(all[start..(start + length)], part);
        }

        double[] other = new double[900];
        Sampling.LogGamma<double>(stream with { Stream = 2 }, 5, shapes, other);
        Assert.DoesNotContain(all.Zip(other), pair => pair.First == pair.Second);
    }
}
