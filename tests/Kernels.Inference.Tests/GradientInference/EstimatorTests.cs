using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Estimators of the bound's gradient against its closed form on linear regression with a Gaussian q.</summary>
public class EstimatorTests
{
    private const int Repetitions = 20_000;

    private static readonly RandomStream s_stream = new(12, 3);

    public static TheoryData<string, int> Estimators => new()
    {
        { "plain", 4 }, { "baseline", 4 }, { "control variate", 4 }, { "control variate", 8 }, { "A", 1 }, { "A without the score", 1 }, { "A", 16 }, { "B", 64 },
    };

    [Theory]
    [MemberData(nameof(Estimators))]
    public void EstimatesHaveNoBias(string name, int samples)
    {
        LinearRegressionModel model = ConjugateRegression.Model;
        DiagonalGaussian family = ConjugateRegression.Family();
        (double bound, double[] gradient) = ConjugateRegression.Bound(family);
        int[] all = [.. Enumerable.Range(0, model.DataCount)];
        (double[] means, double[] errors) = Repeat(Make(name), model, family, _ => all, samples);
        AssertNear(bound, means[^1], errors[^1], "bound");
        for (int i = 0; i < gradient.Length; i++)
        {
            AssertNear(gradient[i], means[i], errors[i], $"parameter {i}");
        }
    }

    /// <summary>Batches of 7 of 30 data, the last of a pass of 2, scaled by N/M.</summary>
    [Theory]
    [InlineData("A")]
    [InlineData("B")]
    [InlineData("control variate")]
    public void MinibatchesHaveNoBias(string name)
    {
        LinearRegressionModel model = ConjugateRegression.Model;
        DiagonalGaussian family = ConjugateRegression.Family();
        (double bound, double[] gradient) = ConjugateRegression.Bound(family);
        var batches = new Minibatches(model.DataCount, 7, new RandomStream(5, 1));
        Assert.Equal(5, batches.StepsPerPass);
        (double[] means, double[] errors) = Repeat(Make(name), model, family, step => batches.Batch(step).ToArray(), 4);
        AssertNear(bound, means[^1], errors[^1], "bound");
        for (int i = 0; i < gradient.Length; i++)
        {
            AssertNear(gradient[i], means[i], errors[i], $"parameter {i}");
        }
    }

    /// <summary>Plain &gt; baseline &gt; optimal control variate &gt; A &gt; B, summed over the parameters, 256 draws each: with few draws the control variate is worse than none, its slope being noise.</summary>
    [Fact]
    public void VariancesAreOrdered()
    {
        LinearRegressionModel model = ConjugateRegression.Model;
        DiagonalGaussian family = ConjugateRegression.Family();
        int[] all = [.. Enumerable.Range(0, model.DataCount)];
        double[] variances = [.. new[] { "plain", "baseline", "control variate", "A", "B" }.Select(name => Variance(Make(name), model, family, all, 256))];
        Assert.Equal(variances.OrderDescending(), variances);
        Assert.True(variances[0] > 50 * variances[3], $"{variances[0]} and {variances[3]}");
        Assert.True(Variance(Make("control variate"), model, family, all, 4) > Variance(Make("baseline"), model, family, all, 4));
    }

    /// <summary>At the exact posterior the gradient without the score has no variance at all (Roeder, Wu and Duvenaud 2017).</summary>
    [Fact]
    public void WithoutTheScoreNothingIsLeftAtThePosterior()
    {
        LinearRegressionModel model = OrthogonalRegression.Model;
        DiagonalGaussian family = OrthogonalRegression.Posterior();
        double[] gradient = new double[family.Parameters.Length];
        int[] all = [.. Enumerable.Range(0, model.DataCount)];
        for (int draw = 0; draw < 50; draw++)
        {
            double bound = new SgvbEstimatorA(dropScore: true).Estimate(model, family, all, s_stream, draw, 1, gradient);
            Assert.All(gradient, value => Assert.Equal(0, value, 1e-10));
            Assert.Equal(OrthogonalRegression.LogEvidence, bound, 1e-9);
        }
    }

    [Fact]
    public void WrongArgumentsAreRefused()
    {
        LinearRegressionModel model = ConjugateRegression.Model;
        DiagonalGaussian family = ConjugateRegression.Family();
        double[] gradient = new double[family.Parameters.Length];
        Assert.Throws<ArgumentException>(() => new SgvbEstimatorA().Estimate(model, family, [], s_stream, 0, 1, gradient));
        Assert.Throws<ArgumentException>(() => new SgvbEstimatorA().Estimate(model, new DiagonalGaussian(1), [0], s_stream, 0, 1, new double[2]));
        Assert.Throws<ArgumentException>(() => new SgvbEstimatorA().Estimate(model, family, [0], s_stream, 0, 1, new double[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SgvbEstimatorA().Estimate(model, family, [0], s_stream, 0, 0, gradient));
        Assert.Throws<ArgumentException>(() => new ScoreFunctionEstimator().Estimate(model, family, [0], s_stream, 0, 2, gradient));
        Assert.Throws<ArgumentException>(() => new SgvbEstimatorB().Estimate(model, new MeanFieldGamma(family.Dimension), [0], s_stream, 0, 1, gradient));
    }

    internal static IGradientEstimator Make(string name) => name switch
    {
        "plain" => new ScoreFunctionEstimator(ScoreFunctionVariance.Plain),
        "baseline" => new ScoreFunctionEstimator(ScoreFunctionVariance.RunningBaseline),
        "control variate" => new ScoreFunctionEstimator(ScoreFunctionVariance.OptimalControlVariate),
        "A" => new SgvbEstimatorA(),
        "A without the score" => new SgvbEstimatorA(dropScore: true),
        _ => new SgvbEstimatorB(),
    };

    private static double Variance(IGradientEstimator estimator, LinearRegressionModel model, DiagonalGaussian family, int[] all, int samples)
    {
        const int Fewer = 2000;
        (_, double[] errors) = Repeat(estimator, model, family, _ => all, samples, Fewer);
        return errors.SkipLast(1).Sum(error => error * error * Fewer);
    }

    /// <summary>Means and standard errors of the gradient, and last of the bound.</summary>
    private static (double[] Means, double[] Errors) Repeat(IGradientEstimator estimator, LinearRegressionModel model, DiagonalGaussian family, Func<int, int[]> batch, int samples, int repetitions = Repetitions)
    {
        int count = family.Parameters.Length + 1;
        (double[] sums, double[] squares, double[] values) = (new double[count], new double[count], new double[count]);
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            values[^1] = estimator.Estimate(model, family, batch(repetition), s_stream, (long)repetition * samples, samples, values.AsSpan(0, count - 1));
            for (int i = 0; i < count; i++)
            {
                sums[i] += values[i];
                squares[i] += values[i] * values[i];
            }
        }

        double[] means = [.. sums.Select(sum => sum / repetitions)];
        return (means, [.. squares.Select((square, i) => Math.Sqrt(Math.Max(0, (square / repetitions) - (means[i] * means[i])) / repetitions))]);
    }

    private static void AssertNear(double expected, double mean, double error, string what) =>
        Assert.True(Math.Abs(mean - expected) <= (5 * error) + 1e-9, $"{what}: {mean:R}, expected {expected:R}, standard error {error:G3}.");
}
