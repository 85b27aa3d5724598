using System;
using System.Linq;
using Kernels.Tests.Reference;
using Xunit;

namespace Kernels.Inference.Tests;

public class GaussianGammaTests
{
    private static readonly CoordinateAscentOptions s_toRest = new() { Tolerance = 0 };
    private static readonly double[] s_few = [70, 52.5, 85, 61, 77.25, 49];

    /// <summary>Old Faithful's waiting times under μ₀ = 0, λ₀ = a₀ = b₀ = 1: computed independently in double.</summary>
    [DataFact("gmm/faithful.csv")]
    public void WaitingTimesOfFaithfulHaveTheirKnownPosterior()
    {
        double[] x = MixtureData.Columns("faithful.csv", 2);
        GaussianGammaModel model = new(x, new GaussianGammaPrior());
        CoordinateAscentResult result = model.Fit(s_toRest);
        Assert.Equal(272, model.Count);
        Near(70.63736263736264, model.Mean);
        Near(1.357639539865284, model.MeanPrecision);
        Near(137.5, model.Shape);
        Near(27649.091601828844, model.Rate);
        Near(0.004973038607565143, model.Shape / model.Rate);
        Assert.Equal(0, result.Falls);
        Assert.InRange(result.Sweeps, 3, 12);

        // (80): the exact posterior, and the conjugate update of the families.
        GaussianGammaPosterior exact = model.ExactPosterior();
        Near(70.63736263736264, exact.Mean);
        Near(273, exact.MeanPrecision);
        Near(137, exact.Shape);
        Near(0.004973038607565143, exact.Shape / exact.Rate);
        double[] natural = new double[4], statistics = new double[2], prior = FamilyCases.NormalGamma(0, 1, 1, 1);
        GaussianFamily family = new();
        int count = family.SumStatistics(x, statistics);
        family.Posterior(prior, statistics, count, natural);
        (_, _, double shape, double rate) = NormalGammaFamily.ToMeanRate(natural);
        Near(exact.Shape, shape);
        Assert.Equal(1, rate / exact.Rate, 1e-11);
        Assert.Equal(family.LogEvidence(prior, statistics, count), model.LogEvidence(), 1e-8);
        Assert.True(result.Bound < model.LogEvidence());
    }

    /// <summary>ln p(x) = bound + KL(q ‖ p(μ, τ | x)) after every update, the evidence and the divergence each by quadrature over (μ, ln τ).</summary>
    [Theory]
    [InlineData(false, 60, 0.5, 2, 50)]
    [InlineData(false, 0, 3, 0.7, 0.1)]
    [InlineData(true, 60, 0.01, 2, 50)]
    [InlineData(true, 40, 0.3, 3, 200)]
    public void TheBoundAndTheDivergenceAddUpToTheEvidence(bool isIndependent, double mean, double meanPrecision, double shape, double rate)
    {
        GaussianGammaPrior prior = new() { Mean = mean, MeanPrecision = meanPrecision, Shape = shape, Rate = rate, MeanIsIndependent = isIndependent };
        GaussianGammaModel model = new(s_few, prior);
        double evidence = Evidence(prior);
        if (!isIndependent)
        {
            Assert.Equal(evidence, model.LogEvidence(), 1e-9);
        }

        double last = double.NegativeInfinity;
        for (int sweep = 0; sweep < 4; sweep++)
        {
            foreach (IMeanFieldBlock block in model.Blocks)
            {
                block.Update();
                double bound = model.Blocks.Sum(each => each.BoundTerms());
                Assert.True(bound <= evidence && bound >= last - 1e-12, $"{block.Name}: {bound:R} after {last:R}, evidence {evidence:R}");
                double divergence = Divergence(model, prior, evidence);
                Assert.True(Math.Abs(evidence - bound - divergence) <= 1e-8 * (1 + divergence), $"{sweep} {block.Name}: {bound:R} + {divergence:R}, expected {evidence:R}");
                last = bound;
            }
        }
    }

    /// <summary>At rest further sweeps move nothing; only a mean given the precision counts in q(τ)'s shape, and only then E[τ] is the exact posterior's.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UpdatesComeToRest(bool isIndependent)
    {
        GaussianGammaModel model = new(s_few, new GaussianGammaPrior { Mean = 50, MeanPrecision = 0.2, Rate = 9, MeanIsIndependent = isIndependent });
        CoordinateAscentResult result = model.Fit(s_toRest);
        Assert.True(result.Converged);
        double[] before = [model.Mean, model.MeanPrecision, model.Shape, model.Rate];
        model.Fit(new CoordinateAscentOptions { MaxSweeps = 3 });
        double[] after = [model.Mean, model.MeanPrecision, model.Shape, model.Rate];
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(1, after[i] / before[i], 1e-6);
        }

        Assert.Equal(isIndependent ? 4 : 4.5, model.Shape);
        if (!isIndependent)
        {
            GaussianGammaPosterior exact = model.ExactPosterior();
            Assert.Equal(1, model.Shape / model.Rate / (exact.Shape / exact.Rate), 1e-6);
        }
    }

    /// <summary>The same data a thousand million further on: the same precision to the digits that the data themselves keep.</summary>
    [Fact]
    public void AMeanFarFromZeroCostsNoDigits()
    {
        const double Far = 1e9;
        GaussianGammaModel near = new(s_few, new GaussianGammaPrior { Mean = 60 });
        GaussianGammaModel far = new([.. s_few.Select(x => x + Far)], new GaussianGammaPrior { Mean = 60 + Far });
        near.Fit(s_toRest);
        far.Fit(s_toRest);
        Assert.Equal(1, far.Rate / near.Rate, 1e-6);
        Assert.Equal(near.LogEvidence(), far.LogEvidence(), 1e-6);
    }

    [Theory]
    [InlineData(1e100)]
    [InlineData(1e-100)]
    public void ScalesDoNotMatter(double scale)
    {
        GaussianGammaPrior prior = new() { Mean = 60, Shape = 2, Rate = 50 };
        GaussianGammaModel plain = new(s_few, prior);
        GaussianGammaModel scaled = new([.. s_few.Select(x => x * scale)], prior with { Mean = 60 * scale, Rate = 50 * scale * scale });
        Assert.Equal(plain.LogEvidence() - (6 * Math.Log(scale)), scaled.LogEvidence(), 1e-9);
        Assert.Equal(plain.Fit().Bound - (6 * Math.Log(scale)), scaled.Fit().Bound, 1e-6);
    }

    [Fact]
    public void NoDataOneObservationAndEqualOnesAreNoTrouble()
    {
        GaussianGammaModel none = new([], new GaussianGammaPrior { Mean = 3 });
        Assert.Equal(0, none.LogEvidence(), 1e-14);
        Assert.Equal(3, none.ExactPosterior().Mean);
        Assert.True(none.Fit().Bound <= 1e-12);
        foreach (double[] x in new double[][] { [7], [7, 7, 7, 7, 7] })
        {
            GaussianGammaModel model = new(x, new GaussianGammaPrior { Mean = 3, MeanPrecision = 0.5 });
            CoordinateAscentResult result = model.Fit();
            Assert.Equal(0, result.Falls);
            Assert.True(result.Bound < model.LogEvidence());
            Assert.Equal(((0.5 * 3) + (7 * x.Length)) / (0.5 + x.Length), model.Mean, 1e-12);
        }
    }

    [Fact]
    public void WhatCannotBeIsRefused()
    {
        Assert.Contains("Observation 1 is NaN", Assert.Throws<ArgumentException>(() => new GaussianGammaModel([1, double.NaN], new GaussianGammaPrior())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new GaussianGammaModel([1], new GaussianGammaPrior { Rate = 0 }));
        Assert.Throws<ArgumentException>(() => new GaussianGammaModel([1], new GaussianGammaPrior { Mean = double.PositiveInfinity }));
        GaussianGammaModel independent = new([1], new GaussianGammaPrior { MeanIsIndependent = true });
        Assert.Throws<InvalidOperationException>(() => independent.ExactPosterior());
        Assert.Throws<InvalidOperationException>(() => independent.LogEvidence());
    }

    private static double LogJoint(GaussianGammaPrior prior, double mu, double tau)
    {
        double value = (prior.Shape * Math.Log(prior.Rate)) - PlainFunctions.LogGamma(prior.Shape) + ((prior.Shape - 1) * Math.Log(tau)) - (prior.Rate * tau);
        value += LogNormal(mu, prior.Mean, prior.MeanPrecision * (prior.MeanIsIndependent ? 1 : tau));
        return value + s_few.Sum(x => LogNormal(x, mu, tau));
    }

    private static double LogNormal(double x, double mean, double precision) => 0.5 * (Math.Log(precision / (2 * Math.PI)) - (precision * (x - mean) * (x - mean)));

    /// <summary>ln ∫∫ p(x, μ, τ) dμ dτ: μ about its mean given τ in units of its deviation given τ, and ln τ; the trapezoidal rule converges exponentially.</summary>
    private static double Evidence(GaussianGammaPrior prior)
    {
        double[] logs =
        [
            .. Grid(Math.Log(1e-9), Math.Log(1e3), 1000).SelectMany(u =>
            {
                double tau = Math.Exp(u), weight = prior.MeanPrecision * (prior.MeanIsIndependent ? 1 : tau), precision = weight + (s_few.Length * tau);
                double center = ((weight * prior.Mean) + (tau * s_few.Sum())) / precision;
                return Grid(-9, 9, 60).Select(z => LogJoint(prior, center + (z / Math.Sqrt(precision)), tau) + u - (0.5 * Math.Log(precision)));
            }),
        ];
        return PlainFunctions.LogSumExp(logs) + Math.Log(Math.Log(1e12) / 1000 * 18 / 60);
    }

    /// <summary>∫∫ q·(ln q − ln p(μ, τ | x)).</summary>
    private static double Divergence(GaussianGammaModel model, GaussianGammaPrior prior, double evidence)
    {
        double sum = 0, center = Math.Log(model.Shape / model.Rate);
        foreach (double u in Grid(center - 22, center + 6, 1000))
        {
            double tau = Math.Exp(u);
            double logGamma = (model.Shape * Math.Log(model.Rate)) - PlainFunctions.LogGamma(model.Shape) + ((model.Shape - 1) * u) - (model.Rate * tau);
            foreach (double z in Grid(-9, 9, 60))
            {
                double mu = model.Mean + (z / Math.Sqrt(model.MeanPrecision)), logQ = logGamma + LogNormal(mu, model.Mean, model.MeanPrecision);
                sum += Math.Exp(logQ + u) / Math.Sqrt(model.MeanPrecision) * (logQ - LogJoint(prior, mu, tau) + evidence);
            }
        }

        return sum * (28.0 / 1000) * (18.0 / 60);
    }

    private static double[] Grid(double from, double to, int steps) => [.. Enumerable.Range(0, steps + 1).Select(i => from + ((to - from) * i / steps))];

    private static void Near(double expected, double found) =>
        Assert.True(Math.Abs(found - expected) <= 1e-12 * Math.Abs(expected), $"{found:R}, expected {expected:R}");
}
