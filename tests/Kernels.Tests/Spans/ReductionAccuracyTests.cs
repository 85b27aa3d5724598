using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Xunit;
using Xunit.Abstractions;

namespace Kernels.Tests;

/// <summary>Errors of the kernels that sum, against values with 32 digits and against plain loops.</summary>
public class ReductionAccuracyTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(ReductionTable.Names), MemberType = typeof(ReductionTable))]
    public void Reference_values_double(string name)
    {
        ReductionRow row = ReductionTable.Row(name);
        Check<double>(row, row.Cases(), "reference");
    }

    /// <summary>Rows that are exact in float against the same values; the others, rounded, against plain loops, or where those cancel against the kernel in double.</summary>
    [Theory]
    [MemberData(nameof(ReductionTable.Names), MemberType = typeof(ReductionTable))]
    public void Reference_values_float(string name)
    {
        ReductionRow row = ReductionTable.Row(name);
        Check<float>(row, row.Cases().Select(test => AreFloats(test.X) && AreFloats(test.Second) ? test : InDouble(row, test)), "reference");
    }

    /// <summary>Between the reference values: any length, realistic arguments.</summary>
    [Theory]
    [MemberData(nameof(ReductionTable.Names), MemberType = typeof(ReductionTable))]
    public void Random_rows_float(string name)
    {
        ReductionRow row = ReductionTable.Row(name);
        IEnumerable<ReductionCase> cases = Enumerable.Range(1, 400).Select(i => InDouble(row, new(
            $"random {i}", ToDouble(row.Arguments<float>(i, (ulong)i)), row.HasSecond ? ToDouble(row.Arguments<float>(i, (ulong)i + 1000)) : [], [], [])));
        Check<float>(row, cases, "random");
    }

    [Theory]
    [MemberData(nameof(ReductionTable.Names), MemberType = typeof(ReductionTable))]
    public void Plain_loops_double(string name)
    {
        ReductionRow row = ReductionTable.Row(name);
        for (int length = 1; length <= 300; length++)
        {
            double[] x = row.Arguments<double>(length, (ulong)length);
            double[] second = row.Arguments<double>(length, (ulong)length + 1000);
            double[] values = new double[row.ValueCount(length)];
            double[] results = new double[1];
            row.DoubleOne(x, row.HasSecond ? second : [], length, values, results);
            double[] expected = row.Reference(x, second);
            double[] actual = [.. values, .. results[..row.ResultCount(1)]];
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-11 * Math.Max(1, Math.Abs(expected[i])), $"{name}, length {length}, {i}: {actual[i]:R}, plain loops {expected[i]:R}");
            }
        }
    }

    [Fact]
    public void Softmax_rows_sum_to_one()
    {
        CheckSums<double>(double.BitIncrement(1) - 1);
        CheckSums<float>(float.BitIncrement(1) - 1);
    }

    [Fact]
    public void Divergence_is_never_negative_and_zero_of_equals()
    {
        foreach (ReductionCase test in ReductionTable.Row("KullbackLeibler").Cases())
        {
            Assert.True(Dirichlet.KullbackLeibler<double>(test.X, test.Second) >= 0);
            Assert.Equal(0, Dirichlet.KullbackLeibler<double>(test.X, test.X));
            float[] alpha = [.. test.X.Select(value => (float)value)];
            Assert.True(Dirichlet.KullbackLeibler<float>(alpha, [.. test.Second.Select(value => (float)value)]) >= 0);
            Assert.Equal(0, Dirichlet.KullbackLeibler<float>(alpha, alpha));
        }
    }

    private void Check<T>(ReductionRow row, IEnumerable<ReductionCase> cases, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double eps = double.CreateChecked(T.BitIncrement(T.One) - T.One);
        double flushed = typeof(T) == typeof(double) ? 1.5 * 2.2250738585072014e-308 : 1.5 * 1.17549435e-38;
        var failures = new List<string>();
        (double Error, string Where) worst = default;
        int count = 0;
        foreach (ReductionCase test in cases)
        {
            T[] x = [.. test.X.Select(T.CreateChecked)];
            T[] values = new T[row.ValueCount(x.Length)];
            T[] results = new T[1];
            row.One<T>()(x, [.. test.Second.Select(T.CreateChecked)], x.Length, values, results);
            Measure(test, values, test.Values, 0);
            Measure(test, results, test.Results, -1);
        }

        output.WriteLine($"{row.Name} {typeof(T).Name} {what}: {worst.Error:G3} of {row.Bound(row.Limit<T>())}, {worst.Where}; {count} results");
        Assert.True(count > 50, $"{row.Name}: {count} results compared.");
        Assert.True(failures.Count == 0, $"{failures.Count} of {count}:\n{string.Join('\n', failures.Take(12))}");

        void Measure(ReductionCase test, T[] actual, ReferencePoint[] exact, int first)
        {
            for (int i = 0; i < exact.Length; i++, count++)
            {
                double ulp = ReferenceData.UnitInTheLastPlace<T>(exact[i].Value) / eps;
                double error = ReferenceData.Error(actual[i], exact[i], ErrorUnit.Absolute);
                double scale = row.Scale(test.X, test.Second, first + i, exact[i].Value, ulp);

                // What would be denormal beside the largest term, or nearly so, is 0, as the remarks say.
                double allowed = (row.Limit<T>() * eps * scale) + (row.TakesLogarithms ? flushed : 0);
                string where = $"{test.What}, element {i}";
                if (error > allowed)
                {
                    failures.Add($"{where}: {actual[i]:R}, exact {exact[i].Value:R}: {error / (eps * scale):G4} of {row.Bound(row.Limit<T>())}");
                }

                double measured = error <= flushed ? 0 : error / (eps * scale);
                worst = measured > worst.Error ? (measured, where) : worst;
            }
        }
    }

    private static void CheckSums<T>(double eps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (int length in Enumerable.Range(1, 300).Append(20_000))
        {
            T[] x = Inputs.Signed<T>(length, (ulong)length);
            Probability.Softmax<T>(x, x);
            Assert.InRange(ExactSum(x) - 1, -4 * eps, 4 * eps);
        }
    }

    /// <summary>The arguments rounded to float, and what double makes of them.</summary>
    private static ReductionCase InDouble(ReductionRow row, ReductionCase test)
    {
        double[] x = [.. test.X.Select(value => (double)(float)value)];
        double[] second = [.. test.Second.Select(value => (double)(float)value)];

        // A divergence or a logarithm near 0 cancels in plain loops; there the kernel in double stands in, itself held to 32 digits above.
        double[] all = row.Reference(x, second);
        if (row.HasSecond || (row.HasResults && Math.Abs(all[^1]) < 1e-3))
        {
            double[] results = new double[1];
            row.DoubleOne(x, second, x.Length, new double[row.ValueCount(x.Length)], results);
            all[^1] = results[0];
        }

        ReferencePoint[] points = [.. all.Select(value => new ReferencePoint(0, value, 0))];
        return new(test.What + ", rounded", x, second, points[..row.ValueCount(x.Length)], points[row.ValueCount(x.Length)..]);
    }

    private static bool AreFloats(double[] values) => values.All(value => double.IsNaN(value) || (float)value == value);

    private static double[] ToDouble(float[] values) => [.. values.Select(value => (double)value)];

    /// <summary>Σ with the rounding errors added up beside it (Neumaier 1974).</summary>
    private static double ExactSum<T>(T[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
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
}
