using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Xunit;

namespace Kernels.Tests;

/// <summary>Draws and derivatives where numbers underflow, overflow or crowd together.</summary>
public class DrawExtremeTests
{
    private const int Count = 20_000;

    private static readonly RandomStream s_stream = new(7, 3);

    /// <summary>Distributions with extreme parameters.</summary>
    private static Dictionary<string, IDistribution> Cases => new()
    {
        ["Weibull 0.01"] = new WeibullDistribution(0.01, 1),
        ["Weibull 0.1"] = new WeibullDistribution(0.1, 1),
        ["LogNormal 0, 200"] = new LogNormalDistribution(0, 200),
        ["Pareto 1, 0.01"] = new ParetoDistribution(1, 0.01),
        ["Gompertz 1e-310, 1"] = new GompertzDistribution(1e-310, 1),
        ["Gompertz 1e-38, 1"] = new GompertzDistribution(1e-38, 1),
        ["Reciprocal 1e-30, 1e30"] = new ReciprocalDistribution(1e-30, 1e30),
        ["Uniform ±3e38"] = new UniformDistribution(-3e38, 3e38),
        ["Triangular 0, 1, 1"] = new TriangularDistribution(0, 1, 1),
        ["Triangular 0, 1e20, 2e20"] = new TriangularDistribution(0, 1e20, 2e20),
        ["Triangular 0, 5e-26, 1e-25"] = new TriangularDistribution(0, 5e-26, 1e-25),
        ["Gamma 1e-160, 1"] = new GammaDistribution(1e-160, 1),
        ["Gamma 1e-300, 1"] = new GammaDistribution(1e-300, 1),
        ["Gamma 1e8, 1"] = new GammaDistribution(1e8, 1),
        ["Beta 1e-3, 1e-3"] = new BetaDistribution(1e-3, 1e-3),
        ["Beta 1e-160, 1e-160"] = new BetaDistribution(1e-160, 1e-160),
        ["Beta 1e-300, 1e-300"] = new BetaDistribution(1e-300, 1e-300),
        ["F 1e-3, 1e-3"] = new FDistribution(1e-3, 1e-3),
        ["StudentT 0.01"] = new StudentTDistribution(0.01, 0, 1),
        ["StudentT 1e9"] = new StudentTDistribution(1e9, 0, 1),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_NaN(string name)
    {
        AssertNumbers<double>(Cases[name], name);
        AssertNumbers<float>(Cases[name], name);
    }

    /// <summary>Ranges so wide that their width, or their ratio, is no number.</summary>
    [Fact]
    public void The_widest_ranges_have_their_draws()
    {
        AssertRange(new UniformDistribution(-1e308, 1e308), -1e308, 1e308, x => 0.5 + (0.5 * (x / 1e308)));
        AssertRange(new TriangularDistribution(-1.5e308, 0, 1.5e308), -1.5e308, 1.5e308, x => x < 0 ? 0.5 * Square(1 + (x / 1.5e308)) : 1 - (0.5 * Square(1 - (x / 1.5e308))));
        AssertRange(new ReciprocalDistribution(1e-200, 1e200), 1e-200, 1e200, x => 0.5 + (Math.Log10(x) / 400));

        static double Square(double x) => x * x;
    }

    /// <summary>A derivative is made of the draw's noise, however little of it the rounded draw has kept.</summary>
    [Fact]
    public void Derivatives_do_not_lose_what_the_draw_has_lost()
    {
        AssertClose(new NormalDistribution(1000, 1e-3), 1, new NormalDistribution(0, 1).Sample<float>(s_stream, 0, Count));
        AssertClose(new CauchyDistribution(1e6, 1e-3), 1, new CauchyDistribution(0, 1).Sample<float>(s_stream, 0, Count));
        AssertClose(new LogNormalDistribution(0, 1e-6), 1, new NormalDistribution(0, 1).Sample<float>(s_stream, 0, Count));
        AssertClose(new UniformDistribution(1000, 1000.001), 1, new UniformDistribution(0, 1).Sample<float>(s_stream, 0, Count));
        AssertClose(new ReciprocalDistribution(1, 1.000001), 1, new UniformDistribution(0, 1).Sample<float>(s_stream, 0, Count));
        AssertClose(new ParetoDistribution(1, 1e7), 1, [.. new ExponentialDistribution(1).Sample<float>(s_stream, 0, Count).Select(e => -e * 1e-14f)]);
        AssertClose(new WeibullDistribution(1e7, 1), 0, [.. new ExponentialDistribution(1).Sample<float>(s_stream, 0, Count).Select(e => (float)(-Math.Log(e) * 1e-14))]);
    }

    [Fact]
    public void Dirichlet_gradients_of_tiny_shapes_are_numbers()
    {
        float[] theta = new float[2000];
        float[] slopes = new float[2000];
        Sampling.DirichletRows<float>(s_stream, 0, [1e-19f, 1e-19f], theta, slopes);
        float[] gradient = [.. Enumerable.Range(0, 2000).Select(i => (float)(i % 2))];
        Sampling.DirichletGradientRows<float>(theta, slopes, gradient, 2, gradient);
        Assert.All(gradient, value => Assert.True(float.IsFinite(value)));
        Assert.All(theta, value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void Shapes_without_numbers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BetaDistribution(1e-310, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StudentTDistribution(1e-310, 0, 1));
        Assert.Throws<ArgumentException>(() => Sampling.DirichletRows<double>(s_stream, 0, [1e-310, 1], new double[2]));
    }

    [Fact]
    public void Rows_beyond_the_last_number_are_refused()
    {
        double[] row = new double[3];
        const long Last = (long.MaxValue - 3) / 3;
        Sampling.DirichletRows<double>(s_stream, Last, [1, 1, 1], row);
        Sampling.GumbelSoftmaxRows<double>(s_stream, Last, row, 3, 1, row);
        Assert.Throws<ArgumentOutOfRangeException>(() => Sampling.DirichletRows<double>(s_stream, Last + 1, [1, 1, 1], row));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sampling.GumbelSoftmaxRows<double>(s_stream, (1L << 62) + 1, row, 3, 1, row));
        Assert.Throws<ArgumentOutOfRangeException>(() => EllipticalDistribution.Gaussian([0, 0, 0], [1, 0, 0, 0, 1, 0, 0, 0, 1]).SampleRows<double>(s_stream, 1L << 62, row));
    }

    /// <summary>At every temperature the largest of a row is the one of logits + noise.</summary>
    [Theory]
    [InlineData(1e-3f)]
    [InlineData(1e-30f)]
    [InlineData(1e-38f)]
    [InlineData(1e-45f)]
    public void Cold_rows_are_indicators(float temperature)
    {
        float[] logits = [.. Enumerable.Range(0, 4000).Select(i => 20 + (5 * MathF.Sin(i)))];
        float[] warm = new float[logits.Length];
        float[] cold = new float[logits.Length];
        Sampling.GumbelSoftmaxRows<float>(s_stream, 0, logits, 4, 1, warm);
        Sampling.GumbelSoftmaxRows<float>(s_stream, 0, logits, 4, temperature, cold);
        float[] gradient = new float[logits.Length];
        Array.Fill(gradient, 1);
        gradient[0] = 2;
        Sampling.GumbelSoftmaxGradientRows<float>(cold, gradient, 4, temperature, gradient);
        int unclear = 0;
        for (int row = 0; row < logits.Length; row += 4)
        {
            float[] shares = cold[row..(row + 4)];
            Assert.Equal(1, shares.Sum(), 1e-6f);
            Assert.Equal(Array.IndexOf(warm[row..(row + 4)], warm[row..(row + 4)].Max()), Array.IndexOf(shares, shares.Max()));
            unclear += shares.Max() < 0.9f ? 1 : 0;
        }

        Assert.True(unclear < 20, $"{unclear}");
        Assert.All(gradient, value => Assert.False(float.IsNaN(value)));
    }

    [Fact]
    public void Elliptical_rows_of_few_degrees_are_numbers()
    {
        double[] draws = new double[2 * Count];
        EllipticalDistribution.StudentT([0, 0], [1, 0, 0, 1], 0.01).SampleRows<double>(s_stream, 0, draws);
        Assert.DoesNotContain(draws, double.IsNaN);
    }

    private static void AssertNumbers<T>(IDistribution distribution, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T[] draws, T[] derivatives) = distribution.SampleAndDerivatives<T>(s_stream, 0, Count, distribution.ParameterCount);
        T[] densities = new T[Count];
        distribution.LogDensity<T>(draws, densities);
        Assert.False(draws.Any(T.IsNaN), $"{name}: a draw is NaN.");
        Assert.False(derivatives.Any(T.IsNaN), $"{name}: the derivative by parameter {Array.FindIndex(derivatives, T.IsNaN) / Count} is NaN at {draws[Math.Max(0, Array.FindIndex(derivatives, T.IsNaN) % Count)]}.");
        Assert.False(densities.Any(T.IsNaN), $"{name}: the density is NaN at {draws[Math.Max(0, Array.FindIndex(densities, T.IsNaN))]}.");
    }

    private static void AssertRange(IDistribution distribution, double minimum, double maximum, Func<double, double> cumulative)
    {
        (double[] draws, double[] derivatives) = distribution.SampleAndDerivatives<double>(s_stream, 0, Count, distribution.ParameterCount);
        Assert.All(draws, x => Assert.InRange(x, minimum, maximum));
        Assert.DoesNotContain(derivatives, double.IsNaN);
        Array.Sort(draws);
        Assert.All(Enumerable.Range(0, Count), i => Assert.Equal((i + 0.5) / Count, cumulative(draws[i]), 0.02));
    }

    private static void AssertClose(IDistribution distribution, int parameter, float[] expected)
    {
        (float[] _, float[] derivatives) = distribution.SampleAndDerivatives<float>(s_stream, 0, Count, distribution.ParameterCount);
        for (int i = 0; i < Count; i++)
        {
            double error = Math.Abs(derivatives[(parameter * Count) + i] - expected[i]);
            Assert.True(error <= 2e-5 * (Math.Abs(expected[i]) + (1e-2 * Math.Abs(expected[0]))), $"{distribution}, draw {i}: {derivatives[(parameter * Count) + i]:R}, expected {expected[i]:R}.");
        }
    }
}
