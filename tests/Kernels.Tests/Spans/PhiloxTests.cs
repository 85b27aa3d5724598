using System;
using Xunit;

namespace Kernels.Tests;

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

    [Fact]
    public void ManyUniformsAreWhatEachIsAlone()
    {
        ulong[] indices = [0, 1, uint.MaxValue, 1UL << 32, (1UL << 32) + 1, ulong.MaxValue, 77, 1UL << 63, .. new ulong[24]];
        double[] first = new double[32];
        double[] second = new double[32];
        Philox4x32.Uniforms(0xA4093822299F31D0, 9, indices, 3, first, second);
        for (int i = 0; i < indices.Length; i++)
        {
            (uint word0, uint word1, uint word2, uint word3) = Philox4x32.Block((uint)indices[i], (uint)(indices[i] >> 32), 9, 3, 0x299F31D0, 0xA4093822);
            Assert.Equal((((((ulong)word1 << 32) | word0) >> 12) + 0.5) * Math.ScaleB(1, -52), first[i]);
            Assert.Equal((((((ulong)word3 << 32) | word2) >> 12) + 0.5) * Math.ScaleB(1, -52), second[i]);
        }
    }
}
