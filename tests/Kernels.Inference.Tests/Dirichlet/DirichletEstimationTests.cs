using System;
using System.Linq;
using Kernels.Tests.Reference;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Maxima found independently by mpmath's findroot with 40 digits.</summary>
public class DirichletEstimationTests
{
    /// <summary>Documents' γ of (2, .7), (1.2, 3.3), (.9, 4): a whole Newton step from (1, .3) gives −1.95.</summary>
    private static readonly double[] s_meanLog = [-1.4301914666821131, -0.8661584282706931];

    [Fact]
    public void AStartFromWhichNewtonOvershootsStillFindsTheMaximum()
    {
        double[] alpha = [1, 0.3];
        DirichletEstimate estimate = DirichletEstimation.Maximize(s_meanLog, alpha);
        AssertNear([0.6484414689480017, 0.8713802690447724], alpha);
        Assert.True(estimate.Converged);
        Assert.True(estimate.RejectedSteps >= 1);
    }

    [Theory]
    [InlineData(5, 1.5, 0.2, 0.03)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1e-4, 1e-4, 1e-4, 1e-4)]
    [InlineData(1e6, 1e-5, 1e4, 3)]
    public void AnyStartFindsTheMaximum(double first, double second, double third, double fourth)
    {
        double[] alpha = [first, second, third, fourth];
        DirichletEstimate estimate = DirichletEstimation.Maximize([-0.5, -2, -7.5, -40], alpha);
        Assert.True(estimate.Converged, $"{estimate}: {string.Join(' ', alpha)}");
        AssertNear([1.8308685283819369, 0.7098178621258473, 0.15752358869529106, 0.025868498941616106], alpha);
    }

    /// <summary>lda-c's own example: statistics −6.88904968485842 of three documents and two topics.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(0.7)]
    [InlineData(1e-5)]
    public void TheSharedParameterIsLdaC(double start)
    {
        DirichletEstimate estimate = DirichletEstimation.MaximizeSymmetric(-6.88904968485842 / 6, 2, start, out double alpha);
        Assert.True(estimate.Converged);
        AssertNear([0.7136469647744575], [alpha]);
    }

    [Fact]
    public void OneStepNeverLowersTheLikelihoodNorLeavesTheDomain()
    {
        var random = new Random(5);
        for (int trial = 0; trial < 300; trial++)
        {
            int size = 2 + random.Next(30);
            double[] meanLog = [.. Enumerable.Range(0, size).Select(_ => -Math.Log(size) - Math.Exp((6 * random.NextDouble()) - 3))];
            double[] alpha = [.. Enumerable.Range(0, size).Select(_ => Math.Exp((20 * random.NextDouble()) - 11))];
            double before = Likelihood(meanLog, alpha, out double magnitude);
            DirichletEstimation.Step(meanLog, 1 - random.NextDouble(), alpha);
            Assert.All(alpha, value => Assert.InRange(value, DirichletEstimation.SmallestParameter, DirichletEstimation.LargestParameter));
            Assert.True(Likelihood(meanLog, alpha, out _) >= before - (1e-12 * magnitude), $"trial {trial}");
        }
    }

    [Fact]
    public void ATopicThatNeverOccursStaysAboveZero()
    {
        double[] alpha = [1, 1, 1];
        DirichletEstimation.Maximize([-0.7, -0.7, -1e7], alpha);
        Assert.Equal(DirichletEstimation.SmallestParameter, alpha[2]);
        Assert.True(alpha[0] > 0.1);
    }

    [Fact]
    public void ObservationsThatAreAllTheSameStopAtTheLargest()
    {
        double[] alpha = [1, 1];
        DirichletEstimation.Maximize([Math.Log(0.5), Math.Log(0.5)], alpha);
        Assert.All(alpha, value => Assert.InRange(value, 1e3, DirichletEstimation.LargestParameter));
        DirichletEstimation.MaximizeSymmetric(Math.Log(0.5), 2, 1, out double shared);
        Assert.InRange(shared, 1e3, DirichletEstimation.LargestParameter);
    }

    [Fact]
    public void DrawsGiveTheirParametersBack()
    {
        double[] truth = [1.3, 2, 7];
        double[] sums = new double[3];
        const int Draws = 40_960;
        double[][] gammas = [.. truth.Select((shape, k) =>
        {
            double[] drawn = new double[Draws];
            var draws = new GammaDraws(shape, 9, (uint)k);
            for (int first = 0; first < Draws; first += GammaDraws.BlockLength)
            {
                draws.Fill((ulong)first, drawn.AsSpan(first, GammaDraws.BlockLength));
            }

            return drawn;
        })];
        for (int i = 0; i < Draws; i++)
        {
            double total = gammas.Sum(each => each[i]);
            for (int k = 0; k < 3; k++)
            {
                sums[k] += Math.Log(gammas[k][i] / total) / Draws;
            }
        }

        double[] alpha = [1, 1, 1];
        DirichletEstimation.Maximize(sums, alpha);
        for (int k = 0; k < 3; k++)
        {
            Assert.InRange(alpha[k] / truth[k], 0.97, 1.03);
        }
    }

    [Fact]
    public void WhatCannotBeIsRefused()
    {
        Assert.Throws<ArgumentException>(() => DirichletEstimation.Maximize([-1, -1], new double[3]));
        Assert.Throws<ArgumentException>(() => DirichletEstimation.Maximize([-1], new double[] { 1 }));
        Assert.Contains("-2", Assert.Throws<ArgumentException>(() => DirichletEstimation.Maximize([-1, -1], new double[] { 1, -2 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DirichletEstimation.Maximize([-1, double.NaN], new double[] { 1, 1 }));
        Assert.Throws<ArgumentException>(() => DirichletEstimation.Maximize([-1, 0.5], new double[] { 1, 1 }));
        Assert.Throws<ArgumentException>(() => DirichletEstimation.Step([-1, -1], 0, new double[] { 1, 1 }));
        Assert.Throws<ArgumentException>(() => DirichletEstimation.StepSymmetric(-1, 2, 1.5, 1, out _));
        Assert.Throws<ArgumentException>(() => DirichletEstimation.MaximizeSymmetric(-1, 1, 1, out _));
        Assert.Throws<ArgumentException>(() => DirichletEstimation.MaximizeSymmetric(-1, 2, double.PositiveInfinity, out _));
    }

    private static double Likelihood(double[] meanLog, double[] alpha, out double magnitude)
    {
        double value = PlainFunctions.LogGamma(alpha.Sum());
        magnitude = Math.Abs(value);
        for (int k = 0; k < alpha.Length; k++)
        {
            double logGamma = PlainFunctions.LogGamma(alpha[k]);
            value += ((alpha[k] - 1) * meanLog[k]) - logGamma;
            magnitude += Math.Abs((alpha[k] - 1) * meanLog[k]) + Math.Abs(logGamma);
        }

        return value;
    }

    private static void AssertNear(double[] expected, double[] actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(actual[i] - expected[i]) <= 1e-9 * expected[i], $"{i}: {actual[i]:R}, expected {expected[i]:R}");
        }
    }
}
