using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Kernels.Tests.Reference;
using Xunit;
using Xunit.Abstractions;

namespace Kernels.Tests;

[Trait("Category", "Laws")]
public sealed class LikelihoodDouble(ITestOutputHelper output) : LikelihoodTests<double>(output);

[Trait("Category", "Laws")]
public sealed class LikelihoodSingle(ITestOutputHelper output) : LikelihoodTests<float>(output);

/// <summary>Losses and derivatives of rows against plain loops in double.</summary>
[Collection(LaneWidthGroup.Name)]
public abstract class LikelihoodTests<T>(ITestOutputHelper output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static double Eps => typeof(T) == typeof(double) ? double.BitIncrement(1) - 1 : float.BitIncrement(1) - 1;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(2, 16)]
    [InlineData(5, 17)]
    [InlineData(3, 784)]
    [InlineData(0, 5)]
    public void Bernoulli_rows_are_those_of_plain_loops(int rows, int rowLength)
    {
        (T[] logits, T[] targets) = (Values(rows * rowLength, 1, 12), [.. Values(rows * rowLength, 2, 1).Select(T.Abs)]);
        T[] first = Check(rows, rowLength, 1, (losses, gradient) => Likelihood.BernoulliLogits<T>(logits, targets, rowLength, losses, gradient));
        for (int row = 0; row < rows; row++)
        {
            (double loss, double size) = (0, 0);
            for (int i = row * rowLength; i < (row + 1) * rowLength; i++)
            {
                (double l, double x) = (double.CreateChecked(logits[i]), double.CreateChecked(targets[i]));
                double softplus = Math.Max(l, 0) + Math.Log(1 + Math.Exp(-Math.Abs(l)));
                loss += softplus - (x * l);
                size += softplus + Math.Abs(x * l);
                double slope = (1 / (1 + Math.Exp(-l))) - x;
                Assert.InRange(double.CreateChecked(first[rows + i]), slope - (4 * Eps), slope + (4 * Eps));
            }

            Assert.InRange(double.CreateChecked(first[row]), loss - (6 * Eps * size), loss + (6 * Eps * size));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(5, 17)]
    [InlineData(2, 100)]
    public void Gaussian_rows_are_those_of_plain_loops(int rows, int rowLength)
    {
        (T[] parameters, T[] targets) = (Values(2 * rows * rowLength, 1, 3), Values(rows * rowLength, 2, 2));
        T[] first = Check(rows, rowLength, 2, (losses, gradient) => Likelihood.GaussianLogVariances<T>(parameters, targets, rowLength, losses, gradient));
        for (int row = 0; row < rows; row++)
        {
            (double loss, double size) = (0, 0);
            for (int i = 0; i < rowLength; i++)
            {
                int place = (2 * row * rowLength) + i;
                (double m, double v) = (double.CreateChecked(parameters[place]), double.CreateChecked(parameters[place + rowLength]));
                double square = Math.Pow(double.CreateChecked(targets[(row * rowLength) + i]) - m, 2) * Math.Exp(-v);
                loss += 0.5 * (Math.Log(2 * Math.PI) + v + square);
                size += 3 + Math.Abs(v) + square;
                double meanSlope = (m - double.CreateChecked(targets[(row * rowLength) + i])) * Math.Exp(-v);
                Assert.InRange(double.CreateChecked(first[rows + place]), meanSlope - (8 * Eps * (1 + Math.Abs(meanSlope))), meanSlope + (8 * Eps * (1 + Math.Abs(meanSlope))));
                double logVarianceSlope = 0.5 * (1 - square);
                Assert.InRange(double.CreateChecked(first[rows + place + rowLength]), logVarianceSlope - (8 * Eps * (1 + square)), logVarianceSlope + (8 * Eps * (1 + square)));
            }

            Assert.InRange(double.CreateChecked(first[row]), loss - (8 * Eps * size), loss + (8 * Eps * size));
        }
    }

    /// <summary>Against 32 digits: logits to 3000, log-variances to 60.</summary>
    [Fact]
    public void Rows_are_within_the_contract_of_their_reference_values()
    {
        Dictionary<string, (double Loss, double Slope)> worst = new() { ["Bernoulli"] = default, ["Gaussian"] = default };
        foreach (string[] row in ReferenceData.Table("likelihood.csv"))
        {
            (string kind, int length) = (row[0], (int)ReferenceData.Number(row[1]));
            (double[] parameters, double[] targets, double[] slopes) = (ReferenceData.List(row[2]), ReferenceData.List(row[3]), ReferenceData.List(row[6]));
            (T[] given, T[] observed) = (Array.ConvertAll(parameters, T.CreateChecked), Array.ConvertAll(targets, T.CreateChecked));
            (T[] losses, T[] gradient) = (new T[1], new T[given.Length]);
            double size = 0;
            if (kind == "Bernoulli")
            {
                Likelihood.BernoulliLogits<T>(given, observed, length, losses, gradient);
                size = parameters.Zip(targets, (l, x) => PlainFunctions.Softplus(l) + Math.Abs(x * l)).Sum();
            }
            else
            {
                Likelihood.GaussianLogVariances<T>(given, observed, length, losses, gradient);
                size = Enumerable.Range(0, length).Sum(i => 3 + Math.Abs(parameters[length + i]) + Square(i));
            }

            double error = ReferenceData.Error(losses[0], new(0, ReferenceData.Number(row[4]), ReferenceData.Number(row[5])), ErrorUnit.Absolute) / (Eps * size);
            double slope = gradient.Select((value, i) => Math.Abs(double.CreateChecked(value) - slopes[i]) / (Eps * ScaleOf(kind, i))).Max();
            worst[kind] = (Math.Max(worst[kind].Loss, error), Math.Max(worst[kind].Slope, slope));

            double Square(int i) => (parameters[i] - targets[i]) * (parameters[i] - targets[i]) * Math.Exp(-parameters[length + i]);

            double ScaleOf(string kind, int i) => kind == "Bernoulli" ? 1 : i < length ? Math.Abs(slopes[i]) + double.Epsilon : 1 + Square(i - length);
        }

        output.WriteLine(string.Join('\n', worst));
        Assert.All(worst.Values, value => Assert.NotEqual(0, value.Loss));
        Assert.InRange(worst["Bernoulli"].Loss, 0, 2);
        Assert.InRange(worst["Bernoulli"].Slope, 0, 2);
        Assert.InRange(worst["Gaussian"].Loss, 0, 2);
        Assert.InRange(worst["Gaussian"].Slope, 0, 4);
    }

    [Fact]
    public void Extremes()
    {
        (T[] losses, T[] gradient) = (new T[4], new T[4]);
        T huge = T.CreateChecked(1e30);
        Likelihood.BernoulliLogits<T>([huge, -huge, huge, T.NaN], [T.One, T.Zero, T.Zero, T.One], 1, losses, gradient);
        Assert.Equal([T.Zero, T.Zero, huge], losses[..3]);
        Assert.Equal([T.Zero, T.Zero, T.One], gradient[..3]);
        Assert.True(T.IsNaN(losses[3]) && T.IsNaN(gradient[3]));
        Assert.Throws<ArgumentException>(() => Likelihood.BernoulliLogits<T>(new T[4], new T[4], 3, losses, gradient));
        Assert.Throws<ArgumentException>(() => Likelihood.BernoulliLogits<T>(new T[4], new T[2], 1, losses, gradient));
        Assert.Throws<ArgumentException>(() => Likelihood.BernoulliLogits<T>(new T[4], new T[4], 1, losses, losses));
        Assert.Throws<ArgumentException>(() => Likelihood.BernoulliLogits<T>(new T[4], new T[4], 2, losses, gradient));
        Allocations.AssertNone(() => Likelihood.BernoulliLogits<T>(new ReadOnlySpan<T>(gradient, 0, 0), default, 3, default, default));
    }

    /// <summary>Variances whose inverse is no number in float.</summary>
    [Theory]
    [InlineData(0, -100, 0)]
    [InlineData(1e-25, -100, 2.6881171418161354e-7)]
    [InlineData(0, -200, 0)]
    [InlineData(0, -1600, 0)]
    [InlineData(1e30, 200, 1.3838965267367376e-27)]
    [InlineData(1e-30, -30, 1.0686474581524462e-47)]
    public void Tiny_and_huge_variances(double difference, double logVariance, double square)
    {
        (T[] losses, T[] gradient) = (new T[1], new T[2]);
        Likelihood.GaussianLogVariances<T>([T.CreateChecked(difference), T.CreateChecked(logVariance)], [T.Zero], 1, losses, gradient);
        double expected = 0.5 * (Math.Log(2 * Math.PI) + logVariance + square);
        Assert.Equal(expected, double.CreateChecked(losses[0]), 8 * Eps * (3 + Math.Abs(expected)));
        Assert.Equal(0.5 * (1 - square), double.CreateChecked(gradient[1]), 8 * Eps);
        double slope = difference == 0 ? 0 : square / difference;
        double found = double.CreateChecked(gradient[0]);
        Assert.InRange(found, slope - (200 * Eps * Math.Abs(slope)) - 1e-37, slope + (200 * Eps * Math.Abs(slope)) + 1e-37);
    }

    private delegate void Kernel(Span<T> losses, Span<T> gradient);

    /// <summary>Losses and gradient after another: of every width the same bits; without the gradient the same losses.</summary>
    private static T[] Check(int rows, int rowLength, int values, Kernel kernel)
    {
        T[] Solve()
        {
            T[] both = new T[rows + (values * rows * rowLength)];
            kernel(both.AsSpan(0, rows), both.AsSpan(rows));
            return both;
        }

        T[] first = Solve();
        foreach ((int bits, T[] result) in Widths.Each(Solve))
        {
            Bits.AssertSame<T>(first, result, $"{rows} rows of {rowLength} at {bits} bits");
        }

        T[] losses = new T[rows];
        kernel(losses, default);
        Bits.AssertSame<T>(first.AsSpan(0, rows), losses, "without the gradient");
        return first;
    }

    private static T[] Values(int count, int seed, double scale)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(scale * ((2 * random.NextDouble()) - 1)))];
    }
}
