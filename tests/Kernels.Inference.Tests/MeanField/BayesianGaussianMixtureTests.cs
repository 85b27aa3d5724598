using System;
using System.Linq;
using Kernels.Tests.Reference;
using Xunit;

namespace Kernels.Inference.Tests;

public class BayesianGaussianMixtureTests
{
    private static readonly CoordinateAscentOptions s_toRest = new() { Tolerance = 1e-14, MaxSweeps = 5000 };

    /// <summary>
    /// scikit-learn 1.2.1: BayesianGaussianMixture(n_components=6, weight_concentration_prior_type='dirichlet_distribution', weight_concentration_prior=.01,
    /// reg_covar=0, tol=1e-13, max_iter=20000, random_state=0 … 4), every one of which ends here; its bound leaves constants out, so ours was computed from its
    /// parameters with scipy: −Σ r·ln r, and the differences of gammaln(α) and of multigammaln(ν/2, 2) − ν/2·ln|W⁻¹/2| − ln β, less N·ln 2π.
    /// </summary>
    [DataFact("gmm/faithful.csv")]
    public void FaithfulKeepsTwoOfSixComponents()
    {
        BayesianGaussianMixtureOptions options = new() { ComponentCount = 6, WeightConcentration = 0.01, Ascent = s_toRest };
        double[] x = MixtureData.Columns("faithful.csv", 1, 2);
        for (long seed = 1; seed <= 5; seed++)
        {
            BayesianGaussianMixture found = new BayesianGaussianMixtureTrainer(options with { Seed = seed }).Fit(x, 2);
            Assert.True(found.Ascent.Converged);
            Assert.Equal(0, found.Ascent.Falls);
            Assert.Equal(2, found.CountOccupied(1));
            Assert.Equal(-1183.7530788, found.Ascent.Bound, 1e-6);
            int[] order = [.. Enumerable.Range(0, 6).OrderByDescending(k => found.Weights[k])];
            Near([0.6426442858, 0.3572086878], order, k => found.Weights[k], 1e-6);
            Near([4.2878280135, 2.0548912010], order, k => found.Means[2 * k], 1e-6);
            Near([79.945923835, 54.690412355], order, k => found.Means[(2 * k) + 1], 1e-5);
            Near([0.1759045708, 0.1051955729], order, k => found.Covariances[4 * k], 1e-5);
            Near([1.0141681472, 0.8461243885], order, k => found.Covariances[(4 * k) + 1], 1e-5);
            Near([36.799417106, 37.984668238], order, k => found.Covariances[(4 * k) + 3], 1e-4);
            Near([176.82780440, 99.172195604], order, k => found.DegreesOfFreedom[k], 1e-4);
            Assert.All(order.Skip(2), k => Assert.Equal(0.01 / 272.06, found.Weights[k], 1e-6));
        }
    }

    /// <summary>The same call with n_components=2 and the default concentration 1/2.</summary>
    [DataFact("gmm/faithful.csv")]
    public void FaithfulWithTwoComponentsIsScikitLearns()
    {
        BayesianGaussianMixture found = new BayesianGaussianMixtureTrainer(new() { ComponentCount = 2, Ascent = s_toRest }).Fit(MixtureData.Columns("faithful.csv", 1, 2), 2);
        int[] order = [.. Enumerable.Range(0, 2).OrderByDescending(k => found.Weights[k])];
        Assert.Equal(-1178.979243115641, found.Ascent.Bound, 1e-8);
        Near([0.6422239095004443, 0.35777609049955583], order, k => found.Weights[k], 1e-8);
        Near([79.94597214104839, 54.69050002691623], order, k => found.Means[(2 * k) + 1], 1e-6);
        Near([36.79892289925703, 37.98557020992969], order, k => found.Covariances[(4 * k) + 3], 1e-5);
    }

    /// <summary>One component has no hidden assignments and a conjugate prior: the bound is the evidence. scikit-learn's parameters give the same.</summary>
    [DataFact("gmm/faithful.csv")]
    public void OneComponentHasItsExactEvidence()
    {
        double[] x = MixtureData.Columns("faithful.csv", 1, 2);
        BayesianGaussianMixture found = new BayesianGaussianMixtureTrainer(new() { ComponentCount = 1 }).Fit(x, 2);
        Assert.Equal(-1303.8975177948598, found.Ascent.Bound, 1e-9);
        Assert.Equal(2, found.Ascent.Sweeps);
        double[][] rows = MixtureData.Rows(x, 2);
        double[] mean = [rows.Average(row => row[0]), rows.Average(row => row[1])];
        double[] covariance = [.. Enumerable.Range(0, 4).Select(ij => rows.Sum(row => (row[ij / 2] - mean[ij / 2]) * (row[ij % 2] - mean[ij % 2])) / (rows.Length - 1))];
        double[] prior = FamilyCases.GaussianWishart(mean, 1, 2, PlainBayesianMixture.Inverse(covariance, 2)), statistics = new double[6];
        MultivariateGaussianFamily family = new(2);
        int count = family.SumStatistics(x, statistics);
        Assert.Equal(family.LogEvidence(prior, statistics, count), found.Ascent.Bound, 1e-7);
    }

    /// <summary>The bound as reported after few sweeps, far from rest, is Bishop's seven terms of the parameters as they are.</summary>
    [Theory]
    [InlineData(1, 3, 1)]
    [InlineData(1, 3, 4)]
    [InlineData(2, 4, 1)]
    [InlineData(2, 4, 2)]
    [InlineData(2, 2, 30)]
    public void TheBoundIsTheSumOfItsTerms(int dimension, int components, int sweeps)
    {
        double[] x = MixtureData.Clouds(83, dimension, 3, seed: 8);
        double[] mean = [.. Enumerable.Repeat(0.3, dimension)], inverseScale = dimension == 1 ? [2] : [2, 0.4, 0.4, 1];
        BayesianGaussianMixtureOptions options = new()
        {
            ComponentCount = components,
            WeightConcentration = 0.7,
            Mean = mean,
            MeanPrecision = 0.3,
            DegreesOfFreedom = 3.5,
            InverseScale = inverseScale,
            Ascent = new CoordinateAscentOptions { MaxSweeps = sweeps },
        };
        BayesianGaussianMixture found = new BayesianGaussianMixtureTrainer(options).Fit(x, dimension);
        double[] shares = new double[83 * components];
        found.Responsibilities(x, shares, new double[83]);
        double expected = PlainBayesianMixture.Bound(MixtureData.Rows(x, dimension), MixtureData.Rows(shares, components), found, 0.7, 0.3, mean, 3.5, inverseScale);
        Assert.Equal(expected, found.Ascent.Bound, 1e-10 * Math.Abs(expected));
        Assert.Equal(83, found.Counts.ToArray().Sum(), 1e-9);
    }

    /// <summary>Six observations can be told apart in 2⁶ ways, each with an exact evidence: the bound after every update is below their sum, and close to it at rest.</summary>
    [Fact]
    public void TheBoundIsBelowTheExactEvidence()
    {
        double[] x = [0.1, 0.4, -0.3, 5.1, 4.7, 5.4];
        BayesianGaussianMixtureOptions options = new()
        {
            ComponentCount = 2,
            WeightConcentration = 0.8,
            Mean = [2],
            MeanPrecision = 0.05,
            DegreesOfFreedom = 3,
            InverseScale = [0.6],
            Ascent = s_toRest,
        };
        GaussianFamily family = new();
        DirichletFamily weights = new(2);
        double[] prior = FamilyCases.GaussianWishart([2], 0.05, 3, [1 / 0.6]), logs = new double[64], statistics = new double[2];
        for (int labels = 0; labels < 64; labels++)
        {
            double[][] parts = [[.. x.Where((_, n) => ((labels >> n) & 1) == 0)], [.. x.Where((_, n) => ((labels >> n) & 1) == 1)]];
            logs[labels] = weights.LogPartition([0.8 + parts[0].Length, 0.8 + parts[1].Length]) - weights.LogPartition([0.8, 0.8]);
            foreach (double[] part in parts)
            {
                int count = family.SumStatistics(part, statistics);
                logs[labels] += family.LogEvidence(prior, statistics, count);
            }
        }

        double evidence = PlainFunctions.LogSumExp(logs);
        BayesianGaussianMixture found = new BayesianGaussianMixtureTrainer(options).Fit(x, 1);
        Assert.All(found.Ascent.History, step => Assert.True(step.Bound < evidence, $"{step}, evidence {evidence:R}"));

        // Two labellings of the same parts are equally likely; the approximation holds one of them: ln 2, and what independence costs.
        Assert.InRange(evidence - found.Ascent.Bound, Math.Log(2), Math.Log(2) + 0.6);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(3, 7)]
    [InlineData(9, 4)]
    public void TheBoundNeverFallsAndThreadsDoNotMatter(int dimension, int components)
    {
        double[] x = MixtureData.Clouds(9000, dimension, 4, seed: 3);
        BayesianGaussianMixtureOptions options = new() { ComponentCount = components, WeightConcentration = 0.1, Threads = 1, Ascent = new() { MaxSweeps = 25 } };
        BayesianGaussianMixture one = new BayesianGaussianMixtureTrainer(options).Fit(x, dimension);
        BayesianGaussianMixture three = new BayesianGaussianMixtureTrainer(options with { Threads = 3 }).Fit(x, dimension);
        Assert.Equal(0, one.Ascent.Falls);
        Assert.True(one.Ascent.History.Count >= 6);
        Assert.Equal(one.Ascent.History, three.Ascent.History);
        Assert.Equal(one.Means.ToArray(), three.Means.ToArray());
        Assert.Equal(one.Covariances.ToArray(), three.Covariances.ToArray());
    }

    /// <summary>The mass of the mixture of Student's t is 1, and with many observations it is the Gaussian of the means.</summary>
    [Fact]
    public void ThePredictiveDensityHasMassOne()
    {
        double[] x = MixtureData.Clouds(40, 1, 2, seed: 5);
        BayesianGaussianMixture found = new BayesianGaussianMixtureTrainer(new() { ComponentCount = 2 }).Fit(x, 1);

        // x = tan u, so that heavy tails end.
        const int Steps = 20_000;
        double[] u = [.. Enumerable.Range(0, Steps).Select(i => Math.PI * (((i + 0.5) / Steps) - 0.5))], logs = new double[Steps];
        found.LogPredictiveDensity(Array.ConvertAll(u, Math.Tan), logs);
        Assert.Equal(1, u.Zip(logs).Sum(pair => Math.Exp(pair.Second) / (Math.Cos(pair.First) * Math.Cos(pair.First))) * Math.PI / Steps, 1e-6);

        double[] many = MixtureData.Clouds(20_000, 2, 1, seed: 6), log = new double[1], point = new double[1];
        BayesianGaussianMixture one = new BayesianGaussianMixtureTrainer(new() { ComponentCount = 1 }).Fit(many, 2);
        double[] at = [one.Means[0] + 0.4, one.Means[1] - 0.2];
        one.LogPredictiveDensity(at, log);
        one.ToGaussianMixture().Responsibilities<double>(at, new double[1], point);
        Assert.Equal(point[0], log[0], 1e-3);
    }

    [Fact]
    public void RestartsKeepTheBestStart()
    {
        BayesianGaussianMixtureOptions options = new() { ComponentCount = 8 };
        int better = 0;
        for (ulong seed = 0; seed < 8; seed++)
        {
            double[] x = MixtureData.Clouds(120, 2, 5, seed, distance: 2);
            double[] bounds = [.. Enumerable.Range(1, 3).Select(restarts => new BayesianGaussianMixtureTrainer(options with { Restarts = restarts }).Fit(x, 2).Ascent.Bound)];
            Assert.True(bounds[1] >= bounds[0] && bounds[2] >= bounds[1]);
            better += bounds[2] > bounds[0] + 1e-3 ? 1 : 0;
        }

        Assert.InRange(better, 1, 8);
    }

    /// <summary>In other units: the same fit, the bound moved by N·d·ln of the factor.</summary>
    [Theory]
    [InlineData(1099511627776.0, 0)]
    [InlineData(9.094947017729282e-13, 0)]
    [InlineData(1.2676506002282294e30, 0)]
    [InlineData(1, 1048576)]
    public void UnitsAndOriginsDoNotMatter(double scale, double shift)
    {
        double[] x = [.. MixtureData.Clouds(150, 2, 3, seed: 4).Select(value => Math.Round(value * 65536) / 65536)];
        BayesianGaussianMixtureOptions options = new() { ComponentCount = 5, Ascent = new CoordinateAscentOptions { MaxSweeps = 30, Tolerance = 0 } };
        BayesianGaussianMixture plain = new BayesianGaussianMixtureTrainer(options).Fit(x, 2);
        BayesianGaussianMixture other = new BayesianGaussianMixtureTrainer(options).Fit(x.Select(value => (value * scale) + shift).ToArray(), 2);
        Assert.Equal(plain.Ascent.Bound - (300 * Math.Log(scale)), other.Ascent.Bound, 1e-6);
        Assert.All(Enumerable.Range(0, 5), k => Assert.Equal(plain.Weights[k], other.Weights[k], 1e-7));
    }

    [Fact]
    public void OneObservationAndEqualOnesNeedAPrior()
    {
        BayesianGaussianMixtureOptions options = new() { ComponentCount = 3 };
        BayesianGaussianMixtureOptions told = options with { InverseScale = [1, 0, 0, 1] };
        foreach (double[] x in new double[][] { [2, 3], [2, 3, 2, 3, 2, 3, 2, 3] })
        {
            Assert.Contains("InverseScale", Assert.Throws<ArgumentException>(() => new BayesianGaussianMixtureTrainer(options).Fit(x, 2)).Message, StringComparison.Ordinal);
            BayesianGaussianMixture found = new BayesianGaussianMixtureTrainer(told).Fit(x, 2);
            Assert.Equal(0, found.Ascent.Falls);
            Assert.Equal(x.Length / 2, found.Counts.ToArray().Sum(), 1e-12);
            Assert.All(Enumerable.Range(0, 3), k => Assert.Equal(2, found.Means[2 * k], 1e-12));
        }
    }

    [Fact]
    public void WhatCannotBeIsRefused()
    {
        BayesianGaussianMixtureOptions options = new() { ComponentCount = 2 };
        double[] x = MixtureData.Clouds(20, 2, 2, seed: 1);
        Refused("Row 3, column 2", options, [1, 2, 3, 4, 5, double.NaN, 7, 8]);
        Refused("2", options, [1, 2, 3]);
        Refused("no observations", options, []);
        Refused("ComponentCount", options with { ComponentCount = 0 }, x);
        Refused("WeightConcentration", options with { WeightConcentration = 0 }, x);
        Refused("MeanPrecision", options with { MeanPrecision = double.NaN }, x);
        Refused("DegreesOfFreedom", options with { DegreesOfFreedom = 1 }, x);
        Refused("Mean", options with { Mean = [1, 2, 3] }, x);
        Refused("number 1 of the mean is NaN", options with { Mean = [1, double.NaN] }, x);
        Refused("InverseScale", options with { InverseScale = [1] }, x);
        Refused("positive definite", options with { InverseScale = [1, 2, 2, 1] }, x);
        Refused("symmetric", options with { InverseScale = [1, 0.5, 0, 1] }, x);
        Refused("Restarts", options with { Restarts = 0 }, x);
        Refused("Threads", options with { Threads = 0 }, x);
        Refused("MaxSweeps", options with { Ascent = new CoordinateAscentOptions { MaxSweeps = 0 } }, x);
        BayesianGaussianMixture found = new BayesianGaussianMixtureTrainer(options).Fit(x, 2);
        Assert.Throws<ArgumentException>(() => found.Responsibilities(x, new double[39], new double[20]));
        Assert.Throws<ArgumentException>(() => found.LogPredictiveDensity(x, new double[19]));
        Assert.Contains("Row 1, column 2", Assert.Throws<ArgumentException>(() => found.LogPredictiveDensity([1, double.PositiveInfinity], new double[1])).Message, StringComparison.Ordinal);
    }

    private static void Refused(string says, BayesianGaussianMixtureOptions options, double[] x) =>
        Assert.Contains(says, Assert.Throws<ArgumentException>(() => new BayesianGaussianMixtureTrainer(options).Fit(x, 2)).Message, StringComparison.OrdinalIgnoreCase);

    private static void Near(double[] expected, int[] order, Func<int, double> found, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], found(order[i]), tolerance);
        }
    }
}
