using System;
using System.Collections.Generic;
using System.Linq;
using MathNet.Numerics.Distributions;
using Xunit;

namespace Kernels.Tests;

/// <summary>One row per distribution and choice of parameters.</summary>
internal static class DistributionTable
{
    public static IReadOnlyList<DistributionCase> Cases { get; } =
    [
        Of("Exponential", [2.5], p => new ExponentialDistribution(p[0]), new Exponential(2.5).CumulativeDistribution, outside: [-1e-3]),
        Of("Cauchy", [1, 2], p => new CauchyDistribution(p[0], p[1]), new Cauchy(1, 2).CumulativeDistribution, moments: false),
        Of("Logistic", [-1, 0.7], p => new LogisticDistribution(p[0], p[1]), x => 1 / (1 + Math.Exp(-(x + 1) / 0.7))),
        Of("Rayleigh", [1.5], p => new RayleighDistribution(p[0]), new Rayleigh(1.5).CumulativeDistribution, outside: [-0.1]),
        Of("Pareto", [2, 6], p => new ParetoDistribution(p[0], p[1]), new Pareto(2, 6).CumulativeDistribution, outside: [1.9, -1]),
        Of("Weibull", [1.7, 3], p => new WeibullDistribution(p[0], p[1]), new Weibull(1.7, 3).CumulativeDistribution, outside: [-0.1]),
        Of("Weibull, small shape", [0.5, 1], p => new WeibullDistribution(p[0], p[1]), new Weibull(0.5, 1).CumulativeDistribution),
        Of("Reciprocal", [0.5, 20], p => new ReciprocalDistribution(p[0], p[1]), x => Math.Log(x / 0.5) / Math.Log(40), outside: [0.4, 21, -1]),
        Of("Gompertz", [0.3, 2], p => new GompertzDistribution(p[0], p[1]), x => 1 - Math.Exp(-0.3 * (Math.Exp(2 * x) - 1)), outside: [-0.1]),
        Of("Gompertz, large shape", [5, 0.1], p => new GompertzDistribution(p[0], p[1]), x => 1 - Math.Exp(-5 * (Math.Exp(0.1 * x) - 1))),
        Of("Gumbel", [0.5, 2], p => new GumbelDistribution(p[0], p[1]), x => Math.Exp(-Math.Exp(-(x - 0.5) / 2))),
        Of("Laplace", [-2, 0.5], p => new LaplaceDistribution(p[0], p[1]), new Laplace(-2, 0.5).CumulativeDistribution),
        Of("Normal", [3, 0.25], p => new NormalDistribution(p[0], p[1]), new Normal(3, 0.25).CumulativeDistribution),
        Of("LogNormal", [0.1, 0.4], p => new LogNormalDistribution(p[0], p[1]), new LogNormal(0.1, 0.4).CumulativeDistribution, outside: [0, -1]),
        Of("Uniform", [-1, 3], p => new UniformDistribution(p[0], p[1]), x => (x + 1) / 4, outside: [-1.1, 3.1]),
        Of("Triangular", [-1, 0, 3], p => new TriangularDistribution(p[0], p[1], p[2]), new Triangular(-1, 3, 0).CumulativeDistribution, outside: [-1.1, 3.1]),
        Of("Triangular, steep fall", [-1, 2.5, 3], p => new TriangularDistribution(p[0], p[1], p[2]), new Triangular(-1, 3, 2.5).CumulativeDistribution),
        Of("Gamma", [2.5, 3], p => new GammaDistribution(p[0], p[1]), new Gamma(2.5, 3).CumulativeDistribution, quantile: false, outside: [-0.1]),
        Of("Gamma, small shape", [0.3, 1], p => new GammaDistribution(p[0], p[1]), new Gamma(0.3, 1).CumulativeDistribution, quantile: false),
        Of("Gamma, large shape", [200, 10], p => new GammaDistribution(p[0], p[1]), new Gamma(200, 10).CumulativeDistribution, quantile: false),
        Of("ChiSquared", [5], p => new ChiSquaredDistribution(p[0]), new ChiSquared(5).CumulativeDistribution, quantile: false, outside: [-1]),
        Of("Erlang", [4, 2], p => new ErlangDistribution((int)p[0], p[1]), new Erlang(4, 2).CumulativeDistribution, parameters: 1, outside: [-1]),
        Of("Beta", [2, 3.5], p => new BetaDistribution(p[0], p[1]), new Beta(2, 3.5).CumulativeDistribution, quantile: false, outside: [-0.1, 1.1]),
        Of("Beta, small shapes", [0.2, 0.6], p => new BetaDistribution(p[0], p[1]), new Beta(0.2, 0.6).CumulativeDistribution, quantile: false),
        Of("F", [6, 20], p => new FDistribution(p[0], p[1]), new FisherSnedecor(6, 20).CumulativeDistribution, quantile: false, outside: [-1]),
        Of("StudentT", [9, 1, 2], p => new StudentTDistribution(p[0], p[1], p[2]), new StudentT(1, 2, 9).CumulativeDistribution, quantile: false),
        Of("StudentT, heavy tails", [1.5, 0, 1], p => new StudentTDistribution(p[0], p[1], p[2]), new StudentT(0, 1, 1.5).CumulativeDistribution, quantile: false, moments: false),
    ];

    public static TheoryData<string> Names() => [.. Cases.Select(row => row.Name)];

    public static TheoryData<string> WithMoments() => [.. Cases.Where(row => row.HasMoments).Select(row => row.Name)];

    public static TheoryData<string> Quantiles() => [.. Cases.Where(row => row.IsQuantile).Select(row => row.Name)];

    public static DistributionCase Case(string name) => Cases.Single(row => row.Name == name);

    private static DistributionCase Of(
        string name,
        double[] values,
        Func<double[], IDistribution> make,
        Func<double, double> distribution,
        bool quantile = true,
        bool moments = true,
        int parameters = 0,
        double[]? outside = null) => new()
        {
            Name = name,
            Parameters = values,
            Make = make,
            Distribution = distribution,
            IsQuantile = quantile,
            HasMoments = moments,
            ParameterCount = parameters == 0 ? values.Length : parameters,
            Outside = outside ?? [],
        };
}
