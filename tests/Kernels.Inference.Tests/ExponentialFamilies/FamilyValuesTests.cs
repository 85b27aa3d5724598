using System;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Densities, entropies and divergences of scipy 1.10.1; the calls are beside the values.</summary>
public class FamilyValuesTests
{
    private static readonly double[] s_scale = [1, 0.2, 0.1, 0.2, 2, -0.3, 0.1, -0.3, 0.5];
    private static readonly double[] s_otherScale = [0.5, 0.1, 0, 0.1, 0.4, 0.05, 0, 0.05, 0.9];

    [Fact]
    public void LogDensitiesAreScipys()
    {
        // stats.dirichlet.logpdf([.2,.3,.5], [.5,1,4]); stats.gamma.logpdf(2.5, 3.7, scale=1/.4); stats.norm.logpdf(1.25, -3, sqrt(.7))
        Equal(0.3189669700031761, new DirichletFamily(3).LogDensity([0.5, 1, 4], [0.2, 0.3, 0.5]));
        Equal(-3.3443630585395434, new GammaFamily().LogDensity(FamilyCases.Gamma(3.7, 0.4), [2.5]));
        Equal(-13.642386775521018, new GaussianFamily().LogDensity(FamilyCases.Gaussian(-3, 0.7), [1.25]));

        // stats.multivariate_normal([1,-1,.5], [[2,.5,.3],[.5,1,-.2],[.3,-.2,.8]]).logpdf([.3,.4,-1])
        Equal(-4.98108670478808, new MultivariateGaussianFamily(3).LogDensity(FamilyCases.Of("Gaussian 3").Naturals[0], [0.3, 0.4, -1]));

        // stats.wishart(4.5, W).logpdf([[3,.1,.4],[.1,2,.2],[.4,.2,1]])
        Equal(-8.806701977790253, new WishartFamily(3).LogDensity(FamilyCases.Wishart(4.5, s_scale), [3, 0.1, 0.4, 0.1, 2, 0.2, 0.4, 0.2, 1]));

        // stats.norm.logpdf(.7, 1, 1/sqrt(2*1.9)) + stats.gamma.logpdf(1.9, 3, scale=1/4)
        Equal(-3.272994324693987, new NormalGammaFamily().LogDensity(FamilyCases.NormalGamma(1, 2, 3, 4), [0.7, 1.9]));

        // stats.multivariate_normal([1,.5], inv(1.7*L)).logpdf([.3,-.2]) + stats.wishart(3.3, [[1,.2],[.2,.6]]).logpdf(L), L = [[2,.3],[.3,1]]
        Equal(-5.971687749913548, new GaussianWishartFamily(2).LogDensity(FamilyCases.GaussianWishart([1, 0.5], 1.7, 3.3, [1, 0.2, 0.2, 0.6]), [0.3, -0.2, 2, 0.3, 0.3, 1]));
        Equal(Math.Log(0.3), new CategoricalFamily(3).LogDensity(FamilyCases.Logs(0.2, 0.3, 0.5), [1]));
        Equal(Math.Log(0.9), new BernoulliFamily().LogDensity([Math.Log(0.1 / 0.9)], [0]));
    }

    [Fact]
    public void EntropiesAreScipys()
    {
        // The Beta(.1, 20) is mpmath with 30 digits, as scipy is right to 9 there; stats.dirichlet.entropy([.5,1,4]); stats.entropy([.2,.3,.5])
        Equal(-2.3160647023176972, new DirichletFamily(3).Entropy([0.5, 1, 4]));
        Equal(-10.006883550153557, new DirichletFamily(2).Entropy([0.1, 20]));
        Equal(1.0296530140645737, new CategoricalFamily(3).Entropy(FamilyCases.Logs(0.2, 0.3, 0.5)));

        // stats.gamma(3.7, scale=1/.4).entropy(); stats.gamma(.05, scale=1/7).entropy(); stats.norm(-3, sqrt(.7)).entropy()
        Equal(2.893048502263462, new GammaFamily().Entropy(FamilyCases.Gamma(3.7, 0.4)));
        Equal(-18.399983689738455, new GammaFamily().Entropy(FamilyCases.Gamma(0.05, 7)));
        Equal(1.2406010612353064, new GaussianFamily().Entropy(FamilyCases.Gaussian(-3, 0.7)));

        // stats.multivariate_normal(m, C).entropy(); stats.wishart(4.5, W).entropy()
        Equal(4.335317474018851, new MultivariateGaussianFamily(3).Entropy(FamilyCases.Of("Gaussian 3").Naturals[0]));
        Equal(12.113732963896936, new WishartFamily(3).Entropy(FamilyCases.Wishart(4.5, s_scale)));

        // The precision's entropy plus .5*(1 + log(2 pi)) - .5*log(k) - .5*(digamma(a) - log(b)), and the same in two dimensions.
        Equal(1.765404105178532, new NormalGammaFamily().Entropy(FamilyCases.NormalGamma(1, 2, 3, 4)));
        Equal(6.932592177549994, new GaussianWishartFamily(2).Entropy(FamilyCases.GaussianWishart([1, 0.5], 1.7, 3.3, [1, 0.2, 0.2, 0.6])));
    }

    [Fact]
    public void DivergencesAreScipys()
    {
        // stats.entropy([.3,.7], [.9,.1]); stats.entropy([.2,.3,.5], [.1,.6,.3])
        Equal(1.0325534177382862, new BernoulliFamily().KullbackLeibler([Math.Log(0.3 / 0.7)], [Math.Log(9)]));
        Equal(0.18609809382700082, new CategoricalFamily(3).KullbackLeibler(FamilyCases.Logs(0.2, 0.3, 0.5), FamilyCases.Logs(0.1, 0.6, 0.3)));

        // (a-c)*digamma(a) - gammaln(a) + gammaln(c) + c*(log(b) - log(d)) + a*(d-b)/b at 3.7, .4, 1.2, 2.5
        Equal(18.630339675237103, new GammaFamily().KullbackLeibler(FamilyCases.Gamma(3.7, 0.4), FamilyCases.Gamma(1.2, 2.5)));

        // .5*(trace(C2^-1 C) - 3 + d' C2^-1 d + log|C2| - log|C|); the Wisharts' from multigammaln, digamma and slogdet.
        FamilyCase gaussian = FamilyCases.Of("Gaussian 3");
        Equal(1.8221616655636057, gaussian.Family.KullbackLeibler(gaussian.Naturals[0], gaussian.Naturals[1]));
        Equal(6.810801362912727, new WishartFamily(3).KullbackLeibler(FamilyCases.Wishart(4.5, s_scale), FamilyCases.Wishart(7.25, s_otherScale)));
    }

    [Fact]
    public void ConjugateUpdatesAreThePosteriorsOfTheData()
    {
        // special.betaln(1.5+3, 2+1) - special.betaln(1.5, 2) for 1, 0, 1, 1
        var bernoulli = new BernoulliFamily();
        double[] statistics = new double[1];
        int count = bernoulli.SumStatistics([1, 0, 1, 1], statistics);
        Equal(-3.0657246453740257, bernoulli.LogEvidence([1.5, 2], statistics, count));
        double[] posterior = new double[2];
        bernoulli.Posterior([1.5, 2], statistics, count, posterior);
        Assert.Equal([4.5, 3], posterior);

        // The sum of the log predictive densities, stats.t(2a, m, sqrt(b(k+1)/(ak))).logpdf(x), one observation after the other.
        var gaussian = new GaussianFamily();
        double[] sums = new double[2];
        count = gaussian.SumStatistics([1.5, 2.5, 0.5], sums);
        double[] prior = FamilyCases.NormalGamma(0, 1, 1, 1);
        Equal(-5.778088918993854, gaussian.LogEvidence(prior, sums, count));
        double[] natural = new double[4];
        gaussian.Posterior(prior, sums, count, natural);
        (double mean, double meanPrecision, double shape, double rate) = NormalGammaFamily.ToMeanRate(natural);
        Equal(1.125, mean);
        Equal(4, meanPrecision);
        Equal(2.5, shape);
        Equal(2.84375, rate);
    }

    /// <summary>p(x, y) = p(x)·p(y | x): the evidence of all is that of the first and, from their posterior, of the rest.</summary>
    [Fact]
    public void EvidenceOfVectorsIsThatOfTheirPartsInOrder()
    {
        var family = new MultivariateGaussianFamily(2);
        double[] data = new double[2 * 9];
        family.Sample(FamilyCases.Gaussian([3, -2], [2, 0.9, 0.9, 1]), seed: 3, stream: 0, firstIndex: 0, data);
        double[] prior = FamilyCases.GaussianWishart([0, 0], 0.5, 3, [1, 0.2, 0.2, 0.6]);
        double[] first = new double[6], second = new double[6], all = new double[6], between = new double[prior.Length];
        Assert.Equal(4, family.SumStatistics(data.AsSpan(0, 8), first));
        Assert.Equal(5, family.SumStatistics(data.AsSpan(8), second));
        Assert.Equal(9, family.SumStatistics(data, all));
        family.Posterior(prior, first, 4, between);
        Equal(family.LogEvidence(prior, all, 9), family.LogEvidence(prior, first, 4) + family.LogEvidence(between, second, 5));

        // Bishop 2006, (10.60)–(10.63) with all responsibilities 1.
        double[] mean = new double[2], scale = new double[4], posterior = new double[prior.Length];
        family.Posterior(prior, all, 9, posterior);
        (double meanPrecision, double degreesOfFreedom) = new GaussianWishartFamily(2).ToScale(posterior, mean, scale);
        Equal(9.5, meanPrecision);
        Equal(12, degreesOfFreedom);
        Equal(all[0] / 9.5, mean[0]);
        Equal(all[1] / 9.5, mean[1]);
    }

    [Fact]
    public void DrawsOfSmallShapesDoNotUnderflow()
    {
        double[] draws = new double[3 * 2000];
        new DirichletFamily(3).Sample([0.003, 0.003, 0.003], 9, 0, 0, draws);
        Assert.All(Enumerable.Range(0, 2000), n => Assert.Equal(1, draws[3 * n] + draws[(3 * n) + 1] + draws[(3 * n) + 2], 1e-14));
        Assert.Equal(1.0 / 3, Enumerable.Range(0, 2000).Average(n => draws[3 * n]), 4.5 * Math.Sqrt(2.0 / 9 / 1.009 / 2000));
    }

    /// <summary>Shapes over 14 orders of magnitude from their means; large ones lose the digits that ln E x − E ln x has lost.</summary>
    [Theory]
    [InlineData(1e-8, 1e-13)]
    [InlineData(0.02, 1e-13)]
    [InlineData(1, 1e-13)]
    [InlineData(300, 1e-11)]
    [InlineData(1e6, 1e-7)]
    public void ShapesOfAllSizesComeBack(double shape, double tolerance)
    {
        var family = new GammaFamily();
        double[] mean = new double[2], natural = new double[2];
        family.MeanParameters([shape, -2], mean);
        family.NaturalParameters(mean, natural);
        Assert.Equal(1, natural[0] / shape, tolerance);
        Assert.Equal(1, natural[1] / -2, tolerance);
    }

    [Fact]
    public void CertainOutcomesAreNoTrouble()
    {
        var family = new CategoricalFamily(2);
        double[] certain = [double.NegativeInfinity, 3];
        double[] mean = new double[2];
        family.MeanParameters(certain, mean);
        Assert.Equal([0, 1], mean);
        Assert.Equal(0, family.Entropy(certain));
        Assert.Equal(0, family.LogDensity(certain, [1]));
        Assert.Equal(double.NegativeInfinity, family.LogDensity(certain, [0]));
        Assert.Equal(double.PositiveInfinity, family.KullbackLeibler([0, 0], certain));
        Equal(Math.Log(2), family.KullbackLeibler(certain, [0, 0]));
        Equal(800 - Math.Log(2), new BernoulliFamily().KullbackLeibler([0], [1600]));
        Assert.Equal(0, new DirichletFamily(1).Entropy([3]), 1e-14);
    }

    [Fact]
    public void WhatCannotBeIsRefused()
    {
        Assert.Contains("-2", Assert.Throws<ArgumentException>(() => GammaFamily.FromShapeRate(1, -2, new double[2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new BernoulliFamily().Entropy([double.PositiveInfinity]));
        Assert.Throws<ArgumentException>(() => new BernoulliFamily().NaturalParameters([1], new double[1]));
        Assert.Throws<ArgumentException>(() => new GammaFamily().NaturalParameters([1, 1], new double[2]));
        Assert.Throws<ArgumentException>(() => new DirichletFamily(2).NaturalParameters([-0.1, -0.1], new double[2]));
        Assert.Throws<ArgumentException>(() => new CategoricalFamily(2).NaturalParameters([0.6, 0.6], new double[2]));
        Assert.Throws<ArgumentException>(() => new GaussianFamily().NaturalParameters([2, 3.9], new double[2]));
        Assert.Throws<ArgumentException>(() => new WishartFamily(2).FromScale(1, [1, 0, 0, 1], new double[5]));
        Assert.Contains("symmetric", Assert.Throws<ArgumentException>(() => new WishartFamily(2).FromScale(3, [1, 0.5, 0, 1], new double[5])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new MultivariateGaussianFamily(2).FromMeanCovariance([0, 0], [1, 2, 2, 1], new double[6]));
        Assert.Contains("Observation 1", Assert.Throws<ArgumentException>(() => new CategoricalFamily(2).SumStatistics([1, 2], new double[2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new BernoulliFamily().Posterior([1, 1], [1], -1, new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DirichletFamily(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WishartFamily(1001));
    }

    private static void Equal(double expected, double found) =>
        Assert.True(Math.Abs(found - expected) <= 2e-13 * Math.Max(1, Math.Abs(expected)), $"{found:R}, expected {expected:R}");
}
