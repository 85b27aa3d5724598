using System;
using Xunit;

namespace Kernels.Inference.Tests;

public class PhiloxTests
{
    /// <summary>The known-answer vectors that come with Random123.</summary>
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void GivesThePublishedWords(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint w0, uint w1, uint w2, uint w3)
        => Assert.Equal((w0, w1, w2, w3), Philox4x32.Block(c0, c1, c2, c3, k0, k1));

    [Fact]
    public void UniformsAreSpreadOverTheOpenUnitInterval()
    {
        const int Count = 20_000;
        (double sum, double squares) = (0, 0);
        for (uint i = 0; i < Count; i++)
        {
            (double first, double second) = Philox4x32.Uniforms(7, 1, i, 0);
            Assert.True(first > 0 && first < 1 && second > 0 && second < 1);
            sum += first + second;
            squares += (first * first) + (second * second);
        }

        Assert.Equal(0.5, sum / (2 * Count), 2.5e-3 * 3);
        Assert.Equal(1.0 / 3, squares / (2 * Count), 5e-3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2.5)]
    [InlineData(100)]
    public void GammaDrawsHaveTheMomentsOfTheirShape(double shape)
    {
        const int Count = 100_000;
        (double mean, double variance, double skew) = (0, 0, 0);
        for (uint i = 0; i < Count; i++)
        {
            mean += GammaDraw.Draw(42, 3, i, shape) / Count;
        }

        for (uint i = 0; i < Count; i++)
        {
            double centred = GammaDraw.Draw(42, 3, i, shape) - mean;
            variance += centred * centred / Count;
            skew += centred * centred * centred / Count;
        }

        Assert.Equal(1, mean / shape, 4.5 / Math.Sqrt(Count * shape));
        Assert.Equal(1, variance / shape, 0.05);
        Assert.Equal(2 / Math.Sqrt(shape), skew / Math.Pow(variance, 1.5), 0.15);
    }

    /// <summary>Pins the draws, from a separate program without the quick bounds: a change here changes what a seed means.</summary>
    [Fact]
    public void GammaDrawsArePinned()
        => Assert.Equal([101.73255197897923, 117.91228947244959, 99.094244310054862], [GammaDraw.Draw(0, 0, 0, 100), GammaDraw.Draw(0, 0, 1, 100), GammaDraw.Draw(ulong.MaxValue, 0, 1UL << 40, 100)]);

    [Fact]
    public void ShapesBelowOneAreRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => GammaDraw.Draw(0, 0, 0, 0.5));
}
