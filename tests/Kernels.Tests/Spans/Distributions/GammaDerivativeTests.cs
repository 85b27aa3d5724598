using System;
using System.Linq;
using Xunit;

namespace Kernels.Tests;

/// <summary>∂ ln g/∂shape against values of mpmath (RefData/generate_gamma_derivative.py).</summary>
[Collection(LaneWidthGroup.Name)]
public class GammaDerivativeTests
{
    private static readonly (double Shape, double LogDraw, double Value)[] s_points =
        [.. ReferenceData.Table("gamma_shape_derivative.csv").Select(row => (ReferenceData.Number(row[0]), ReferenceData.Number(row[1]), ReferenceData.Number(row[2])))];

    [Fact]
    public void Derivatives_have_their_relative_error_at_every_width()
    {
        double[] shape = [.. s_points.Select(point => point.Shape)];
        double[] logDraws = [.. s_points.Select(point => point.LogDraw)];
        Assert.True(shape.Length > 400);
        double[]? first = null;
        foreach ((int bits, double[] found) in Widths.Each(() =>
        {
            double[] derivatives = new double[shape.Length];
            Sampling.LogGammaShapeDerivative<double>(shape, logDraws, derivatives);
            return derivatives;
        }))
        {
            first ??= found;
            Bits.AssertSame<double>(first, found, $"{bits} bits");
        }

        for (int i = 0; i < shape.Length; i++)
        {
            double error = Math.Abs(first![i] - s_points[i].Value) / s_points[i].Value;
            Assert.True(error <= 1e-10, $"shape {shape[i]:R}, ln g {logDraws[i]:R}: {first[i]:R}, expected {s_points[i].Value:R}, error {error:G3}.");
        }
    }

    [Fact]
    public void Derivatives_in_float_are_those_in_double_rounded()
    {
        float[] shape = [0.01f, 0.5f, 3, 30, 1e5f];
        float[] logDraws = [-300, -1, 1.2f, 3.4f, 11.5f];
        float[] found = new float[5];
        double[] wide = new double[5];
        Sampling.LogGammaShapeDerivative<float>(shape, logDraws, found);
        Sampling.LogGammaShapeDerivative<double>([.. shape.Select(value => (double)value)], [.. logDraws.Select(value => (double)value)], wide);
        Assert.Equal(wide.Select(value => (float)value), found);
    }

    [Fact]
    public void Logarithms_of_tiny_shapes_are_drawn()
    {
        double[] shape = [.. Enumerable.Repeat(1e-4, 20_000)];
        double[] logDraws = new double[shape.Length];
        Sampling.LogGamma<double>(new RandomStream(3, 0), 0, shape, logDraws);

        // ln g·shape is nearly −1 times an exponential number: E ln g = ψ(shape).
        double mean = logDraws.Average() * 1e-4;
        Assert.Equal(PlainDigamma(1e-4) * 1e-4, mean, 5 / Math.Sqrt(shape.Length));
        Assert.All(logDraws, value => Assert.True(double.IsFinite(value)));
        Assert.Contains(logDraws, value => value < -800);
    }

    [Fact]
    public void Logarithms_are_those_of_the_numbers()
    {
        double[] shape = [.. Enumerable.Repeat(0.7, 1000)];
        double[] logDraws = new double[1000];
        double[] draws = new double[1000];
        Sampling.LogGamma<double>(new RandomStream(3, 5), 17, shape, logDraws);
        new GammaDistribution(0.7, 1).Sample<double>(new RandomStream(3, 5), 17, draws);
        Assert.All(draws.Zip(logDraws), pair => Assert.Equal(Math.Log(pair.First), pair.Second, 1e-12 * Math.Max(1, Math.Abs(pair.Second))));
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        double[] memory = new double[10];
        Assert.Throws<ArgumentException>(() => Sampling.LogGamma<double>(default, 0, [1, 0], memory));
        Assert.Throws<ArgumentException>(() => Sampling.LogGamma<double>(default, 0, [1, double.NaN], memory));
        Assert.Throws<ArgumentException>(() => Sampling.LogGamma<double>(default, 0, memory.AsSpan(0, 4), memory.AsSpan(0, 3)));
        Assert.Throws<ArgumentException>(() => Sampling.LogGammaShapeDerivative<double>([1, 2], [1], memory));
    }

    private static double PlainDigamma(double x) => MathNet.Numerics.SpecialFunctions.DiGamma(x);
}
