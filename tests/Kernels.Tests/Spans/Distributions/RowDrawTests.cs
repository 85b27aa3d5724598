using System;
using System.Linq;
using Xunit;

namespace Kernels.Tests;

/// <summary>Draws of rows: Dirichlet, Gumbel–softmax, elliptical.</summary>
[Collection(LaneWidthGroup.Name)]
public class RowDrawTests
{
    private const int Rows = 40_000;

    private static readonly RandomStream s_stream = new(31, 4);

    [Theory]
    [InlineData(new[] { 0.3, 2, 5 })]
    [InlineData(new[] { 0.01, 0.02, 0.01 })]
    [InlineData(new[] { 1.0 })]
    public void Dirichlet_rows_have_their_moments_and_gradients(double[] alpha)
    {
        int k = alpha.Length;
        double[] theta = new double[k * Rows];
        double[] slopes = new double[k * Rows];
        Sampling.DirichletRows<double>(s_stream, 0, alpha, theta, slopes);
        double total = alpha.Sum();
        for (int row = 0; row < Rows; row++)
        {
            Assert.Equal(1, theta.AsSpan(row * k, k).ToArray().Sum(), 1e-13);
        }

        // E θ_j² = α_j·(α_j + 1)/(Σ·(Σ + 1)); its gradient by α against the mean of the draws' gradients.
        double[] gradient = [.. theta.Select((value, i) => i % k == 0 ? 2 * value : 0)];
        Sampling.DirichletGradientRows<double>(theta, slopes, gradient, k, gradient);
        for (int j = 0; j < k; j++)
        {
            AssertMean(alpha[j] / total, [.. Enumerable.Range(0, Rows).Select(row => theta[(row * k) + j])]);
            double step = 1e-6 * alpha[j];
            double expected = (SecondMoment(alpha, j, step) - SecondMoment(alpha, j, -step)) / (2 * step);
            AssertMean(expected, [.. Enumerable.Range(0, Rows).Select(row => gradient[(row * k) + j])], 1e-6);
        }
    }

    [Fact]
    public void Dirichlet_rows_do_not_depend_on_the_split()
    {
        double[] alpha = [.. Enumerable.Range(0, 600).Select(i => 0.01 * (i + 1))];
        double[] all = new double[600 * 3];
        double[] slopes = new double[600 * 3];
        Sampling.DirichletRows<double>(s_stream, 10, alpha, all, slopes);
        double[] last = new double[600];
        Sampling.DirichletRows<double>(s_stream, 12, alpha, last);
        Assert.Equal(all[1200..], last);
        double[] logDraws = new double[600];
        Sampling.LogGamma<double>(s_stream, 12 * 600, alpha, logDraws);
        double[] expected = new double[600];
        Probability.Softmax<double>(logDraws, expected);
        Assert.All(expected.Zip(last), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
        Sampling.LogGammaShapeDerivative<double>(alpha, logDraws, expected);
        Assert.All(expected.Zip(slopes[1200..]), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * pair.First));
        float[] single = new float[600];
        Sampling.DirichletRows<float>(s_stream, 12, [.. alpha.Select(value => (float)value)], single);
        Assert.All(single.Zip(last), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
    }

    [Fact]
    public void The_largest_of_a_Gumbel_softmax_row_is_a_category()
    {
        double[] logits = [.. Enumerable.Repeat(new[] { 0.0, 1, -1, 0.5 }, Rows).SelectMany(row => row)];
        double[] draws = new double[logits.Length];
        Sampling.GumbelSoftmaxRows<double>(s_stream, 0, logits, 4, 0.7, draws);
        double[] shares = [.. Enumerable.Range(0, 4).Select(k => Enumerable.Range(0, Rows).Count(row => Enumerable.Range(0, 4).All(j => draws[(row * 4) + j] <= draws[(row * 4) + k])) / (double)Rows)];
        double normaliser = logits.Take(4).Sum(Math.Exp);
        for (int k = 0; k < 4; k++)
        {
            double expected = Math.Exp(logits[k]) / normaliser;
            Assert.Equal(expected, shares[k], 5 * Math.Sqrt(expected * (1 - expected) / Rows));
        }
    }

    [Fact]
    public void Gumbel_softmax_gradients_are_difference_quotients()
    {
        const double Step = 1e-6;
        double[] logits = [0.2, -1, 2, 0.5, 0, 1];
        double[] weights = [1, -2, 3, 0.5, 2, -1];
        double[] draws = Draw(logits);
        double[] gradient = [.. weights];
        Sampling.GumbelSoftmaxGradientRows<double>(draws, gradient, 3, 0.4, gradient);
        for (int i = 0; i < logits.Length; i++)
        {
            double[] above = [.. logits];
            double[] below = [.. logits];
            above[i] += Step;
            below[i] -= Step;
            double expected = (Draw(above).Zip(weights, (y, w) => y * w).Sum() - Draw(below).Zip(weights, (y, w) => y * w).Sum()) / (2 * Step);
            Assert.Equal(expected, gradient[i], 1e-7);
        }

        static double[] Draw(double[] logits)
        {
            double[] draws = new double[logits.Length];
            Sampling.GumbelSoftmaxRows<double>(s_stream, 3, logits, 3, 0.4, draws);
            return draws;
        }
    }

    [Theory]
    [InlineData("Gaussian")]
    [InlineData("StudentT")]
    [InlineData("Laplace")]
    public void Elliptical_rows_have_their_covariance_and_density(string kind)
    {
        double[] location = [1, -1, 0.5];
        double[] factor = [2, 0, 0, 0.5, 1, 0, -1, 0.3, 0.7];
        EllipticalDistribution distribution = Make(kind, location, factor, 9);
        double[] draws = new double[3 * Rows];
        double[] standardised = new double[3 * Rows];
        distribution.SampleRows<double>(s_stream, 0, draws, standardised);
        for (int i = 0; i < 3; i++)
        {
            AssertMean(location[i], [.. Column(draws, i)]);
            for (int j = 0; j < 3; j++)
            {
                double expected = distribution.CovarianceFactor * Enumerable.Range(0, 3).Sum(k => factor[(i * 3) + k] * factor[(j * 3) + k]);
                AssertMean(expected, [.. Column(draws, i).Zip(Column(draws, j), (x, y) => (x - location[i]) * (y - location[j]))]);
            }
        }

        // Moving L_10 by h moves x_1 by h·y_0, and nothing else.
        double[] moved = [.. factor];
        moved[3] += 0.25;
        double[] other = new double[30];
        Make(kind, location, moved, 9).SampleRows<double>(s_stream, 0, other);
        for (int i = 0; i < other.Length; i++)
        {
            Assert.Equal(draws[i] + (i % 3 == 1 ? 0.25 * standardised[i - 1] : 0), other[i], 1e-12);
        }

        // E of q/p over draws of p is 1 for any density q: here q is the same kind, narrower and moved.
        EllipticalDistribution narrow = Make(kind, [1.1, -0.9, 0.5], [1.6, 0, 0, 0.5, 0.9, 0, -0.8, 0.2, 0.6], 12);
        double[] p = new double[Rows];
        double[] q = new double[Rows];
        distribution.LogDensityRows<double>(draws, p);
        narrow.LogDensityRows<double>(draws, q);
        AssertMean(1, [.. q.Zip(p, (upper, lower) => Math.Exp(upper - lower))]);
    }

    [Fact]
    public void One_dimension_gives_the_distributions_of_the_line()
    {
        double[] x = [-3, -0.1, 0, 0.7, 4];
        double[] found = new double[5];
        Make("Laplace", [0.5], [2], 1).LogDensityRows<double>(x, found);
        Assert.All(x.Zip(found), pair => Assert.Equal(new LaplaceDistribution(0.5, 2).LogDensity(pair.First), pair.Second, 1e-12));
        Make("StudentT", [0.5], [2], 3.5).LogDensityRows<double>(x, found);
        Assert.All(x.Zip(found), pair => Assert.Equal(new StudentTDistribution(3.5, 0.5, 2).LogDensity(pair.First), pair.Second, 1e-12));
        Make("Gaussian", [0.5], [2], 1).LogDensityRows<double>(x, found);
        Assert.All(x.Zip(found), pair => Assert.Equal(new NormalDistribution(0.5, 2).LogDensity(pair.First), pair.Second, 1e-12));
    }

    [Fact]
    public void Slopes_by_the_degrees_of_freedom_average_to_that_of_the_variance()
    {
        EllipticalDistribution distribution = Make("StudentT", [0, 0], [1, 0, 0.5, 2], 9);
        double[] draws = new double[2 * Rows];
        double[] slopes = new double[Rows];
        distribution.SampleRows<double>(s_stream, 0, draws, default, slopes);

        // E x_0² = ν/(ν − 2), whose derivative is −2/(ν − 2)².
        AssertMean(-2.0 / 49, [.. Enumerable.Range(0, Rows).Select(row => 2 * draws[2 * row] * draws[2 * row] * slopes[row])]);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Make("Gaussian", [1, 2], [1, 0, 0], 1));
        Assert.Throws<ArgumentException>(() => Make("Gaussian", [1, 2], [1, 0.1, 0, 1], 1));
        Assert.Throws<ArgumentException>(() => Make("Gaussian", [1, 2], [1, 0, 0, 0], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Make("StudentT", [1], [1], 0));
        Assert.Throws<ArgumentException>(() => Make("Gaussian", [1, 2], [1, 0, 0, 1], 1).SampleRows<double>(s_stream, 0, new double[3]));
        Assert.Throws<ArgumentException>(() => Sampling.DirichletRows<double>(s_stream, 0, [1, -1], new double[4]));
        Assert.Throws<ArgumentException>(() => Sampling.DirichletRows<double>(s_stream, 0, [1, 1], new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sampling.GumbelSoftmaxRows(s_stream, 0, new double[4], 2, 0.0, new double[4]));
    }

    private static EllipticalDistribution Make(string kind, double[] location, double[] factor, double degrees) => kind switch
    {
        "Gaussian" => EllipticalDistribution.Gaussian(location, factor),
        "StudentT" => EllipticalDistribution.StudentT(location, factor, degrees),
        _ => EllipticalDistribution.Laplace(location, factor),
    };

    private static System.Collections.Generic.IEnumerable<double> Column(double[] rows, int column) => rows.Where((_, i) => i % 3 == column);

    private static double SecondMoment(double[] alpha, int moved, double by)
    {
        double total = alpha.Sum() + by;
        double first = alpha[0] + (moved == 0 ? by : 0);
        return first * (first + 1) / (total * (total + 1));
    }

    private static void AssertMean(double expected, double[] values, double tolerance = 1e-9)
    {
        double mean = values.Average();
        double error = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) / values.Length);
        Assert.True(Math.Abs(mean - expected) <= (5 * error) + tolerance, $"{mean:R}, expected {expected:R}, standard error {error:G3}.");
    }
}
