using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>A family and some of its distributions, near to and far from each other.</summary>
internal sealed record FamilyCase(string Name, ExponentialFamily Family, params double[][] Naturals)
{
    public override string ToString() => Name;
}

internal static class FamilyCases
{
    public static IReadOnlyList<FamilyCase> All { get; } =
    [
        new("Bernoulli", new BernoulliFamily(), [-0.7], [2.5], [0], [-5]),
        new("Categorical 1", new CategoricalFamily(1), [0.0]),
        new("Categorical 4", new CategoricalFamily(4), Logs(0.1, 0.2, 0.3, 0.4), Logs(0.97, 0.01, 0.015, 0.005), Logs(0.25, 0.25, 0.25, 0.25)),
        new("Dirichlet 2", new DirichletFamily(2), [0.5, 3], [20, 4], [1.2, 1.1]),
        new("Dirichlet 4", new DirichletFamily(4), [0.3, 1, 4, 0.7], [10, 20, 30, 40], [1.5, 1.5, 1.5, 2]),
        new("Gamma", new GammaFamily(), Gamma(3.7, 0.4), Gamma(0.6, 7), Gamma(150, 2)),
        new("Gaussian", new GaussianFamily(), Gaussian(-3, 0.7), Gaussian(2, 25), Gaussian(0, 1)),
        new("Gaussian 3", new MultivariateGaussianFamily(3), Gaussian([1, -1, 0.5], [2, 0.5, 0.3, 0.5, 1, -0.2, 0.3, -0.2, 0.8]), Gaussian([0, 0.5, 0], [1, 0.1, 0, 0.1, 2, 0.3, 0, 0.3, 1.5])),
        new("NormalGamma", new NormalGammaFamily(), NormalGamma(1, 2, 3, 4), NormalGamma(-0.5, 0.3, 9, 2)),
        new("Wishart 1", new WishartFamily(1), Wishart(3, [0.5]), Wishart(12, [2])),
        new("Wishart 3", new WishartFamily(3), Wishart(6.5, [1, 0.2, 0.1, 0.2, 2, -0.3, 0.1, -0.3, 0.5]), Wishart(9.25, [0.5, 0.1, 0, 0.1, 0.4, 0.05, 0, 0.05, 0.9])),
        new("GaussianWishart 2", new GaussianWishartFamily(2), GaussianWishart([1, 0.5], 1.7, 5.3, [1, 0.2, 0.2, 0.6]), GaussianWishart([0, 0.2], 3, 12, [0.3, -0.1, -0.1, 0.4])),
    ];

    public static TheoryData<string, int> Distributions()
    {
        var data = new TheoryData<string, int>();
        foreach (FamilyCase each in All)
        {
            for (int i = 0; i < each.Naturals.Length; i++)
            {
                data.Add(each.Name, i);
            }
        }

        return data;
    }

    public static TheoryData<string> Names() => [.. All.Select(each => each.Name)];

    public static FamilyCase Of(string name) => All.Single(each => each.Name == name);

    public static double[] Gamma(double shape, double rate) => Filled(2, natural => GammaFamily.FromShapeRate(shape, rate, natural));

    public static double[] Gaussian(double mean, double variance) => Filled(2, natural => GaussianFamily.FromMeanVariance(mean, variance, natural));

    public static double[] Gaussian(double[] mean, double[] covariance) =>
        Filled(mean.Length * (mean.Length + 1), natural => new MultivariateGaussianFamily(mean.Length).FromMeanCovariance(mean, covariance, natural));

    public static double[] NormalGamma(double mean, double meanPrecision, double shape, double rate) =>
        Filled(4, natural => NormalGammaFamily.FromMeanRate(mean, meanPrecision, shape, rate, natural));

    public static double[] Wishart(double degreesOfFreedom, double[] scale) =>
        Filled(1 + scale.Length, natural => new WishartFamily(Size(scale)).FromScale(degreesOfFreedom, scale, natural));

    public static double[] GaussianWishart(double[] mean, double meanPrecision, double degreesOfFreedom, double[] scale) =>
        Filled(2 + mean.Length + scale.Length, natural => new GaussianWishartFamily(mean.Length).FromScale(mean, meanPrecision, degreesOfFreedom, scale, natural));

    public static double[] Logs(params double[] probabilities) => Array.ConvertAll(probabilities, Math.Log);

    private static int Size(double[] matrix) => (int)Math.Round(Math.Sqrt(matrix.Length));

    private static double[] Filled(int length, Action<double[]> fill)
    {
        double[] values = new double[length];
        fill(values);
        return values;
    }
}
