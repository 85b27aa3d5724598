using System;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>What holds for every exponential family, whatever it is of.</summary>
public class FamilyLaws
{
    private const int Draws = 40_000;

    /// <summary>Five-point differences of A, whose own error is about 1e-10 of A.</summary>
    [Theory]
    [MemberData(nameof(FamilyCases.Distributions), MemberType = typeof(FamilyCases))]
    public void TheMeansAreTheGradientOfTheLogPartition(string name, int index)
    {
        (ExponentialFamily family, double[] natural) = Case(name, index);
        double[] mean = Mean(family, natural);
        double size = Math.Max(1, Math.Abs(family.LogPartition(natural)));
        for (int i = 0; i < natural.Length; i++)
        {
            Near(Difference(natural, i, parameters => family.LogPartition(parameters), out double step), mean[i], (1e-7 * Math.Abs(mean[i])) + (1e-14 * size / step), $"{name} {index}, statistic {i}");
        }
    }

    [Theory]
    [MemberData(nameof(FamilyCases.Distributions), MemberType = typeof(FamilyCases))]
    public void TheHessianIsTheGradientOfTheMeans(string name, int index)
    {
        (ExponentialFamily family, double[] natural) = Case(name, index);
        int count = family.ParameterCount;
        double[] hessian = Hessian(family, natural);
        double[] mean = Mean(family, natural);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                double difference = Difference(natural, j, parameters => Mean(family, parameters)[i], out double step);
                double scale = Math.Sqrt(Math.Abs(hessian[(i * count) + i] * hessian[(j * count) + j]));
                Near(difference, hessian[(i * count) + j], (1e-7 * scale) + (1e-14 * Math.Abs(mean[i]) / step), $"{name} {index}, entry ({i}, {j})");
                Assert.Equal(hessian[(i * count) + j], hessian[(j * count) + i]);
            }
        }
    }

    /// <summary>40,000 draws: every mean within 4.5 of its standard errors, every covariance within 4.5 of those estimated from the fourth moments.</summary>
    [Theory]
    [MemberData(nameof(FamilyCases.Distributions), MemberType = typeof(FamilyCases))]
    public void DrawsHaveTheMeansAndTheCovarianceOfTheStatistics(string name, int index)
    {
        (ExponentialFamily family, double[] natural) = Case(name, index);
        int count = family.ParameterCount;
        double[][] statistics = Statistics(family, Draw(family, natural, Draws));
        double[] mean = Mean(family, natural);
        double[] hessian = Hessian(family, natural);
        for (int i = 0; i < count; i++)
        {
            Near(statistics.Average(t => t[i]), mean[i], 1e-12 + (4.5 * Math.Sqrt(hessian[(i * count) + i] / Draws)), $"{name} {index}, mean {i}");
            for (int j = 0; j <= i; j++)
            {
                double[] products = [.. statistics.Select(t => (t[i] - mean[i]) * (t[j] - mean[j]))];
                double found = products.Average();
                double error = Math.Sqrt(products.Average(value => (value - found) * (value - found)) / Draws);
                Near(found, hessian[(i * count) + j], 1e-12 + (4.5 * error), $"{name} {index}, covariance ({i}, {j})");
            }
        }
    }

    [Theory]
    [MemberData(nameof(FamilyCases.Distributions), MemberType = typeof(FamilyCases))]
    public void NaturalAndMeanParametersLeadToEachOther(string name, int index)
    {
        (ExponentialFamily family, double[] natural) = Case(name, index);
        double[] mean = Mean(family, natural);
        double[] again = new double[natural.Length];
        family.NaturalParameters(mean, again);
        double[] meanAgain = Mean(family, again);
        double largest = natural.Max(Math.Abs);
        for (int i = 0; i < natural.Length; i++)
        {
            Near(again[i], natural[i], 2e-11 * largest, $"{name} {index}, natural parameter {i}");
            Near(meanAgain[i], mean[i], 1e-12 * Math.Max(1, mean.Max(Math.Abs)), $"{name} {index}, mean parameter {i}");
        }
    }

    [Theory]
    [MemberData(nameof(FamilyCases.Names), MemberType = typeof(FamilyCases))]
    public void TheDivergenceIsTheBregmanDivergenceOfTheLogPartition(string name)
    {
        FamilyCase each = FamilyCases.Of(name);
        foreach (double[] natural in each.Naturals)
        {
            foreach (double[] other in each.Naturals)
            {
                double[] mean = Mean(each.Family, natural);
                double expected = each.Family.LogPartition(other) - each.Family.LogPartition(natural), size = Math.Abs(expected);
                for (int i = 0; i < mean.Length; i++)
                {
                    double term = (other[i] - natural[i]) * mean[i];
                    expected -= term;
                    size += Math.Abs(term);
                }

                double found = each.Family.KullbackLeibler(natural, other);
                Near(found, expected, 1e-14 * (1 + size), name);
                Assert.True(ReferenceEquals(natural, other) ? found == 0 : found > 0, $"{name}: {found:R}");
            }
        }
    }

    /// <summary>Next to each other, KL(η ‖ η + ε·δ) = ½·ε²·δᵀ·∇²A·δ: at ε = 1e-7 that is 1e-14, where a difference of log partitions has no digit left.</summary>
    [Theory]
    [MemberData(nameof(FamilyCases.Distributions), MemberType = typeof(FamilyCases))]
    public void TheDivergenceOfNeighboursKeepsItsDigits(string name, int index)
    {
        (ExponentialFamily family, double[] natural) = Case(name, index);
        if (name == "Categorical 1")
        {
            Assert.Equal(0, family.KullbackLeibler(natural, [3]));
            return;
        }

        const double Step = 1e-7;
        int count = natural.Length;
        double[] other = [.. natural.Select((value, i) => value * (1 + (Step * (i == 0 ? 1 : 0.25))))];
        if (natural.All(value => value == natural[0]))
        {
            other[0] += Step;
        }

        double[] hessian = Hessian(family, natural);
        double expected = 0;
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                expected += 0.5 * (other[i] - natural[i]) * hessian[(i * count) + j] * (other[j] - natural[j]);
            }
        }

        double found = family.KullbackLeibler(natural, other);
        Assert.True(Math.Abs(found - expected) <= 2e-6 * expected, $"{name} {index}: {found:R}, expected {expected:R}");
    }

    /// <summary>The entropy is minus the mean log density of draws, within 4.5 standard errors.</summary>
    [Theory]
    [MemberData(nameof(FamilyCases.Distributions), MemberType = typeof(FamilyCases))]
    public void TheEntropyIsTheMeanOfTheLogDensity(string name, int index)
    {
        (ExponentialFamily family, double[] natural) = Case(name, index);
        double[] draws = Draw(family, natural, Draws / 4);
        double[] logs = [.. Enumerable.Range(0, Draws / 4).Select(n => family.LogDensity(natural, draws.AsSpan(n * family.VariateLength, family.VariateLength)))];
        double mean = logs.Average(), variance = logs.Average(value => (value - mean) * (value - mean));
        Near(family.Entropy(natural), -mean, 1e-12 + (4.5 * Math.Sqrt(variance / logs.Length)), $"{name} {index}");
    }

    [Theory]
    [MemberData(nameof(FamilyCases.Names), MemberType = typeof(FamilyCases))]
    public void ADrawIsAFunctionOfItsIndex(string name)
    {
        FamilyCase each = FamilyCases.Of(name);
        int length = each.Family.VariateLength;
        double[] all = new double[length * 700];
        each.Family.Sample(each.Naturals[0], seed: 5, stream: 3, firstIndex: 11, all);
        foreach (int count in new[] { 1, 3, 511 })
        {
            double[] part = new double[length * count];
            each.Family.Sample(each.Naturals[0], seed: 5, stream: 3, firstIndex: 11 + 150, part);
            Assert.Equal(all.AsSpan(150 * length, count * length).ToArray(), part);
        }

        double[] other = new double[all.Length];
        each.Family.Sample(each.Naturals[0], seed: 6, stream: 3, firstIndex: 11, other);
        Assert.True(name == "Categorical 1" || !all.SequenceEqual(other));
        each.Family.Sample(each.Naturals[0], 1, 0, 0, []);
    }

    [Theory]
    [MemberData(nameof(FamilyCases.Names), MemberType = typeof(FamilyCases))]
    public void WrongLengthsAndNaNAreRefused(string name)
    {
        FamilyCase each = FamilyCases.Of(name);
        ExponentialFamily family = each.Family;
        int count = family.ParameterCount;
        Assert.Throws<ArgumentException>(() => family.LogPartition(new double[count + 1]));
        Assert.Throws<ArgumentException>(() => family.MeanParameters(each.Naturals[0], new double[count + 1]));
        Assert.Throws<ArgumentException>(() => family.Hessian(each.Naturals[0], new double[(count * count) - 1]));
        Assert.Throws<ArgumentException>(() => family.KullbackLeibler(each.Naturals[0], new double[count + 1]));
        Assert.Throws<ArgumentException>(() => family.SufficientStatistics(new double[family.VariateLength + 1], new double[count]));
        double[] shared = [.. each.Naturals[0]];
        Assert.Throws<ArgumentException>(() => family.MeanParameters(shared, shared));
        for (int i = 0; i < count; i++)
        {
            double[] natural = [.. each.Naturals[0]];
            natural[i] = double.NaN;
            Assert.Throws<ArgumentException>(() => family.LogPartition(natural));
            Assert.Throws<ArgumentException>(() => family.Entropy(natural));
            double[] mean = Mean(family, each.Naturals[0]);
            mean[i] = double.NaN;
            Assert.Throws<ArgumentException>(() => family.NaturalParameters(mean, new double[count]));
        }

        double[] x = new double[family.VariateLength];
        for (int i = 0; i < x.Length; i++)
        {
            family.Sample(each.Naturals[0], 1, 0, 0, x);
            x[i] = double.NaN;
            Assert.Throws<ArgumentException>(() => family.SufficientStatistics(x, new double[count]));
        }
    }

    private static (ExponentialFamily Family, double[] Natural) Case(string name, int index) => (FamilyCases.Of(name).Family, FamilyCases.Of(name).Naturals[index]);

    private static double[] Mean(ExponentialFamily family, double[] natural)
    {
        double[] mean = new double[family.ParameterCount];
        family.MeanParameters(natural, mean);
        return mean;
    }

    private static double[] Hessian(ExponentialFamily family, double[] natural)
    {
        double[] hessian = new double[family.ParameterCount * family.ParameterCount];
        family.Hessian(natural, hessian);
        return hessian;
    }

    private static double[] Draw(ExponentialFamily family, double[] natural, int count)
    {
        double[] draws = new double[family.VariateLength * count];
        family.Sample(natural, seed: 42, stream: 7, firstIndex: 0, draws);
        return draws;
    }

    private static double[][] Statistics(ExponentialFamily family, double[] draws) =>
    [
        .. Enumerable.Range(0, draws.Length / family.VariateLength).Select(n =>
        {
            double[] statistics = new double[family.ParameterCount];
            family.SufficientStatistics(draws.AsSpan(n * family.VariateLength, family.VariateLength), statistics);
            return statistics;
        }),
    ];

    private static double Difference(double[] natural, int place, Func<double[], double> function, out double step)
    {
        // A matrix' entry may only change by a part of the smallest diagonal one.
        double smallest = natural.Where(value => value != 0).Select(Math.Abs).DefaultIfEmpty(1).Min();
        double size = 1e-3 * Math.Min(1, smallest);
        step = size;
        double At(double multiple)
        {
            double[] moved = [.. natural];
            moved[place] += multiple * size;
            return function(moved);
        }

        return ((8 * (At(1) - At(-1))) - (At(2) - At(-2))) / (12 * size);
    }

    private static void Near(double found, double expected, double tolerance, string what) =>
        Assert.True(Math.Abs(found - expected) <= tolerance, $"{what}: {found:R}, expected {expected:R} to {tolerance:R}");
}
