using System;
using System.Linq;
using System.Numerics;
using Kernels.Tests.Reference;
using Xunit;

namespace Kernels.Tests;

[Trait("Category", "Laws")]
public sealed class GaussianLawsDouble : GaussianLaws<double>;

[Trait("Category", "Laws")]
public sealed class GaussianLawsSingle : GaussianLaws<float>;

/// <summary>Log densities and moments of Gaussians: the laws that hold for every span kernel, for each shape of covariance.</summary>
[Collection(LaneWidthGroup.Name)]
public abstract class GaussianLaws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static double Eps => typeof(T) == typeof(double) ? double.BitIncrement(1) - 1 : float.BitIncrement(1) - 1;

    public static TheoryData<CovarianceShape, int> ShapesAndDimensions()
    {
        var data = new TheoryData<CovarianceShape, int>();
        foreach (CovarianceShape shape in Enum.GetValues<CovarianceShape>())
        {
            foreach (int dimension in new[] { 1, 2, 3, 4, 5, 8, 15, 16, 21 })
            {
                data.Add(shape, dimension);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(ShapesAndDimensions))]
    public void Log_densities_are_those_of_plain_loops(CovarianceShape shape, int dimension)
    {
        foreach (bool isShared in new[] { false, true })
        {
            foreach (int rows in new[] { 1, 7, 64, 65, 200 })
            {
                GaussianCase<T> given = new(rows, dimension, 3, shape, isShared);
                T[] found = given.LogDensities();
                for (int i = 0; i < found.Length; i++)
                {
                    int k = i % 3;
                    (double value, double scale) = PlainGaussian.LogDensity(
                        given.Observation(i / 3), given.Mean(k), given.Factors(k), double.CreateChecked(given.LogPeaks[k]), shape);
                    double limit = ((1.25 * dimension) + 4) * Eps * scale;
                    Assert.True(Math.Abs(double.CreateChecked(found[i]) - value) <= limit, $"{given.Name}: value {i} is {found[i]}, expected {value} to {limit:g2}.");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(ShapesAndDimensions))]
    public void Moments_are_those_of_plain_loops(CovarianceShape shape, int dimension)
    {
        foreach (int rows in new[] { 1, 3, 127, 128, 129, 300 })
        {
            const double before = 0.25;
            GaussianCase<T> given = new(rows, dimension, 2, shape);
            double[] found = given.Moments(before);
            double[][] observations = [.. Enumerable.Range(0, rows).Select(given.Observation)];
            for (int k = 0; k < 2; k++)
            {
                double[] shares = [.. Enumerable.Range(0, rows).Select(n => double.CreateChecked(given.Shares[(n * 2) + k]))];
                (double[] values, double[] scales) = PlainGaussian.Moments(observations, shares, given.Mean(k));
                int unit = given.Products / 2;
                Check(given.Name, found[k], values[0], scales[0]);
                int product = 2 + (2 * dimension) + (k * unit);
                double trace = 0, traceScale = 0;
                for (int i = 0; i < dimension; i++)
                {
                    Check(given.Name, found[2 + (k * dimension) + i], values[1 + i], scales[1 + i]);
                    for (int j = 0; j < dimension && shape == CovarianceShape.Full; j++)
                    {
                        double expected = j <= i ? values[1 + dimension + (i * dimension) + j] : 0;
                        Check(given.Name, found[product + (i * dimension) + j], expected, j <= i ? scales[1 + dimension + (i * dimension) + j] : 0);
                    }

                    (double square, double scale) = (values[1 + dimension + (i * dimension) + i], scales[1 + dimension + (i * dimension) + i]);
                    (trace, traceScale) = (trace + square, traceScale + scale);
                    if (shape == CovarianceShape.Diagonal)
                    {
                        Check(given.Name, found[product + i], square, scale);
                    }
                }

                if (shape == CovarianceShape.Spherical)
                {
                    Check(given.Name, found[product], trace, traceScale);
                }
            }

            void Check(string name, double actual, double expected, double scale)
            {
                double limit = (typeof(T) == typeof(double) ? (12 + (rows / 256.0) + dimension) * Eps : 8 * Eps) * scale;
                Assert.True(Math.Abs(actual - before - expected) <= limit + (before * 1e-15), $"{name}: {actual - before}, expected {expected} to {limit:g2}.");
            }
        }
    }

    [Theory]
    [InlineData(CovarianceShape.Spherical)]
    [InlineData(CovarianceShape.Diagonal)]
    [InlineData(CovarianceShape.Full)]
    public void Every_length_stays_in_bounds_and_gives_the_same_bits_at_every_width(CovarianceShape shape)
    {
        using GuardedMemory<T> x = new(258 * 5), means = new(16), whitening = new(64), peaks = new(2), values = new(258 * 2);
        using GuardedMemory<double> sums = new(64);
        for (int rows = 0; rows <= 257; rows++)
        {
            GaussianCase<T> given = new(rows, 1 + (rows % 5), 2, shape);
            T[]? densities = null;
            double[]? moments = null;
            foreach ((int bits, (T[] Densities, double[] Moments) result) in Widths.Each(() => (Densities(given), Moments(given))))
            {
                Bits.AssertSame<T>(densities ??= result.Densities, result.Densities, $"{given.Name}, {bits} bits");
                Bits.AssertSame<double>(moments ??= result.Moments, result.Moments, $"{given.Name}, {bits} bits, moments");
            }

            Bits.AssertSame<T>(given.LogDensities(), densities, given.Name);
        }

        T[] Densities(GaussianCase<T> given)
        {
            Span<T> destination = values.AtEnd(given.Rows * 2);
            Gaussian.LogDensityRows<T>(At(x, given.X), given.Dimension, At(means, given.Means), At(whitening, given.Whitening), At(peaks, given.LogPeaks), shape, destination);
            return destination.ToArray();
        }

        double[] Moments(GaussianCase<T> given)
        {
            double[] masses = new double[2], products = new double[given.Products];
            Span<double> firsts = sums.AtEnd(2 * given.Dimension);
            firsts.Clear();
            Gaussian.AddMomentRows<T>(At(x, given.X), given.Dimension, At(values, given.Shares), At(means, given.Means), shape, masses, firsts, products);
            return [.. masses, .. firsts, .. products];
        }

        static Span<T> At(GuardedMemory<T> memory, T[] from)
        {
            Span<T> span = memory.AtEnd(from.Length);
            from.CopyTo(span);
            return span;
        }
    }

    /// <summary>About the mean a far-away, narrow cloud keeps its digits; about zero it would lose them all.</summary>
    [Fact]
    public void An_origin_near_the_mean_keeps_the_digits()
    {
        const int rows = 1000;
        T origin = T.ScaleB(T.One, typeof(T) == typeof(double) ? 40 : 16);
        T step = T.ScaleB(T.One, -6);
        T[] x = [.. Enumerable.Range(0, rows).Select(n => origin + (T.CreateChecked((n % 5) - 2) * step))];
        double[] masses = new double[1], sums = new double[1], products = new double[1];
        Gaussian.AddMomentRows<T>(x, 1, [.. Enumerable.Repeat(T.One, rows)], [origin], CovarianceShape.Full, masses, sums, products);
        Assert.Equal((1000.0, 0.0, 2000.0 / 4096), (masses[0], sums[0], products[0]));
    }

    [Fact]
    public void Observations_that_are_no_numbers_show_in_their_own_row_only()
    {
        foreach (CovarianceShape shape in Enum.GetValues<CovarianceShape>())
        {
            GaussianCase<T> given = new(70, 5, 2, shape);
            T[] good = given.LogDensities();
            given.X[(33 * 5) + 2] = T.NaN;
            given.X[(40 * 5) + 4] = T.PositiveInfinity;
            T[] found = given.LogDensities();
            for (int i = 0; i < found.Length; i++)
            {
                Assert.True((i / 2) switch { 33 => T.IsNaN(found[i]), 40 => T.IsNaN(found[i]) || T.IsNegativeInfinity(found[i]), _ => Bits.Same(good[i], found[i]) }, $"{shape}, value {i}: {found[i]}");
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        GaussianCase<T> given = new(300, 6, 3, CovarianceShape.Full);
        T[] destination = new T[900];
        double[] masses = new double[3], sums = new double[18], products = new double[108];
        Allocations.AssertNone(() =>
        {
            Gaussian.LogDensityRows<T>(given.X, 6, given.Means, given.Whitening, given.LogPeaks, CovarianceShape.Full, destination);
            Gaussian.AddMomentRows<T>(given.X, 6, given.Shares, given.Means, CovarianceShape.Full, masses, sums, products);
        });
    }

    [Fact]
    public void Mistakes_are_refused()
    {
        GaussianCase<T> g = new(10, 3, 2, CovarianceShape.Full);
        T[] destination = new T[20];
        void Densities(int dimension, T[] means, T[] whitening, T[] peaks, CovarianceShape shape, Memory<T> to) =>
            Assert.ThrowsAny<ArgumentException>(() => Gaussian.LogDensityRows<T>(g.X, dimension, means, whitening, peaks, shape, to.Span));
        Densities(4, g.Means, g.Whitening, g.LogPeaks, g.Shape, destination);
        Densities(0, g.Means, g.Whitening, g.LogPeaks, g.Shape, destination);
        Densities(3, g.Means[1..], g.Whitening, g.LogPeaks, g.Shape, destination);
        Densities(3, g.Means, g.Whitening[1..], g.LogPeaks, g.Shape, destination);
        Densities(3, g.Means, g.Whitening, g.LogPeaks[1..], g.Shape, destination);
        Densities(3, g.Means, g.Whitening, [], g.Shape, destination);
        Densities(3, g.Means, g.Whitening, g.LogPeaks, CovarianceShape.Diagonal, destination);
        Densities(3, g.Means, g.Whitening, g.LogPeaks, (CovarianceShape)3, destination);
        Densities(3, g.Means, g.Whitening, g.LogPeaks, g.Shape, destination.AsMemory(1));
        Densities(3, g.Means, g.Whitening, g.LogPeaks, g.Shape, g.X);
        void Moments(int dimension, T[] shares, T[] origins, int masses, int sums, int products) => Assert.ThrowsAny<ArgumentException>(() =>
            Gaussian.AddMomentRows<T>(g.X, dimension, shares, origins, CovarianceShape.Full, new double[masses], new double[sums], new double[products]));
        Moments(4, g.Shares, g.Means, 2, 6, 18);
        Moments(3, g.Shares[1..], g.Means, 2, 6, 18);
        Moments(3, g.Shares, g.Means[1..], 2, 6, 18);
        Moments(3, g.Shares, g.Means, 1, 6, 18);
        Moments(3, g.Shares, g.Means, 2, 5, 18);
        Moments(3, g.Shares, g.Means, 2, 6, 17);
    }
}
