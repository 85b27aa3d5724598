using System;
using System.Linq;
using System.Numerics;
using Xunit;

namespace Kernels.Tests;

/// <summary>Draws, their derivatives and densities against what is known of each distribution from elsewhere. Seeds are fixed: a bound of five standard errors either holds or does not.</summary>
public class DistributionTests
{
    private const int Count = 100_000;

    private static readonly RandomStream s_stream = new(20, 3);

    [Theory]
    [MemberData(nameof(DistributionTable.Names), MemberType = typeof(DistributionTable))]
    public void Draws_have_the_distribution_function(string name)
    {
        DistributionCase row = DistributionTable.Case(name);
        IDistribution distribution = row.Make(row.Parameters);
        AssertDistribution(distribution.Sample<double>(s_stream, 0, Count), row);
        AssertDistribution(Array.ConvertAll(distribution.Sample<float>(s_stream, 5, Count), value => (double)value), row);
    }

    [Theory]
    [MemberData(nameof(DistributionTable.WithMoments), MemberType = typeof(DistributionTable))]
    public void Draws_have_the_mean_and_the_variance(string name)
    {
        DistributionCase row = DistributionTable.Case(name);
        IDistribution distribution = row.Make(row.Parameters);
        double[] draws = distribution.Sample<double>(s_stream, 0, Count);
        AssertMean(distribution.Mean, draws, "mean");
        AssertMean(distribution.Variance, [.. draws.Select(x => (x - distribution.Mean) * (x - distribution.Mean))], "variance");
    }

    /// <summary>∂/∂θ E x and E x² are the means of the draws' derivatives, and of 2x times them.</summary>
    [Theory]
    [MemberData(nameof(DistributionTable.WithMoments), MemberType = typeof(DistributionTable))]
    public void Derivatives_average_to_those_of_the_moments(string name)
    {
        DistributionCase row = DistributionTable.Case(name);
        (double[] draws, double[] derivatives) = row.Make(row.Parameters).SampleAndDerivatives<double>(s_stream, 0, Count, row.ParameterCount);
        for (int parameter = 0; parameter < row.ParameterCount; parameter++)
        {
            double step = 1e-5 * Math.Max(1, Math.Abs(row.Parameters[row.Place(parameter)]));
            IDistribution above = row.Make(row.Moved(parameter, step));
            IDistribution below = row.Make(row.Moved(parameter, -step));
            double[] slopes = derivatives[(parameter * Count)..((parameter + 1) * Count)];
            AssertMean((above.Mean - below.Mean) / (2 * step), slopes, $"by parameter {parameter}", 1e-7);
            double squares = above.Variance + (above.Mean * above.Mean) - below.Variance - (below.Mean * below.Mean);
            AssertMean(squares / (2 * step), [.. draws.Zip(slopes, (x, slope) => 2 * x * slope)], $"of squares by parameter {parameter}", 1e-6);
        }
    }

    /// <summary>Where a draw is a quantile, its derivative is the difference quotient of the draw.</summary>
    [Theory]
    [MemberData(nameof(DistributionTable.Quantiles), MemberType = typeof(DistributionTable))]
    public void Derivatives_of_quantiles_are_difference_quotients(string name)
    {
        const int Few = 500;
        DistributionCase row = DistributionTable.Case(name);
        IDistribution distribution = row.Make(row.Parameters);
        (double[] draws, double[] derivatives) = distribution.SampleAndDerivatives<double>(s_stream, 11, Few, row.ParameterCount);
        (float[] _, float[] singles) = distribution.SampleAndDerivatives<float>(s_stream, 11, Few, row.ParameterCount);
        Assert.Equal(distribution.Sample<double>(s_stream, 11, Few), draws);
        Assert.All(singles, value => Assert.True(float.IsFinite(value)));
        for (int parameter = 0; parameter < row.ParameterCount; parameter++)
        {
            double step = 1e-5 * Math.Abs(row.Parameters[row.Place(parameter)] == 0 ? 1 : row.Parameters[row.Place(parameter)]);
            double[] above = row.Make(row.Moved(parameter, step)).Sample<double>(s_stream, 11, Few);
            double[] below = row.Make(row.Moved(parameter, -step)).Sample<double>(s_stream, 11, Few);
            for (int i = 0; i < Few; i++)
            {
                double expected = (above[i] - below[i]) / (2 * step);
                double scale = Math.Max(Math.Abs(expected), 1e-2);
                Assert.True(Math.Abs(expected - derivatives[(parameter * Few) + i]) < 1e-6 * scale, $"{name}, parameter {parameter}, draw {draws[i]:R}: {derivatives[(parameter * Few) + i]:R}, expected {expected:R}.");
            }
        }
    }

    /// <summary>Implicit derivatives of Gamma numbers are −(∂F/∂θ)/p, F from another library.</summary>
    [Theory]
    [InlineData("Gamma")]
    [InlineData("Gamma, small shape")]
    [InlineData("Gamma, large shape")]
    public void Derivatives_of_Gamma_numbers_are_implicit(string name)
    {
        DistributionCase row = DistributionTable.Case(name);
        IDistribution distribution = row.Make(row.Parameters);
        (double[] draws, double[] derivatives) = distribution.SampleAndDerivatives<double>(s_stream, 0, 300, 2);
        for (int parameter = 0; parameter < 2; parameter++)
        {
            double step = 1e-4 * row.Parameters[parameter];
            double[] above = row.Moved(parameter, step);
            double[] below = row.Moved(parameter, -step);
            for (int i = 0; i < draws.Length; i++)
            {
                double slope = (MathNet.Numerics.Distributions.Gamma.CDF(above[0], above[1], draws[i]) - MathNet.Numerics.Distributions.Gamma.CDF(below[0], below[1], draws[i])) / (2 * step);
                double expected = -slope / Math.Exp(distribution.LogDensity(draws[i]));
                double found = derivatives[(parameter * draws.Length) + i];
                Assert.True(Math.Abs(expected - found) < 2e-5 * (Math.Abs(expected) + 1e-6), $"{name}, parameter {parameter}, draw {draws[i]:R}: {found:R}, expected {expected:R}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(DistributionTable.Names), MemberType = typeof(DistributionTable))]
    public void Densities_are_the_slope_of_the_distribution_function(string name)
    {
        DistributionCase row = DistributionTable.Case(name);
        IDistribution distribution = row.Make(row.Parameters);
        foreach (double x in distribution.Sample<double>(s_stream, 0, 60))
        {
            double step = 1e-6 * Math.Min(Math.Abs(x), 1);
            double slope = (row.Distribution(x + step) - row.Distribution(x - step)) / (2 * step);
            if (slope > 1e-3 && Math.Abs(row.Distribution(x) - 0.5) < 0.49)
            {
                Assert.True(Math.Abs(distribution.LogDensity(x) - Math.Log(slope)) < 2e-4, $"{name} at {x:R}: {distribution.LogDensity(x):R}, expected {Math.Log(slope):R}.");
            }
        }

        Assert.All(row.Outside, x => Assert.Equal(double.NegativeInfinity, distribution.LogDensity(x)));
        Assert.True(double.IsNaN(distribution.LogDensity(double.NaN)));
    }

    private static void AssertDistribution(double[] draws, DistributionCase row)
    {
        // Kolmogorov and Smirnov: D·√n is above 1.95 once in a thousand seeds.
        Array.Sort(draws);
        double largest = 0;
        for (int i = 0; i < draws.Length; i++)
        {
            double expected = row.Distribution(draws[i]);
            largest = Math.Max(largest, Math.Max(expected - ((double)i / draws.Length), ((i + 1.0) / draws.Length) - expected));
        }

        Assert.True(largest * Math.Sqrt(draws.Length) < 1.95, $"{row.Name}: D·√n is {largest * Math.Sqrt(draws.Length)}.");
    }

    private static void AssertMean(double expected, double[] values, string what, double tolerance = 1e-12)
    {
        double mean = values.Average();
        double error = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) / values.Length);
        Assert.True(Math.Abs(mean - expected) <= (5 * error) + (tolerance * (1 + Math.Abs(expected))), $"{what}: {mean:R}, expected {expected:R}, standard error {error:G3}.");
    }
}
