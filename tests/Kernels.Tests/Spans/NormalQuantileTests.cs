using System;
using System.Linq;
using Xunit;

namespace Kernels.Tests;

[Trait("Category", "Laws")]
[Collection(LaneWidthGroup.Name)]
public class NormalQuantileTests
{
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.1, -1.2815515655446008)]
    [InlineData(0.3, -0.5244005127080407)]
    [InlineData(0.925, 1.439531470938456)]
    [InlineData(0.9251, 1.4402382675279632)]
    [InlineData(0.001, -3.090232306167813)]
    [InlineData(1e-9, -5.9978070150076865)]
    [InlineData(1e-12, -7.034483825301132)]
    [InlineData(1 - 1e-12, 7.0344869100478356)]
    [InlineData(1.1102230246251565e-16, -8.209536151601386)]
    public void Quantiles_have_their_known_values(double uniform, double expected)
    {
        foreach ((int bits, double[] normal) in Widths.Each(() => Transform([.. Enumerable.Repeat(uniform, 17)])))
        {
            Assert.All(normal, value => Assert.True(Math.Abs(value - expected) <= 4e-16 * Math.Abs(expected), $"{bits} bits: {value:R}, expected {expected:R}."));
        }
    }

    private static double[] Transform(double[] uniform)
    {
        double[] normal = new double[uniform.Length];
        Sampling.NormalQuantile<double>(uniform, normal);
        return normal;
    }
}
