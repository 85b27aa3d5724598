using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Kernels.Tests.Reference;
using Xunit;
using Xunit.Abstractions;

namespace Kernels.Tests;

[Trait("Category", "Laws")]
public sealed class ReductionLawsDouble(ITestOutputHelper output) : ReductionLaws<double>(output);

[Trait("Category", "Laws")]
public sealed class ReductionLawsSingle(ITestOutputHelper output) : ReductionLaws<float>(output);

/// <summary>The kernels that sum: the same bits at every width, rows as single rows, specials, no allocation, errors.</summary>
[Collection(LaneWidthGroup.Name)]
public abstract class ReductionLaws<T>(ITestOutputHelper output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static double Eps => typeof(T) == typeof(double) ? double.BitIncrement(1) - 1 : float.BitIncrement(1) - 1;

    [Fact]
    public void Every_width_gives_the_same_bits()
    {
        foreach (int length in Enumerable.Range(0, 601).Append(100_000))
        {
            (int Bits, T[] Result)[] results = [.. Widths.Each(() => Everything(length))];
            foreach ((int bits, T[] result) in results)
            {
                Bits.AssertSame<T>(results[0].Result, result, $"length {length}, {bits} bits");
            }
        }
    }

    [Fact]
    public void Rows_are_single_rows()
    {
        foreach (int length in new[] { 1, 2, 7, 8, 16, 17, 100, 257 })
        {
            T[] x = Inputs.Signed<T>(5 * length, 41);
            T[] alpha = Inputs.Realistic<T>(5 * length, 42);
            T[] beta = Inputs.Realistic<T>(5 * length, 43);
            T[] sums = new T[5];
            T[] soft = new T[x.Length];
            T[] normalizers = new T[5];
            T[] expected = new T[x.Length];
            T[] exponential = new T[x.Length];
            T[] divergence = new T[5];
            Probability.LogSumExpRows<T>(x, length, sums);
            Probability.SoftmaxRows<T>(x, length, soft, normalizers);
            Dirichlet.ExpectedLogRows<T>(alpha, length, expected);
            Dirichlet.ExpExpectedLogRows<T>(alpha, length, exponential);
            Dirichlet.KullbackLeiblerRows<T>(alpha, beta, length, divergence);
            for (int row = 0; row < 5; row++)
            {
                Range range = (row * length)..((row + 1) * length);
                T[] single = new T[length];
                Bits.AssertSame(Probability.LogSumExp<T>(x.AsSpan(range)), sums[row], "LogSumExpRows");
                Bits.AssertSame(Probability.Softmax<T>(x.AsSpan(range), single), normalizers[row], "SoftmaxRows normalizer");
                Bits.AssertSame<T>(single, soft.AsSpan(range), "SoftmaxRows");
                Dirichlet.ExpectedLog<T>(alpha.AsSpan(range), single);
                Bits.AssertSame<T>(single, expected.AsSpan(range), "ExpectedLogRows");
                Dirichlet.ExpExpectedLog<T>(alpha.AsSpan(range), single);
                Bits.AssertSame<T>(single, exponential.AsSpan(range), "ExpExpectedLogRows");
                Bits.AssertSame(Dirichlet.KullbackLeibler<T>(alpha.AsSpan(range), beta.AsSpan(range)), divergence[row], "KullbackLeiblerRows");
            }
        }
    }

    [Fact]
    public void Log_sum_exp_matches_the_reference_values()
    {
        double worst = 0;
        foreach (string[] row in ReferenceData.Table("logsumexp.csv"))
        {
            double[] values = ReferenceData.List(row[3]);
            T[] x = [.. values.Select(T.CreateTruncating)];
            if (!values.Zip(x).All(pair => pair.First.Equals(double.CreateChecked(pair.Second))))
            {
                continue;
            }

            var point = new ReferencePoint(0, ReferenceData.Number(row[4]), ReferenceData.Number(row[5]));
            double scale = values.Length == 0 || values.Max() == 0 ? Math.Abs(point.Value) : Math.Max(Math.Abs(point.Value), Math.Abs(values.Max()));
            double error = ReferenceData.Error(Probability.LogSumExp<T>(x), point, ErrorUnit.Absolute);

            // exp(x − maximum) is flushed to 0 where it would be denormal, as the remarks say.
            double flushed = typeof(T) == typeof(double) ? 2.2250738585072014e-308 : 1.17549435e-38;
            Assert.True(error == 0 || error <= (4 * Eps * scale) + flushed, $"{row[1]}, id {row[0]}: {error} of {4 * Eps * scale}");
            worst = Math.Max(worst, error == 0 ? 0 : error / (Eps * scale));
        }

        output.WriteLine($"LogSumExp {typeof(T).Name}: {worst:G3} eps of 4");
    }

    [Fact]
    public void Softmax_matches_the_reference_values()
    {
        double worst = 0;
        foreach (string[] row in ReferenceData.Table("softmax.csv"))
        {
            double[] values = ReferenceData.List(row[3]);
            T[] x = [.. values.Select(T.CreateTruncating)];
            if (!values.Zip(x).All(pair => pair.First.Equals(double.CreateChecked(pair.Second))))
            {
                continue;
            }

            T[] result = new T[x.Length];
            Probability.Softmax<T>(x, result);
            double[] expected = ReferenceData.List(row[4]);
            double smallest = typeof(T) == typeof(double) ? 1e-306 : 1e-36;
            for (int i = 0; i < x.Length; i++)
            {
                if (expected[i] > smallest)
                {
                    worst = Math.Max(worst, ReferenceData.Error(result[i], new(0, expected[i], 0), ErrorUnit.Ulp));
                }
                else
                {
                    Assert.InRange(double.CreateChecked(result[i]), 0, smallest * 2);
                }
            }

            Assert.InRange(ExactSum(result) - 1, -4 * Eps, 4 * Eps);
        }

        output.WriteLine($"Softmax {typeof(T).Name}: {worst:G3} ULP of 4");
        Assert.InRange(worst, 0, 4);
    }

    [Fact]
    public void Divergence_matches_the_reference_values()
    {
        double worst = 0;
        foreach (string[] row in ReferenceData.Table("kl_dirichlet.csv"))
        {
            double[] a = ReferenceData.List(row[3]);
            double[] b = ReferenceData.List(row[4]);
            T[] alpha = [.. a.Select(T.CreateTruncating)];
            T[] beta = [.. b.Select(T.CreateTruncating)];
            T self = Dirichlet.KullbackLeibler<T>(alpha, alpha);
            Assert.Equal(T.Zero, self);
            Assert.True(Dirichlet.KullbackLeibler<T>(alpha, beta) >= T.Zero);
            if (typeof(T) != typeof(double))
            {
                continue;
            }

            // Σ B_k + B_0 is at least the result itself; plain loops give the terms.
            double terms = Math.Abs(Term(a.Sum(), b.Sum())) + a.Zip(b).Sum(pair => Math.Abs(Term(pair.First, pair.Second)));
            var point = new ReferencePoint(0, ReferenceData.Number(row[5]), ReferenceData.Number(row[6]));
            double error = ReferenceData.Error(Dirichlet.KullbackLeibler<T>(alpha, beta), point, ErrorUnit.Absolute);
            double scale = Math.Max(terms, Math.Abs(point.Value));
            worst = Math.Max(worst, error == 0 ? 0 : error / (Eps * scale));
        }

        output.WriteLine($"KullbackLeibler {typeof(T).Name}: {worst:G3} eps of 4");
        Assert.InRange(worst, 0, 4);
    }

    [Fact]
    public void Specials()
    {
        T infinity = T.PositiveInfinity;
        T[] result = new T[3];
        Bits.AssertSame(-infinity, Probability.LogSumExp<T>([]), "empty");
        Bits.AssertSame(-infinity, Probability.Softmax<T>([-infinity, -infinity, -infinity], result), "all -inf");
        Assert.All(result, value => Assert.True(T.IsNaN(value)));
        Assert.True(T.IsNaN(Probability.Softmax<T>([T.One, T.NaN, infinity], result)));
        Assert.All(result, value => Assert.True(T.IsNaN(value)));
        Bits.AssertSame(infinity, Probability.Softmax<T>([infinity, T.One, infinity], result), "+inf");
        Assert.Equal([T.CreateChecked(0.5), T.Zero, T.CreateChecked(0.5)], result);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        T[] x = Inputs.Realistic<T>(600, 44);
        T[] result = new T[600];
        T[] rows = new T[6];
        Allocations.AssertNone(() =>
        {
            Probability.LogSumExpRows<T>(x, 100, rows);
            Probability.SoftmaxRows<T>(x, 100, result, rows);
            Dirichlet.ExpectedLogRows<T>(x, 100, result);
            Dirichlet.ExpExpectedLogRows<T>(x, 100, result);
            Dirichlet.KullbackLeiblerRows<T>(x, x, 100, rows);
        });
    }

    internal static T[] Everything(int length)
    {
        T[] x = Inputs.Signed<T>(length, 51);
        T[] alpha = Inputs.Realistic<T>(length, 52);
        T[] beta = Inputs.Realistic<T>(length, 53);
        T[] soft = new T[length];
        T[] expected = new T[length];
        T[] exponential = new T[length];
        T normalizer = Probability.Softmax<T>(x, soft);
        Dirichlet.ExpectedLog<T>(alpha, expected);
        Dirichlet.ExpExpectedLog<T>(alpha, exponential);
        return [Probability.LogSumExp<T>(x), normalizer, Dirichlet.KullbackLeibler<T>(alpha, beta), .. soft, .. expected, .. exponential];
    }

    /// <summary>Σ with the rounding errors added up beside it (Neumaier 1974).</summary>
    private static double ExactSum(T[] values)
    {
        double sum = 0;
        double low = 0;
        foreach (T value in values)
        {
            double term = double.CreateChecked(value);
            double next = sum + term;
            low += Math.Abs(sum) >= Math.Abs(term) ? sum - next + term : term - next + sum;
            sum = next;
        }

        return sum + low;
    }

    private static double Term(double a, double b) => PlainFunctions.LogGamma(b) - PlainFunctions.LogGamma(a) - ((b - a) * PlainFunctions.Digamma(a));
}
