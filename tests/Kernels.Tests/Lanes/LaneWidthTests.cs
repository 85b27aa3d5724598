using System;
using Xunit;

namespace Kernels.Tests;

[Trait("Category", "Laws")]
[Collection(LaneWidthGroup.Name)]
public class LaneWidthTests
{
    [Theory]
    [InlineData("1024")]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("Scalar")]
    [InlineData(" 256")]
    [InlineData("avx2")]
    public void An_unknown_width_is_an_error_that_says_what_was_expected(string value)
    {
        (int bits, string reason) = LaneWidth.Choose(value);
        Assert.Equal(0, bits);
        Assert.Contains($"{LaneWidth.EnvironmentVariable} is \"{value}\"; expected scalar, 128, 256 or 512.", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Nothing_chooses_the_widest_that_is_supported(string? value)
    {
        (int bits, string reason) = LaneWidth.Choose(value);
        Assert.Equal(LaneWidth.IsSupported(512) ? 512 : LaneWidth.IsSupported(256) ? 256 : 128, bits);
        Assert.EndsWith(".", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scalar", 1)]
    [InlineData("128", 128)]
    [InlineData("256", 256)]
    [InlineData("512", 512)]
    public void A_known_width_is_taken_or_refused_with_the_reason(string value, int expected)
    {
        (int bits, string reason) = LaneWidth.Choose(value);
        Assert.Equal(LaneWidth.IsSupported(expected) ? expected : 0, bits);
        Assert.Contains(LaneWidth.IsSupported(expected) ? "Forced by" : "lacks", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Forcing_ends_with_its_scope()
    {
        int before = LaneWidth.Bits;
        using (LaneWidth.Force(1))
        {
            Assert.Equal(1, LaneWidth.Bits);
            using (LaneWidth.Force(128))
            {
                Assert.Equal(128, LaneWidth.Bits);
            }

            Assert.Equal(1, LaneWidth.Bits);
        }

        Assert.Equal(before, LaneWidth.Bits);
        Assert.NotEmpty(LaneWidth.Reason);
    }

    [Fact]
    public void Without_a_choice_there_is_an_exception()
    {
        // Not by forcing none: tests that run beside this one would meet it.
        (int bits, string reason) = LaneWidth.Choose("1024");
        Assert.Equal(reason, Assert.Throws<InvalidOperationException>(() => LaneWidth.Chosen(bits, reason)).Message);
        Assert.Equal(128, LaneWidth.Chosen(128, reason));
    }

    [Fact]
    public void Odd_widths_are_not_supported()
    {
        Assert.False(LaneWidth.IsSupported(64));
        Assert.False(LaneWidth.IsSupported(0));
        Assert.True(LaneWidth.IsSupported(1));
        Assert.True(LaneWidth.IsSupported(128));
    }
}
