using System;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Data at the edges of what a mixture can be fit to: few, equal, constant, dependent, huge, tiny, without weight.</summary>
public sealed class GaussianMixtureEdgeTests
{
    public static TheoryData<GaussianCovariance> Kinds() => [.. Enum.GetValues<GaussianCovariance>()];

    /// <summary>One row, as many rows as components, and rows that are all the same: the regularisation is all there is, which is said.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Few_and_equal_rows_are_fit_and_held_up(GaussianCovariance kind)
    {
        foreach ((double[] x, int dimension, int components) in new[]
        {
            ([3.25], 1, 1),
            ([3.25, -1e6], 2, 1),
            ([0, 0, 5, 5, 9, -4], 2, 3),
            (Enumerable.Repeat(7.5, 50).ToArray(), 1, 3),
            (Enumerable.Repeat(7.5, 100).ToArray(), 2, 2),
            (Enumerable.Range(0, 60).Select(n => (double)(n % 3)).ToArray(), 1, 5),
        })
        {
            GaussianMixtureOptions options = new() { ComponentCount = components, Covariance = kind, Restarts = 3 };
            GaussianMixture mixture = new GaussianMixtureTrainer<double>(options).Fit(x, dimension);
            Assert.True(double.IsFinite(mixture.Fit!.LogLikelihood) && double.IsFinite(mixture.Fit.Icl));
            Assert.Equal(1, mixture.Parameters.Weights.ToArray().Sum(), 1e-12);
            Assert.InRange(mixture.Fit.RegularizedComponents, 1, components);
            SingularCovarianceException singular = Assert.Throws<SingularCovarianceException>(() => new GaussianMixtureTrainer<double>(options with { Regularization = 0 }).Fit(x, dimension));
            Assert.Contains("raise the regularisation", singular.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>y = 0.1·x + 3 and z = x − y/7 are dependent but for the rounding of the numbers themselves: what is left of their variance is no digit of the data.</summary>
    [Theory]
    [InlineData(1, 400, 20)]
    [InlineData(1e8, 400, 20)]
    [InlineData(1e-8, 400, 20)]
    [InlineData(1, 60_000, 2)]
    public void Columns_that_follow_from_others_are_singular(double scale, int count, ulong seeds)
    {
        for (ulong seed = 1; seed <= seeds; seed++)
        {
            double[] x = [.. MixtureData.Clouds(count, 1, 2, seed).Select(value => value * scale)];
            double[] rows = [.. x.SelectMany(value => new[] { value, (0.1 * value) + (3 * scale), value - (((0.1 * value) + (3 * scale)) / 7) })];
            foreach (GaussianCovariance kind in new[] { GaussianCovariance.Full, GaussianCovariance.Tied })
            {
                GaussianMixtureOptions options = new() { ComponentCount = 2, Covariance = kind, Regularization = 0 };
                SingularCovarianceException singular = Assert.Throws<SingularCovarianceException>(() => new GaussianMixtureTrainer<double>(options).Fit(rows, 3));
                Assert.StartsWith(kind == GaussianCovariance.Tied ? "The shared covariance is singular" : "The covariance of component ", singular.Message, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Of two columns, one from the other, rounding may leave a variance on either side of 0: neither is taken for data.</summary>
    [Fact]
    public void What_rounding_leaves_of_a_variance_is_none()
    {
        foreach ((int rows, ulong seeds) in new[] { (50, 60UL), (1000, 60UL), (200_000, 6UL) })
        {
            for (ulong seed = 1; seed <= seeds; seed++)
            {
                double[] x = [.. MixtureData.Clouds(rows, 1, 2, seed).SelectMany(value => new[] { value, 0.3 * value })];
                GaussianMixtureOptions options = new() { ComponentCount = 1, Regularization = 0 };
                Assert.Throws<SingularCovarianceException>(() => new GaussianMixtureTrainer<double>(options).Fit(x, 2));
                Assert.Contains("is no prior", Assert.Throws<ArgumentException>(() => new BayesianGaussianMixtureTrainer(new() { ComponentCount = 1 }).Fit(x, 2)).Message, StringComparison.Ordinal);

                // A part in 10⁵ of its own makes the second column data.
                double[] apart = [.. x.Select((value, i) => i % 2 == 0 ? value : value + (1e-5 * Math.Sin(i)))];
                Assert.Equal(0, new GaussianMixtureTrainer<double>(options).Fit(apart, 2).Fit!.Reseeded);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_constant_column_is_held_up_by_the_regularisation_alone(GaussianCovariance kind)
    {
        double[] clouds = MixtureData.Clouds(300, 1, 2, 3);
        double[] x = [.. clouds.SelectMany(value => new[] { value, 1e7 })];
        GaussianMixtureOptions options = new() { ComponentCount = 2, Covariance = kind };
        GaussianMixture mixture = new GaussianMixtureTrainer<double>(options).Fit(x, 2);
        Assert.All(Enumerable.Range(0, 2), k => Assert.Equal(1e7, mixture.Parameters.Mean(k)[1]));
        Assert.Equal(kind == GaussianCovariance.Spherical ? 0 : 2, mixture.Fit!.RegularizedComponents);
        if (kind != GaussianCovariance.Spherical)
        {
            Assert.All(Enumerable.Range(0, 2), k => Assert.Equal(1e-6, mixture.Parameters.CovarianceMatrix(k)[3], 1e-12));
            Assert.Throws<SingularCovarianceException>(() => new GaussianMixtureTrainer<double>(options with { Regularization = 0 }).Fit(x, 2));
        }
    }

    /// <summary>Each column in units of its own, powers of 2: the same responsibilities, the log likelihood moved by n·ln of the units.</summary>
    [Theory]
    [InlineData(GaussianCovariance.Full, 134217728, 7.450580596923828e-09)]
    [InlineData(GaussianCovariance.Tied, 7.450580596923828e-09, 134217728)]
    [InlineData(GaussianCovariance.Diagonal, 134217728, 7.450580596923828e-09)]
    [InlineData(GaussianCovariance.Spherical, 134217728, 134217728)]
    [InlineData(GaussianCovariance.Spherical, 7.450580596923828e-09, 7.450580596923828e-09)]
    public void Units_of_columns_do_not_matter(GaussianCovariance kind, double first, double second)
    {
        double[] x = MixtureData.Clouds(500, 2, 3, 7);
        double[] other = [.. x.Select((value, i) => value * (i % 2 == 0 ? first : second))];
        GaussianMixtureOptions options = new() { ComponentCount = 3, Covariance = kind, Regularization = 0, Restarts = 2 };
        GaussianMixture expected = new GaussianMixtureTrainer<double>(options).Fit(x, 2), found = new GaussianMixtureTrainer<double>(options).Fit(other, 2);
        Assert.Equal(expected.Fit!.LogLikelihood - (500 * Math.Log(first * second)), found.Fit!.LogLikelihood, 1e-6);
        Assert.Equal(expected.Fit.Iterations, found.Fit.Iterations);
        Assert.Equal(expected.Assign<double>(x), found.Assign<double>(other));

        // With the regularisation as it is, columns of tiny numbers are nothing but it: not mended, but said.
        GaussianMixtureFitResult held = new GaussianMixtureTrainer<double>(options with { Regularization = 1e-6 }).Fit(other, 2).Fit!;
        Assert.Equal(Math.Min(first, second) < 1 ? 3 : 0, held.RegularizedComponents);
    }

    [Theory]
    [InlineData(1, 0, false)]
    [InlineData(1, 1e6, true)]
    [InlineData(1e8, 0, true)]
    [InlineData(1e-8, 0, false)]
    public void The_log_likelihood_never_falls_whatever_the_units_and_weights(double scale, double shift, bool withWeights)
    {
        double[] x = [.. MixtureData.Clouds(3000, 2, 5, 13, distance: 1.2).Select(value => (value * scale) + shift)];
        double[] weights = withWeights ? [.. Enumerable.Range(0, 3000).Select(n => (n * 7 % 11) * 0.3)] : [];
        foreach (GaussianCovariance kind in Enum.GetValues<GaussianCovariance>())
        {
            GaussianMixtureOptions options = new() { ComponentCount = 5, Covariance = kind, Regularization = 0, Tolerance = 0, MaxIterations = 300 };
            GaussianMixtureFitResult fit = new GaussianMixtureTrainer<double>(options).Fit(x, 2, weights).Fit!;
            double[] history = [.. fit.History, fit.LogLikelihood];

            // Rounding: of the sum, and of x − μ where the columns are far from 0.
            double rounding = (1e-12 * (Math.Abs(history[^1]) + fit.ObservationCount)) + (1e-10 * Math.Abs(shift) / scale * fit.ObservationCount * 1e-4);
            Assert.All(history.Zip(history.Skip(1)), pair => Assert.True(pair.Second >= pair.First - rounding, $"{kind}: {pair.First:R} → {pair.Second:R}"));
            Assert.True(history[^1] > history[0] + 1, "Nothing was learnt.");
        }
    }

    /// <summary>Rows of weight 0 are no rows: not as a start's means, not as a place for an empty component, not in the spread of the data, however far away they are.</summary>
    [Theory]
    [InlineData(MixtureStart.KMeansPlusPlus)]
    [InlineData(MixtureStart.Random)]
    public void Rows_without_weight_are_no_rows(MixtureStart start)
    {
        double[] clouds = MixtureData.Clouds(150, 2, 3, 5);
        double[] x = [.. Enumerable.Range(0, 2000).SelectMany(n => new[] { 1e12 + n, -3e12 }), .. clouds];
        double[] weights = [.. new double[2000], .. Enumerable.Repeat(1.0, 150)];
        for (long seed = 1; seed <= 3; seed++)
        {
            GaussianMixtureOptions options = new() { ComponentCount = 3, Start = start, Restarts = 8, Tolerance = 1e-9, MaxIterations = 2000, Seed = seed };
            GaussianMixture expected = new GaussianMixtureTrainer<double>(options).Fit(clouds, 2), found = new GaussianMixtureTrainer<double>(options).Fit(x, 2, weights);
            Assert.Equal(expected.Fit!.LogLikelihood, found.Fit!.LogLikelihood, 1e-4);
            Assert.Equal(0, found.Fit.Reseeded);
            Assert.All(found.Parameters.Means.ToArray(), mean => Assert.InRange(mean, -20, 20));
        }

        weights[^1] = weights[^2] = 1;
        weights.AsSpan(2000, 148).Clear();
        Assert.Contains(
            "The number of observations of a weight above 0 is 2; expected at least 3",
            Assert.Throws<ArgumentException>(() => new GaussianMixtureTrainer<double>(new() { ComponentCount = 3, Start = start }).Fit(x, 2, weights)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Squares beyond 1e308 are said to be that, in double and in float.</summary>
    [Fact]
    public void A_range_too_large_is_said()
    {
        double[] huge = [.. MixtureData.Clouds(50, 2, 2, 3).Select(value => value * 1e160)];
        float[] singles = [.. MixtureData.Clouds(50, 2, 2, 3).Select(value => (float)(value * 1e30))];
        foreach (GaussianCovariance kind in Enum.GetValues<GaussianCovariance>())
        {
            GaussianMixtureOptions options = new() { ComponentCount = 2, Covariance = kind };
            Assert.Contains("smaller range", Assert.Throws<ArithmeticException>(() => new GaussianMixtureTrainer<double>(options).Fit(huge, 2)).Message, StringComparison.Ordinal);
            Assert.Contains("smaller range", Assert.Throws<ArithmeticException>(() => new GaussianMixtureTrainer<float>(options).Fit(singles, 2)).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A component far from all rows, in float and double, in every kind of covariance: it goes to a row, once, and is counted.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_component_that_loses_its_rows_finds_others(GaussianCovariance kind)
    {
        double[] x = MixtureData.Clouds(400, 2, 3, 23);
        double[] covariances = kind switch { GaussianCovariance.Full => [1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1], GaussianCovariance.Tied => [1, 0, 0, 1], GaussianCovariance.Diagonal => [1, 1, 1, 1, 1, 1], _ => [1, 1, 1] };
        GaussianMixtureParameters start = new(kind, 2, [0.5, 0.3, 0.2], [0, 0, 1, 1, 1e6, 1e6], covariances);
        GaussianMixtureOptions options = new() { ComponentCount = 3, Covariance = kind, MaxIterations = 500, Tolerance = 1e-8 };
        GaussianMixture found = new GaussianMixtureTrainer<double>(options).Fit(x, start);
        GaussianMixture single = new GaussianMixtureTrainer<float>(options with { Tolerance = 1e-4 }).Fit(Array.ConvertAll(x, value => (float)value), start);
        foreach (GaussianMixture mixture in new[] { found, single })
        {
            Assert.Equal(1, mixture.Fit!.Reseeded);
            Assert.True(mixture.Fit.Converged);
            Assert.All(mixture.Parameters.Weights.ToArray(), weight => Assert.True(weight > 1e-3));
            Assert.All(mixture.Parameters.Means.ToArray(), mean => Assert.InRange(mean, -10, 10));
        }
    }
}
