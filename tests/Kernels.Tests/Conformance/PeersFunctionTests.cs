using System;
using System.Linq;
using Kernels.Tests.Reference;
using Xunit;

namespace Kernels.Tests.Conformance;

/// <summary>What the peers test of the functions beneath their LDA, and values that they agree on.</summary>
public class PeersFunctionTests
{
    [Theory]
    [InlineData(1e-6, -1000000.57721402)]
    [InlineData(0.01, -100.5608854578686)]
    [InlineData(0.1, -10.42375494041108)]
    [InlineData(0.5, -1.963510026021423)]
    [InlineData(6, 1.7061176684318)]
    [InlineData(1e4, 9.21029037114285)]
    public void Digamma(double x, double expected)
    {
        double[] value = [x];
        SpecialFunctions.Digamma<double>(value, value);
        Assert.Equal(expected, value[0], 1e-13 * Math.Abs(expected) * 10);
    }

    [Theory]
    [InlineData(0.1, 101.4332991507928)]
    [InlineData(1, 1.644934066848227)]
    [InlineData(10, 0.1051663356816857)]
    public void Trigamma(double x, double expected)
    {
        double[] value = [x];
        SpecialFunctions.Trigamma<double>(value, value);
        Assert.Equal(expected, value[0], 1e-14 * expected);
    }

    /// <summary>scikit-learn, test_online_lda.py::test_dirichlet_expectation, one row of 10,000 numbers from 1e-100 to 1e10: exp(ψ(x) − ψ(Σx)), to 1e-7 or 1e-19 there.</summary>
    [Fact]
    public void DirichletExpectationOfOneRow()
    {
        double[] x = LogSpace();
        double digammaOfSum = PlainFunctions.Digamma(x.Sum());
        double[] expected = [.. x.Select(value => value < 1e-3 ? 0 : Math.Exp(PlainFunctions.Digamma(value) - digammaOfSum))];
        double[] actual = new double[x.Length];
        Dirichlet.ExpExpectedLog<double>(x, actual);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-19 + (1e-12 * expected[i]));
        }
    }

    /// <summary>The same as a hundred rows, without the exponential: to 1e-11 relative or 3e-9 there.</summary>
    [Fact]
    public void DirichletExpectationOfRows()
    {
        double[] x = LogSpace();
        double[] actual = new double[x.Length];
        Dirichlet.ExpectedLogRows<double>(x, 100, actual);
        for (int i = 0; i < x.Length; i++)
        {
            double digammaOfSum = PlainFunctions.Digamma(x.Skip(i / 100 * 100).Take(100).Sum());
            double expected = PlainFunctions.Digamma(x[i]) - digammaOfSum;
            Assert.Equal(expected, actual[i], 1e-13 * Math.Max(1, Math.Abs(expected)));
        }
    }

    /// <summary>gensim, test_matutils.py::TestLdaModelInner: log_sum_exp of numbers in (−1000, 1000), dirichlet_expectation and mean_absolute_difference in (0.01, 10000).</summary>
    [Fact]
    public void GensimsMatutils()
    {
        Random random = new(0);
        for (int trial = 0; trial < 100; trial++)
        {
            double[] values = [.. Enumerable.Range(0, 50).Select(_ => (2000 * random.NextDouble()) - 1000)];
            double largest = values.Max();
            double sum = largest + Math.Log(values.Sum(value => Math.Exp(value - largest)));
            Assert.Equal(sum, Probability.LogSumExp<double>(values), 1e-12 * Math.Abs(sum));
            Assert.Equal(sum, Probability.LogSumExp<float>(Array.ConvertAll(values, value => (float)value)), 1e-4 + (1e-6 * Math.Abs(sum)));

            double[] weights = [.. Enumerable.Range(0, 50).Select(_ => 0.01 + (9999.99 * random.NextDouble()))];
            double[] expectations = new double[50];
            float[] singles = new float[50];
            Dirichlet.ExpectedLog<double>(weights, expectations);
            Dirichlet.ExpectedLog<float>(Array.ConvertAll(weights, value => (float)value), singles);
            double digammaOfSum = PlainFunctions.Digamma(weights.Sum());
            for (int i = 0; i < 50; i++)
            {
                double expected = PlainFunctions.Digamma(weights[i]) - digammaOfSum;
                Assert.Equal(expected, expectations[i], 1e-12 * Math.Max(1, Math.Abs(expected)));
                Assert.Equal(expected, singles[i], 1e-5 * Math.Max(1, Math.Abs(expected)));
            }
        }
    }

    private static double[] LogSpace() => [.. Enumerable.Range(0, 10_000).Select(i => Math.Pow(10, -100 + (110.0 * i / 9999)))];
}
