using System;
using System.Linq;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Lanes;
using Kernels.Tests.Reference;
using MathNet.Numerics;
using Xunit;

namespace Kernels.Tests;

/// <summary>Normal and uniform numbers: accuracy of each, and counts out into the tails.</summary>
public class NormalDrawTests
{
    private static readonly RandomStream s_stream = new(7, 1);

    [Fact]
    public void The_largest_are_where_the_uniform_number_ends()
    {
        Assert.Equal(6.3379f, Normal<float>(int.MinValue) * -1, 1e-3f);
        Assert.Equal(Normal<float>(int.MinValue), -Normal<float>(0));
        Assert.Equal(9.1553, Normal<double>(0), 1e-3);
        Assert.Equal(-Normal<double>(0), Normal<double>(long.MinValue));

        // The middle: half a step of 2⁻³² (2⁻⁶⁴) from it, times √2π.
        Assert.Equal(Math.Sqrt(2 * Math.PI) * 0.5 * Math.ScaleB(1, -32), Normal<float>(int.MaxValue), 1e-15);
        Assert.Equal(Math.Sqrt(2 * Math.PI) * 0.5 * Math.ScaleB(1, -64), Normal<double>(long.MaxValue), 1e-33);
    }

    /// <summary>Against Newton's method on another library's erfc.</summary>
    [Theory]
    [InlineData(0x7FFF_FFFF_0000_0000)]
    [InlineData(0x7000_1234_5678_9ABC)]
    [InlineData(0x1333_3333_3333_3333)]
    [InlineData(0x0999_9999_8000_0001)]
    [InlineData(0x0100_0000_0000_0001)]
    [InlineData(0x0000_0100_0000_0001)]
    [InlineData(0x0000_0000_8000_0001)]
    [InlineData(0x0000_0000_0000_8001)]
    public void Each_has_its_relative_error(long bits)
    {
        double found = Normal<double>(bits);
        double expected = -PlainFunctions.NormalQuantile(Math.ScaleB((ulong)bits + 0.5, -64));
        Assert.True(Math.Abs(found - expected) <= 2e-15 * Math.Abs(expected) + 1e-16, $"{found:R}, expected {expected:R}.");
        float single = Normal<float>(bits >> 32);
        double near = -PlainFunctions.NormalQuantile(Math.ScaleB((ulong)(bits >> 32) + 0.5, -32));
        Assert.True(Math.Abs(single - near) <= 4e-7 * Math.Abs(near), $"{single:R}, expected {near:R}.");
    }

    [Fact]
    public void Tails_hold_what_they_should()
    {
        const int Count = 1 << 22;
        float[] draws = new float[Count];
        Sampling.Normal<float>(s_stream, 0, draws);
        foreach (double limit in new[] { 0.5, 1.0, 2.0, 3.0, 4.0, 4.5 })
        {
            double expected = Count * SpecialFunctionsErfc(limit / Math.Sqrt(2)) / 2;
            double above = draws.Count(z => z > limit);
            double below = draws.Count(z => z < -limit);
            Assert.True(Math.Abs(above - expected) < 5 * Math.Sqrt(expected), $"{above} above {limit}, expected {expected}.");
            Assert.True(Math.Abs(below - expected) < 5 * Math.Sqrt(expected), $"{below} below -{limit}, expected {expected}.");
        }

        double[] moments = [.. Enumerable.Range(1, 4).Select(power => draws.Average(z => Math.Pow(z, power)))];
        Assert.Equal(0, moments[0], 5 / Math.Sqrt(Count));
        Assert.Equal(1, moments[1], 5 * Math.Sqrt(2.0 / Count));
        Assert.Equal(0, moments[2], 5 * Math.Sqrt(15.0 / Count));
        Assert.Equal(3, moments[3], 5 * Math.Sqrt(96.0 / Count));
    }

    /// <summary>Neighbours, and numbers a block apart, know nothing of each other.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(64)]
    public void Numbers_at_a_distance_are_uncorrelated(int lag)
    {
        const int Count = 1 << 20;
        float[] draws = new float[Count + lag];
        Sampling.Normal<float>(s_stream, 0, draws);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < Count; i++)
        {
            double product = (double)draws[i] * draws[i + lag];
            sum += product;
            squares += ((product * product) - 1) / 2;
        }

        Assert.Equal(0, sum / Count, 5 / Math.Sqrt(Count));
        Assert.Equal(0, squares / Count, 5 * Math.Sqrt(2.0 / Count));
    }

    [Fact]
    public void Uniform_numbers_are_open_at_both_ends_and_flat()
    {
        const int Count = 1 << 20;
        Flat<float>(Count);
        Flat<double>(Count);
        Assert.Equal(1 - (1f / (1 << 24)), Draw<float>(default(OpenUniformDraw<float>), 0));
        Assert.Equal(Math.ScaleB(1, -33), Draw<float>(default(OpenUniformDraw<float>), int.MinValue));
        Assert.Equal(1 - Math.ScaleB(1, -53), Draw<double>(default(OpenUniformDraw<double>), 0));
        Assert.Equal(Math.ScaleB(1, -65), Draw<double>(default(OpenUniformDraw<double>), long.MinValue));
    }

    private static void Flat<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] draws = new T[count];
        Sampling.Uniform<T>(s_stream, 0, draws);
        int[] cells = new int[256];
        foreach (T draw in draws)
        {
            Assert.True(draw > T.Zero && draw < T.One);
            cells[(int)(double.CreateTruncating(draw) * 256)]++;
        }

        // χ² with 255 degrees of freedom is above 340 twice in ten thousand seeds.
        double expected = count / 256.0;
        double chiSquared = cells.Sum(cell => (cell - expected) * (cell - expected) / expected);
        Assert.True(chiSquared < 340, $"χ² is {chiSquared}.");
    }

    private static T Normal<T>(long bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Draw<T>(default(StandardNormalDraw<T>), bits);

    private static T Draw<T>(IDrawFormula<T> formula, long bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => formula.Draw(UnitNoise<Scalar<T>, T>.Of(Scalar<T>.FromBits(bits))).Value;

    private static double SpecialFunctionsErfc(double x) => MathNet.Numerics.SpecialFunctions.Erfc(x);
}
