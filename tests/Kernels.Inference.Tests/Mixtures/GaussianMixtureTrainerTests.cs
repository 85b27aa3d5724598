using System;
using System.Linq;
using Kernels.Tests;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>EM for mixtures against plain loops, and what it promises.</summary>
[Collection(LaneWidthGroup.Name)]
public sealed class GaussianMixtureTrainerTests
{
    public static TheoryData<GaussianCovariance, int> KindsAndDimensions()
    {
        var data = new TheoryData<GaussianCovariance, int>();
        foreach (GaussianCovariance kind in Enum.GetValues<GaussianCovariance>())
        {
            foreach (int dimension in new[] { 1, 2, 5 })
            {
                data.Add(kind, dimension);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(KindsAndDimensions))]
    public void Iterations_are_those_of_plain_loops(GaussianCovariance kind, int dimension)
    {
        const int rows = 300, components = 3, iterations = 4;
        double[] x = MixtureData.Clouds(rows, dimension, components, 5);
        double[] weights = [.. Enumerable.Range(0, rows).Select(n => (n % 4) * 0.5)];
        GaussianMixtureOptions options = Options(components, kind) with { MaxIterations = iterations, Tolerance = 0, Regularization = 0.01 };
        GaussianMixtureParameters plain = Start(x, dimension, components, kind);
        GaussianMixture found = new GaussianMixtureTrainer<double>(options).Fit(x, plain, weights);
        double[][] observations = MixtureData.Rows(x, dimension);
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            (double[][] r, double[] logDensities) = PlainMixture.Expectation(observations, plain);
            Assert.Equal(logDensities.Zip(weights, (log, w) => log * w).Sum(), found.Fit!.History[iteration], 1e-8);
            plain = PlainMixture.Maximization(observations, r, weights, kind, 0.01);
        }

        AssertClose(plain.Weights, found.Parameters.Weights, 1e-11);
        AssertClose(plain.Means, found.Parameters.Means, 1e-10);
        AssertClose(plain.Covariances, found.Parameters.Covariances, 1e-10);
        (double[][] shares, double[] ends) = PlainMixture.Expectation(observations, plain);
        Assert.Equal(ends.Zip(weights, (log, w) => log * w).Sum(), found.Fit!.LogLikelihood, 1e-8);
        Assert.Equal(shares.Zip(weights, (row, w) => w * Math.Log(row.Max())).Sum(), found.Fit.LogCertainty, 1e-8);
        Assert.Equal(weights.Sum(), found.Fit.ObservationCount, 1e-9);
        (double[] responsibilities, double[] logs) = (new double[rows * components], new double[rows]);
        found.Responsibilities<double>(x, responsibilities, logs);
        AssertClose([.. shares.SelectMany(row => row)], responsibilities, 1e-9);
        Assert.Equal(shares.Select(row => Array.IndexOf(row, row.Max())), found.Assign<double>(x));
    }

    /// <summary>A weight of 2 is an observation that stands twice.</summary>
    [Fact]
    public void Weights_count_observations()
    {
        double[] x = MixtureData.Clouds(200, 2, 2, 9);
        GaussianMixtureParameters start = Start(x, 2, 2, GaussianCovariance.Full);
        GaussianMixtureOptions options = Options(2, GaussianCovariance.Full) with { MaxIterations = 5 };
        GaussianMixture twice = new GaussianMixtureTrainer<double>(options).Fit((double[])[.. x, .. x], start);
        GaussianMixture weighted = new GaussianMixtureTrainer<double>(options).Fit(x, start, Enumerable.Repeat(2.0, 200).ToArray());
        AssertClose(twice.Parameters.Covariances, weighted.Parameters.Covariances, 1e-12);
        Assert.Equal(twice.Fit!.Bic, weighted.Fit!.Bic, 1e-8);
    }

    [Theory]
    [MemberData(nameof(KindsAndDimensions))]
    public void The_log_likelihood_never_falls(GaussianCovariance kind, int dimension)
    {
        double[] x = MixtureData.Clouds(5000, dimension, 4, 11, distance: 1.5);
        foreach (MixtureStart start in Enum.GetValues<MixtureStart>())
        {
            GaussianMixtureOptions options = Options(4, kind) with { Start = start, MaxIterations = 200, Tolerance = 1e-9, Regularization = 0 };
            GaussianMixtureFitResult fit = new GaussianMixtureTrainer<double>(options).Fit(x, dimension).Fit!;
            double[] history = [.. fit.History, fit.LogLikelihood];
            Assert.All(history.Zip(history.Skip(1)), pair => Assert.True(pair.Second >= pair.First - (1e-12 * Math.Abs(pair.First)), $"{pair.First} → {pair.Second}"));
            Assert.True(history[^1] > history[0] + 1, "Nothing was learnt.");
            Assert.Equal(0, fit.Reseeded);
        }
    }

    [Fact]
    public void Threads_and_widths_do_not_show()
    {
        double[] x = MixtureData.Clouds(30_000, 3, 3, 13);
        float[] single = [.. x.Select(value => (float)value)];
        double[]? expected = null, expectedSingle = null;
        foreach (int threads in new[] { 1, 2, 3 })
        {
            foreach ((int bits, (double[] Full, double[] Single) result) in Widths.Each(() =>
            {
                GaussianMixtureOptions options = Options(3, GaussianCovariance.Full) with { Threads = threads, MaxIterations = 3, Restarts = 2 };
                return (All(new GaussianMixtureTrainer<double>(options).Fit(x, 3)), All(new GaussianMixtureTrainer<float>(options).Fit(single, 3)));
            }))
            {
                Bits.AssertSame<double>(expected ??= result.Full, result.Full, $"{threads} threads, {bits} bits");
                Bits.AssertSame<double>(expectedSingle ??= result.Single, result.Single, $"{threads} threads, {bits} bits, float");
            }
        }

        AssertClose(expected, expectedSingle, 1e-4);

        static double[] All(GaussianMixture mixture) =>
            [.. mixture.Parameters.Weights, .. mixture.Parameters.Means, .. mixture.Parameters.Covariances, mixture.Fit!.LogLikelihood / 30_000];
    }

    /// <summary>Far from zero and narrow: what Σ r·x·xᵀ − N·μ·μᵀ would lose.</summary>
    [Fact]
    public void Clouds_far_from_zero_keep_their_digits()
    {
        double[] near = MixtureData.Clouds(2000, 2, 2, 17);
        double[] far = [.. near.Select(value => value + 1e7)];
        GaussianMixtureOptions options = Options(2, GaussianCovariance.Full) with { Tolerance = 1e-12, MaxIterations = 500 };
        GaussianMixture expected = new GaussianMixtureTrainer<double>(options).Fit(near, 2);
        GaussianMixture found = new GaussianMixtureTrainer<double>(options).Fit(far, 2);
        AssertClose(expected.Parameters.Covariances, found.Parameters.Covariances, 1e-7);
        Assert.Equal(expected.Fit!.LogLikelihood, found.Fit!.LogLikelihood, 1e-4);
    }

    [Fact]
    public void More_starts_are_never_worse_and_the_best_one_is_named()
    {
        double[] x = MixtureData.Clouds(600, 2, 6, 19);
        GaussianMixtureOptions options = Options(6, GaussianCovariance.Full) with { Start = MixtureStart.Random };
        double one = new GaussianMixtureTrainer<double>(options).Fit(x, 2).Fit!.LogLikelihood;
        GaussianMixtureFitResult many = new GaussianMixtureTrainer<double>(options with { Restarts = 12 }).Fit(x, 2).Fit!;
        Assert.True(many.LogLikelihood > one, $"{many.LogLikelihood} of twelve starts, {one} of one.");
        Assert.InRange(many.BestStart, 2, 12);
    }

    [Fact]
    public void Components_without_observations_are_put_on_one_and_counted()
    {
        double[] x = MixtureData.Clouds(400, 2, 2, 23);
        GaussianMixtureParameters start = new(GaussianCovariance.Diagonal, 2, [0.5, 0.3, 0.2], [0, 0, 1, 1, 1e6, 1e6], [1, 1, 1, 1, 1, 1]);
        GaussianMixture mixture = new GaussianMixtureTrainer<double>(Options(3, GaussianCovariance.Diagonal)).Fit(x, start);
        Assert.Equal(1, mixture.Fit!.Reseeded);
        Assert.All(mixture.Parameters.Weights.ToArray(), weight => Assert.True(weight > 1e-3));
        Assert.All(mixture.Parameters.Means.ToArray(), mean => Assert.InRange(mean, -10, 10));
    }

    [Fact]
    public void A_singular_covariance_is_said_in_one_line()
    {
        double[] x = [.. Enumerable.Range(0, 50).SelectMany(n => new double[] { n % 7, 2 * (n % 7) })];
        GaussianMixtureOptions options = Options(2, GaussianCovariance.Full) with { Regularization = 0, Restarts = 3 };
        SingularCovarianceException exception = Assert.Throws<SingularCovarianceException>(() => new GaussianMixtureTrainer<double>(options).Fit(x, 2));
        Assert.Contains("covariance of component", exception.Message, StringComparison.Ordinal);
        Assert.Contains("raise the regularisation", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        Assert.True(double.IsFinite(new GaussianMixtureTrainer<double>(options with { Regularization = 1e-6 }).Fit(x, 2).Fit!.LogLikelihood));
    }

    [Fact]
    public void Mistakes_are_named()
    {
        double[] x = MixtureData.Clouds(20, 2, 2, 29);
        x[7] = double.NaN;
        Refused(x, 2, [], "Row 4, column 2 of the observations is NaN");
        x[7] = double.NegativeInfinity;
        Refused(x, 2, [], "Row 4, column 2");
        x[7] = 0;
        Refused(x, 3, [], "a multiple of the dimension, 3");
        Refused(x, 2, [1, 2], "There are 2 weights; expected none or 20");
        Refused(x, 2, [.. Enumerable.Repeat(1.0, 19), -1], "The weight of row 20 is -1");
        Refused(x, 2, new double[20], "All weights are 0");
        Refused(x[..2], 2, [], "The number of observations is 1; expected at least 2");
        Assert.Contains("ComponentCount is 0", Assert.Throws<ArgumentException>(() => new GaussianMixtureTrainer<double>(Options(0, default)).Fit(x, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new GaussianMixtureTrainer<double>(Options(2, GaussianCovariance.Tied)).Fit(x, Start(x, 2, 2, GaussianCovariance.Full)));

        static void Refused(double[] x, int dimension, double[] weights, string expected) => Assert.Contains(
            expected, Assert.Throws<ArgumentException>(() => new GaussianMixtureTrainer<double>(Options(2, default)).Fit(x, dimension, weights)).Message, StringComparison.Ordinal);
    }

    internal static GaussianMixtureParameters Start(double[] x, int dimension, int components, GaussianCovariance kind)
    {
        long length = kind switch { GaussianCovariance.Full => components * dimension * dimension, GaussianCovariance.Tied => dimension * dimension, GaussianCovariance.Diagonal => components * dimension, _ => components };
        bool isMatrix = kind is GaussianCovariance.Full or GaussianCovariance.Tied;
        double[] covariances = [.. Enumerable.Range(0, (int)length).Select(i => !isMatrix || i % (dimension * dimension) % (dimension + 1) == 0 ? 2.0 : 0.3)];
        return new(kind, dimension, [.. Enumerable.Range(1, components).Select(k => 2.0 * k / (components * (components + 1)))], x.AsSpan(0, components * dimension), covariances);
    }

    private static GaussianMixtureOptions Options(int components, GaussianCovariance kind) => new() { ComponentCount = components, Covariance = kind, Threads = 2 };

    private static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> found, double relative)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], found[i], relative * Math.Max(1, Math.Abs(expected[i])));
        }
    }
}
