using System;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

[Trait("Category", "Laws")]
public sealed class LogGammaShapeDerivativeTests
{
    [Fact]
    public void ValuesOfManyDigitsAreMet()
    {
        (double Shape, double LogDraw, double Derivative)[] rows = GammaDrawDerivativeValues.Rows;
        double[] result = new double[rows.Length];
        Sampling.LogGammaShapeDerivative<double>([.. rows.Select(row => row.Shape)], [.. rows.Select(row => row.LogDraw)], result);
        for (int i = 0; i < rows.Length; i++)
        {
            double error = Math.Abs((result[i] / rows[i].Derivative) - 1);
            Assert.True(error <= 2e-13, $"a = {rows[i].Shape:R}, ln g = {rows[i].LogDraw:R}: {result[i]:R}, expected {rows[i].Derivative:R}, off by {error:e1}");
        }
    }

    /// <summary>For a = 1 the quantile is −ln(1 − u), and its neighbours in a are found by bisection.</summary>
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.4)]
    [InlineData(1)]
    [InlineData(6.5)]
    [InlineData(70)]
    public void ItIsTheSlopeOfTheQuantile(double shape)
    {
        const double Step = 1e-3;
        foreach (double uniform in new[] { 0.003, 0.2, 0.5, 0.9, 0.999 })
        {
            double slope = (GammaQuantile.Log(shape * (1 + Step), uniform) - GammaQuantile.Log(shape * (1 - Step), uniform)) / (2 * Step * shape);
            double[] result = new double[1];
            Sampling.LogGammaShapeDerivative<double>([shape], [GammaQuantile.Log(shape, uniform)], result);
            Assert.Equal(1, result[0] / slope, 2e-5);
        }
    }

    /// <summary>At the borders between the three forms nothing jumps.</summary>
    [Theory]
    [InlineData(64)]
    [InlineData(0.3)]
    [InlineData(63)]
    public void NeighbouringFormsAgree(double shape)
    {
        foreach (double border in new[] { Math.Log(shape + 2), Math.Log(shape) - 1, Math.Log(shape) + 1 })
        {
            double[] result = new double[4];
            double below = double.BitDecrement(shape);
            Sampling.LogGammaShapeDerivative<double>([shape, shape, below, below], [border - 1e-14, border + 1e-14, border, border], result);
            Assert.All(result, value => Assert.Equal(1, value / result[0], 1e-12));
        }
    }

    [Fact]
    public void AnyLengthGivesTheSame()
    {
        double[] shapes = [.. Enumerable.Range(1, 200).Select(i => 0.37 * i)];
        double[] logs = [.. shapes.Select(shape => Math.Log(shape) - 0.3)];
        double[] all = new double[200];
        Sampling.LogGammaShapeDerivative<double>(shapes, logs, all);
        foreach (int length in new[] { 0, 1, 63, 64, 65, 129 })
        {
            double[] part = new double[length];
            Sampling.LogGammaShapeDerivative<double>(shapes.AsSpan(7, length), logs.AsSpan(7, length), part);
            Assert.Equal(all[7..(7 + length)], part);
        }
    }
}
