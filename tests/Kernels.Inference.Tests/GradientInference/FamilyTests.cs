using System;
using System.Linq;
using Kernels.Tests.Reference;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Densities, scores and slopes of the families against difference quotients.</summary>
public class FamilyTests
{
    private const double Step = 1e-6;

    public static TheoryData<string> Families => ["Gaussian", "Gamma"];

    [Theory]
    [MemberData(nameof(Families))]
    public void GradientsAndScoresAreDifferenceQuotients(string name)
    {
        IVariationalFamily family = Make(name);
        double[] z = [0.4, 2.5, 1.1];
        double[] gradient = new double[3];
        double[] score = new double[6];
        double density = family.LogDensity(z, gradient, score);
        double expected = name == "Gaussian"
            ? Enumerable.Range(0, 3).Sum(j => MathLogNormal(z[j], family.Parameters[j], Math.Exp(family.Parameters[3 + j])))
            : Enumerable.Range(0, 3).Sum(j => LogGammaDensity(z[j], Math.Exp(family.Parameters[j]), Math.Exp(family.Parameters[3 + j])));
        Assert.Equal(expected, density, 1e-10);
        for (int j = 0; j < 3; j++)
        {
            double slope = Quotient(by => family.LogDensity([.. z.Select((value, i) => i == j ? value + by : value)], new double[3], new double[6]));
            Assert.Equal(slope, gradient[j], 1e-6);
        }

        for (int i = 0; i < 6; i++)
        {
            double slope = Quotient(by =>
            {
                family.Parameters[i] += by;
                double moved = family.LogDensity(z, new double[3], new double[6]);
                family.Parameters[i] -= by;
                return moved;
            });
            Assert.Equal(slope, score[i], 1e-6);
        }
    }

    [Fact]
    public void SlopesOfAGaussianDrawAreDifferenceQuotients()
    {
        IVariationalFamily family = Make("Gaussian");
        double[] slopes = new double[6];
        family.Sample(new RandomStream(1, 1), 17, new double[3], slopes);
        for (int i = 0; i < 6; i++)
        {
            double slope = Quotient(by =>
            {
                double[] moved = new double[3];
                family.Parameters[i] += by;
                family.Sample(new RandomStream(1, 1), 17, moved, new double[6]);
                family.Parameters[i] -= by;
                return moved[i % 3];
            });
            Assert.Equal(slope, slopes[i], 1e-7);
        }
    }

    /// <summary>∂ E z/∂φ and ∂ E z²/∂φ are the means of slope and of 2·z·slope.</summary>
    [Fact]
    public void SlopesOfGammaDrawsAverageToThoseOfTheMoments()
    {
        const int Draws = 50_000;
        IVariationalFamily family = Make("Gamma");
        double[] z = new double[3];
        double[] slopes = new double[6];
        double[,] sums = new double[6, 4];
        for (int draw = 0; draw < Draws; draw++)
        {
            family.Sample(new RandomStream(1, 1), draw, z, slopes);
            for (int i = 0; i < 6; i++)
            {
                double square = 2 * z[i % 3] * slopes[i];
                (sums[i, 0], sums[i, 1], sums[i, 2], sums[i, 3]) = (sums[i, 0] + slopes[i], sums[i, 1] + (slopes[i] * slopes[i]), sums[i, 2] + square, sums[i, 3] + (square * square));
            }
        }

        for (int i = 0; i < 6; i++)
        {
            (double a, double b) = (Math.Exp(family.Parameters[i % 3]), Math.Exp(family.Parameters[3 + (i % 3)]));
            double mean = i < 3 ? a / b : -a / b;
            double second = i < 3 ? a * ((2 * a) + 1) / (b * b) : -2 * a * (a + 1) / (b * b);
            Assert.Equal(mean, sums[i, 0] / Draws, 5 * Math.Sqrt(sums[i, 1]) / Draws);
            Assert.Equal(second, sums[i, 2] / Draws, 5 * Math.Sqrt(sums[i, 3]) / Draws);
        }
    }

    [Fact]
    public void TheDivergenceIsTheClosedForm()
    {
        var family = (DiagonalGaussian)Make("Gaussian");
        double[] gradient = new double[6];
        double[] mean = [0, 1, -1];
        double[] deviation = [1, 2, 0.5];
        double expected = Enumerable.Range(0, 3).Sum(j =>
        {
            double s = Math.Exp(family.LogStandardDeviation[j]);
            return Math.Log(deviation[j] / s) + (((s * s) + Math.Pow(family.Mean[j] - mean[j], 2)) / (2 * deviation[j] * deviation[j])) - 0.5;
        });
        Assert.Equal(expected, family.KullbackLeibler(mean, deviation, gradient), 1e-12);
        for (int i = 0; i < 6; i++)
        {
            double slope = Quotient(by =>
            {
                family.Parameters[i] += by;
                double moved = family.KullbackLeibler(mean, deviation, new double[6]);
                family.Parameters[i] -= by;
                return moved;
            });
            Assert.Equal(slope, gradient[i], 1e-6);
        }
    }

    private static IVariationalFamily Make(string name)
    {
        IVariationalFamily family = name == "Gaussian" ? new DiagonalGaussian(3) : new MeanFieldGamma(3);
        double[] parameters = [0.3, -1, 0.8, -0.2, 0.4, -1];
        parameters.CopyTo(family.Parameters);
        return family;
    }

    private static double Quotient(Func<double, double> f) => (f(Step) - f(-Step)) / (2 * Step);

    private static double MathLogNormal(double x, double mean, double deviation) =>
        (-0.5 * Math.Log(2 * Math.PI)) - Math.Log(deviation) - (0.5 * Math.Pow((x - mean) / deviation, 2));

    private static double LogGammaDensity(double x, double shape, double rate) =>
        (shape * Math.Log(rate)) - PlainFunctions.LogGamma(shape) + ((shape - 1) * Math.Log(x)) - (rate * x);
}
