using System;
using System.Linq;
using Kernels.Tests.Reference;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>The gradient of E_q(β)[Σ_d ℓ_d(β)] in λ, beside finite differences of the bound itself.</summary>
public sealed class CorrectedGradientTests
{
    private const int Topics = 2;
    private static readonly double[] s_alpha = [0.9, 1.3];

    /// <summary>Six words, two of them outside of the batch and drawn as one cell. For each draw the slope is that of the documents' bounds along the curve of draws with the same uniforms, the rest's too.</summary>
    [Fact]
    public void EachDrawHasTheSlopeOfTheBoundWithItsUniformsHeld()
    {
        const int Cells = 5, Words = 4;
        const double Step = 1e-4;
        (int Word, float Count)[][] documents = [[(0, 3), (1, 1), (3, 2)], [(1, 4), (2, 2)], [(0, 1), (2, 5), (3, 1)]];
        double[] lambda = [0.4, 2.1, 1.7, 0.8, 3.0, 0.3, 1.1, 1.1, 2.2, 1.9];
        var draws = new TopicDraws(Topics, seed: 12, threads: 1);
        double[] logBeta = new double[Cells * Topics], logTotal = new double[Topics];
        for (uint stream = 0; stream < 25; stream++)
        {
            draws.Draw(stream, [0, 1, 2, 3, 6], Cells, lambda, logBeta, logTotal);
            double[] statistics = new double[Words * Topics];
            Evaluate(documents, logBeta, statistics);
            double[] gradient = new double[Cells * Topics];
            new CorrectedGradient(Topics, threads: 1).Add(Cells, Words, lambda, logBeta, logTotal, statistics, gradient);
            for (int i = 0; i < gradient.Length; i++)
            {
                double uniform = Math.Exp(GammaQuantile.LogDistribution(lambda[i], logBeta[i] + logTotal[i % Topics]));
                double slope = (At(i, GammaQuantile.Log(lambda[i] + Step, uniform)) - At(i, GammaQuantile.Log(lambda[i] - Step, uniform))) / (2 * Step);
                Assert.Equal(slope, gradient[i], 1e-5 * (1 + Math.Abs(slope)));
            }
        }

        double At(int moved, double logDraw)
        {
            double[] logs = new double[Cells * Topics];
            for (int k = 0; k < Topics; k++)
            {
                double[] column = [.. Enumerable.Range(0, Cells).Select(cell => (cell * Topics) + k == moved ? logDraw : logBeta[(cell * Topics) + k] + logTotal[k])];
                double total = PlainFunctions.LogSumExp(column);
                for (int cell = 0; cell < Cells; cell++)
                {
                    logs[(cell * Topics) + k] = column[cell] - total;
                }
            }

            return Evaluate(documents, logs, new double[Words * Topics]);
        }
    }

    /// <summary>Two words and two topics: the objective is a double integral, its slope is known to many digits. The corrected estimate's mean is the natural gradient, that of the sampled one is not.</summary>
    [Fact]
    public void TheMeanIsTheNaturalGradientOfTheIntegralAndThatOfTheSampledOneIsNot()
    {
        const int Draws = 30_000;
        (int Word, float Count)[][] documents = [[(0, 6), (1, 1)], [(0, 1), (1, 4)], [(0, 2), (1, 3)]];
        double[] lambda = [1.6, 2.4, 2.9, 1.5];
        double[] slope = [.. Enumerable.Range(0, 4).Select(i => (Integral(documents, Moved(lambda, i, 1e-3)) - Integral(documents, Moved(lambda, i, -1e-3))) / 2e-3)];
        double[] exact = new double[4];
        for (int k = 0; k < Topics; k++)
        {
            double common = PlainFunctions.Trigamma(lambda[k] + lambda[2 + k]);
            double[][] fisher = [[PlainFunctions.Trigamma(lambda[k]) - common, -common], [-common, PlainFunctions.Trigamma(lambda[2 + k]) - common]];
            (exact[k], exact[2 + k]) = PlainStructured.Solve(fisher, [slope[k], slope[2 + k]]) is [var first, var second] ? (first, second) : default;
        }

        double[] meanField = new double[4];
        Evaluate(documents, [.. lambda.Select((value, i) => Math.Log(value / (lambda[i % 2] + lambda[2 + (i % 2)])))], meanField);
        var draws = new TopicDraws(Topics, seed: 4, threads: 1);
        var corrected = new CorrectedGradient(Topics, threads: 1);
        double[] logBeta = new double[4], logTotal = new double[2], statistics = new double[4];
        (double Sum, double Squares)[] ours = new (double, double)[4], sampled = new (double, double)[4];
        for (uint stream = 0; stream < Draws; stream++)
        {
            draws.Draw(stream, [0, 1], 2, lambda, logBeta, logTotal);
            Array.Clear(statistics);
            Evaluate(documents, logBeta, statistics);
            double[] natural = new double[4];
            corrected.Add(2, 2, lambda, logBeta, logTotal, [.. statistics.Zip(meanField, (value, mean) => value - mean)], natural);
            corrected.ToNatural(2, 2, lambda, natural);
            for (int i = 0; i < 4; i++)
            {
                double value = meanField[i] + natural[i];
                ours[i] = (ours[i].Sum + value, ours[i].Squares + (value * value));
                sampled[i] = (sampled[i].Sum + statistics[i], sampled[i].Squares + (statistics[i] * statistics[i]));
            }
        }

        for (int i = 0; i < 4; i++)
        {
            Assert.InRange(Math.Abs(Mean(ours[i]) - exact[i]) / Error(ours[i]), 0, 4);
            Assert.True(Error(ours[i]) < 0.06, $"The error of the mean is {Error(ours[i])}.");
        }

        // Far off, and not by noise: it leaves out that n̂ moves with the draw, and the documents here go along with any topics.
        Assert.All(Enumerable.Range(0, 4), i => Assert.True(Mean(sampled[i]) - exact[i] > 1 + (20 * Error(sampled[i]))));

        static double Mean((double Sum, double Squares) of) => of.Sum / Draws;

        static double Error((double Sum, double Squares) of) => Math.Sqrt(((of.Squares / Draws) - (Mean(of) * Mean(of))) / Draws);
    }

    [Fact]
    public void NaturalIsTheSolutionWithTheDenseInformation()
    {
        double[] lambda = [0.02, 5, 1.5, 0.7, 40, 0.01, 3, 900];
        double[] gradient = [3, -1, 0.5, 2, -0.1, 30, 7, 8];
        double[] natural = [.. gradient];
        new CorrectedGradient(Topics, threads: 1).ToNatural(cells: 4, words: 3, lambda, natural);
        for (int k = 0; k < Topics; k++)
        {
            double common = PlainFunctions.Trigamma(lambda[k] + lambda[2 + k] + lambda[4 + k] + lambda[6 + k]);
            double[][] fisher = [.. Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 3).Select(j => (i == j ? PlainFunctions.Trigamma(lambda[(2 * i) + k]) : 0) - common).ToArray())];
            double[] expected = PlainStructured.Solve(fisher, [gradient[k], gradient[2 + k], gradient[4 + k]]);
            for (int i = 0; i < 3; i++)
            {
                Assert.Equal(expected[i], natural[(2 * i) + k], 1e-11 * (1 + Math.Abs(expected[i])));
            }
        }
    }

    [Fact]
    public void AStepIsShortenedToWhereTheFirstWordComesToHalfOfEta()
    {
        double[] lambda = [2, 1, 0.05, 3, 0.04, 1];
        double[] statistics = [-1, 0, 1, -0.02, -9, 1];
        double[] steps = new double[2];
        Assert.Equal(1, PositiveStep.Shorten(lambda, statistics, [0.1, 0.1, 0.1], 0.8, 2, steps));
        Assert.Equal([(2 - 0.05) / (2 - 0.1 + 2), 0.8], steps);
        Assert.Equal(0, PositiveStep.Shorten(lambda, statistics, [0.1, 0.1, 0.1], 0.01, 2, steps));
        Assert.Equal([0.01, 0.01], steps);
        Assert.Equal(0, PositiveStep.Shorten([], [], [], 0.3, 2, steps));
    }

    private static double[] Moved(double[] lambda, int index, double by)
    {
        double[] moved = [.. lambda];
        moved[index] += by;
        return moved;
    }

    /// <summary>E of the documents' bounds over two Beta distributions: the rectangle rule in t with β = sin²(πt/2), whose integrand and its slopes vanish at both ends.</summary>
    private static double Integral((int Word, float Count)[][] documents, double[] lambda)
    {
        const int Points = 120;
        double sum = 0;
        for (int i = 0; i < Points; i++)
        {
            (double first, double firstRest, double firstWeight) = Node(i, lambda[0], lambda[2]);
            for (int j = 0; j < Points; j++)
            {
                (double second, double secondRest, double secondWeight) = Node(j, lambda[1], lambda[3]);
                double weight = firstWeight * secondWeight;
                sum += weight * Evaluate(documents, [first, second, firstRest, secondRest], new double[4]);
            }
        }

        return sum;

        static (double Log, double LogRest, double Weight) Node(int i, double a, double b)
        {
            double angle = Math.PI * (i + 0.5) / (2 * Points);
            (double log, double rest) = (2 * Math.Log(Math.Sin(angle)), 2 * Math.Log(Math.Cos(angle)));
            double logBeta = PlainFunctions.LogGamma(a) + PlainFunctions.LogGamma(b) - PlainFunctions.LogGamma(a + b);
            return (log, rest, Math.Exp((a * log) + (b * rest) - logBeta) * Math.PI / Points / (Math.Sin(angle) * Math.Cos(angle)));
        }
    }

    /// <summary>Σ_d ℓ_d at its maximum from one fixed start, and n̂.</summary>
    private static double Evaluate((int Word, float Count)[][] documents, double[] logBeta, double[] statistics)
    {
        double bound = 0;
        foreach ((int Word, float Count)[] document in documents)
        {
            double[][] rows = [.. document.Select(pair => logBeta[(pair.Word * Topics)..((pair.Word + 1) * Topics)])];
            float[] counts = [.. document.Select(pair => pair.Count)];
            double[] gamma = PlainDocuments.Iterate(rows, counts, s_alpha, [.. s_alpha.Select(value => value + (counts.Sum() / 2.0))], 40);
            double[][] phi = PlainDocuments.Phi(rows, gamma);
            bound += PlainDocuments.Bound(rows, counts, s_alpha, gamma, phi);
            for (int w = 0; w < document.Length; w++)
            {
                for (int k = 0; k < Topics; k++)
                {
                    statistics[(document[w].Word * Topics) + k] += counts[w] * phi[w][k];
                }
            }
        }

        return bound;
    }
}
