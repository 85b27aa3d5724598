using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Kernels.Tests;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>The examples in the documentation of exponential families and mean field, line for line, and what they lead to.</summary>
public class ExampleTests
{
    public static TheoryData<string> Types =>
    [
        nameof(BernoulliFamily),
        nameof(CategoricalFamily),
        nameof(DirichletFamily),
        nameof(ExponentialFamily),
        nameof(GammaFamily),
        nameof(GaussianFamily),
        nameof(GaussianWishartFamily),
        nameof(IConjugateLikelihood),
        nameof(MultivariateGaussianFamily),
        nameof(NormalGammaFamily),
        nameof(WishartFamily),
        nameof(BayesianGaussianMixture),
        nameof(BayesianGaussianMixtureTrainer),
        nameof(CoordinateAscent),
        nameof(GaussianGammaModel),
    ];

    /// <summary>Every line of a type's example stands below, in order.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void TheDocumentationShowsTheLinesBelow(string type)
    {
        string[] source = [.. File.ReadAllLines(Path.Combine(PublicApi.Root(), "tests", "Kernels.Inference.Tests", "ExampleTests.cs")).SkipWhile(line => !line.Contains($" {type}Example()", StringComparison.Ordinal)).Skip(2).Select(line => line.Trim())];
        XElement member = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Kernels.Inference.xml")).Descendants("member")
            .Single(element => element.Attribute("name")!.Value == $"T:Kernels.Inference.{type}");
        IEnumerable<string> lines = member.Element("example")!.Element("code")!.Value.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
        Assert.NotEmpty(lines);
        Assert.Equal(lines, source.Take(lines.Count()));
    }

    [Fact]
    public void BernoulliFamilyExample()
    {
        var family = new BernoulliFamily();
        double[] natural = [Math.Log(0.3 / 0.7)];
        double[] probability = new double[1];
        family.MeanParameters(natural, probability);
        double divergence = family.KullbackLeibler(natural, [0]);
        double[] tosses = new double[10];
        family.Sample(natural, seed: 1, stream: 0, firstIndex: 0, tosses);

        Assert.Equal(0.3, probability[0], 1e-14);
        Assert.True(divergence > 0);
        Assert.All(tosses, toss => Assert.True(toss is 0 or 1));
    }

    [Fact]
    public void CategoricalFamilyExample()
    {
        var family = new CategoricalFamily(size: 3);
        double[] natural = new double[3];
        family.NaturalParameters([0.2, 0.3, 0.5], natural);
        double[] statistics = new double[3];
        int count = family.SumStatistics([2, 2, 0, 1, 2], statistics);
        double[] posterior = new double[3];
        family.Posterior([1, 1, 1], statistics, count, posterior);
        double[] expected = new double[3];
        family.ConjugatePrior.MeanParameters(posterior, expected);

        Assert.Equal(Math.Log(0.3), natural[1], 1e-14);
        Assert.Equal(5, count);
        Assert.Equal([2, 2, 4], posterior);
        Assert.True(expected[2] > expected[0]);
    }

    [Fact]
    public void DirichletFamilyExample()
    {
        var family = new DirichletFamily(size: 3);
        double[] alpha = [0.5, 1, 4];
        double[] expectedLog = new double[3];
        family.MeanParameters(alpha, expectedLog);
        double[] again = new double[3];
        family.NaturalParameters(expectedLog, again);
        double[] draws = new double[3 * 100];
        family.Sample(alpha, seed: 1, stream: 0, firstIndex: 0, draws);

        Assert.All(Enumerable.Range(0, 3), k => Assert.Equal(alpha[k], again[k], 1e-8));
        Assert.All(draws, draw => Assert.InRange(draw, 0, 1));
    }

    [Fact]
    public void ExponentialFamilyExample()
    {
        ExponentialFamily family = new GammaFamily();
        double[] natural = new double[family.ParameterCount];
        double[] mean = new double[family.ParameterCount];
        GammaFamily.FromShapeRate(shape: 3, rate: 2, natural);
        family.MeanParameters(natural, mean);
        double[] draws = new double[1000];
        family.Sample(natural, seed: 1, stream: 0, firstIndex: 0, draws);
        double entropy = family.Entropy(natural);

        Assert.Equal(1.5, mean[1], 1e-14);
        Assert.Equal(1.5, draws.Average(), 4.5 * Math.Sqrt(0.75 / 1000));
        Assert.InRange(entropy, 0, 2);
    }

    [Fact]
    public void GammaFamilyExample()
    {
        var family = new GammaFamily();
        double[] natural = new double[2];
        double[] statistics = new double[2];
        int count = family.SumStatistics([0.5, 1.5, 2.5, 0.7], statistics);
        double[] mean = [statistics[0] / count, statistics[1] / count];
        family.NaturalParameters(mean, natural);
        (double shape, double rate) = GammaFamily.ToShapeRate(natural);

        Assert.Equal(1.3, shape / rate, 1e-13);
    }

    [Fact]
    public void GaussianFamilyExample()
    {
        var family = new GaussianFamily();
        double[] prior = new double[4];
        NormalGammaFamily.FromMeanRate(mean: 0, meanPrecision: 1, shape: 1, rate: 1, prior);
        double[] statistics = new double[2];
        int count = family.SumStatistics([1.5, 2.5, 0.5], statistics);
        double[] posterior = new double[4];
        family.Posterior(prior, statistics, count, posterior);
        (double mean, double meanPrecision, double shape, double rate) = NormalGammaFamily.ToMeanRate(posterior);

        Assert.Equal((1.125, 4.0, 2.5), (mean, meanPrecision, shape));
        Assert.Equal(2.84375, rate, 1e-13);
    }

    [Fact]
    public void GaussianWishartFamilyExample()
    {
        var family = new GaussianWishartFamily(size: 2);
        double[] natural = new double[family.ParameterCount];
        family.FromScale(mean: [0, 0], meanPrecision: 1, degreesOfFreedom: 3, scale: [1, 0, 0, 1], natural);
        double[] draw = new double[family.VariateLength];
        family.Sample(natural, seed: 1, stream: 0, firstIndex: 0, draw);
        double[] mean = new double[2];
        double[] scale = new double[4];
        (double meanPrecision, double degreesOfFreedom) = family.ToScale(natural, mean, scale);

        Assert.Equal((1.0, 3.0), (meanPrecision, degreesOfFreedom));
        Assert.Equal([0, 0], mean);
        Assert.Equal(1, scale[0], 1e-14);
        Assert.True(draw[2] > 0);
    }

    [Fact]
    public void IConjugateLikelihoodExample()
    {
        var likelihood = new BernoulliFamily();
        double[] statistics = new double[likelihood.ParameterCount];
        int count = likelihood.SumStatistics([1, 0, 1, 1], statistics);
        double[] prior = [1, 1];
        double[] posterior = new double[2];
        likelihood.Posterior(prior, statistics, count, posterior);
        double evidence = Math.Exp(likelihood.LogEvidence(prior, statistics, count));

        Assert.Equal([4, 2], posterior);
        Assert.Equal(1.0 / 20, evidence, 1e-14);
    }

    [Fact]
    public void MultivariateGaussianFamilyExample()
    {
        var family = new MultivariateGaussianFamily(size: 2);
        double[] natural = new double[family.ParameterCount];
        family.FromMeanCovariance(mean: [1, -1], covariance: [2, 0.5, 0.5, 1], natural);
        double logDensity = family.LogDensity(natural, [0, 0]);
        double[] draws = new double[2 * 100];
        family.Sample(natural, seed: 1, stream: 0, firstIndex: 0, draws);
        double[] mean = new double[2];
        double[] covariance = new double[4];
        family.ToMeanCovariance(natural, mean, covariance);

        Assert.True(logDensity < 0);
        Assert.Equal(1, mean[0], 1e-14);
        Assert.Equal(0.5, covariance[1], 1e-14);
        Assert.All(draws, draw => Assert.InRange(draw, -10, 10));
    }

    [Fact]
    public void NormalGammaFamilyExample()
    {
        var family = new NormalGammaFamily();
        double[] natural = new double[4];
        NormalGammaFamily.FromMeanRate(mean: 1, meanPrecision: 2, shape: 3, rate: 4, natural);
        double[] expected = new double[4];
        family.MeanParameters(natural, expected);
        double expectedPrecision = expected[1];
        double entropy = family.Entropy(natural);

        Assert.Equal(0.75, expectedPrecision, 1e-14);
        Assert.Equal(1.765404105178532, entropy, 1e-13);
    }

    [Fact]
    public void WishartFamilyExample()
    {
        var family = new WishartFamily(size: 2);
        double[] natural = new double[family.ParameterCount];
        family.FromScale(degreesOfFreedom: 5, scale: [1, 0.2, 0.2, 2], natural);
        double[] mean = new double[family.ParameterCount];
        family.MeanParameters(natural, mean);
        double expectedLogDeterminant = mean[0];
        double[] scale = new double[4];
        double degreesOfFreedom = family.ToScale(natural, scale);

        Assert.Equal(5, degreesOfFreedom, 1e-14);
        Assert.Equal(2, scale[3], 1e-14);
        Assert.True(expectedLogDeterminant < Math.Log((mean[1] * mean[4]) - (mean[2] * mean[3])));
    }

    [Fact]
    public void BayesianGaussianMixtureExample()
    {
        double[] x = [0.1, 0.2, -0.2, 4.1, 3.9, 4.2];
        var trainer = new BayesianGaussianMixtureTrainer(new BayesianGaussianMixtureOptions { ComponentCount = 2 });
        BayesianGaussianMixture mixture = trainer.Fit(x, dimension: 1);
        double[] logDensity = new double[1];
        mixture.LogPredictiveDensity([2.0], logDensity);
        GaussianMixture point = mixture.ToGaussianMixture();
        double[] means = mixture.Means.ToArray();
        double[] covariances = mixture.Covariances.ToArray();

        Assert.True(double.IsFinite(logDensity[0]));
        Assert.Equal(means, point.Parameters.Means.ToArray());
        Assert.Equal(covariances, point.Parameters.Covariances.ToArray());
    }

    [Fact]
    public void BayesianGaussianMixtureTrainerExample()
    {
        double[] x = [0.1, 1.9, -0.2, 2.2, 0.0, 2.0, 4.1, 0.2, 3.9, -0.1, 4.2, 0.1];
        BayesianGaussianMixtureOptions options = new() { ComponentCount = 4, WeightConcentration = 0.01, InverseScale = [0.1, 0, 0, 0.1] };
        BayesianGaussianMixture mixture = new BayesianGaussianMixtureTrainer(options).Fit(x, dimension: 2);
        Console.WriteLine($"bound {mixture.Ascent.Bound}, {mixture.CountOccupied(0.5)} components, weights {string.Join(' ', mixture.Weights.ToArray())}");
        double[] responsibilities = new double[4 * 6];
        double[] logNormalizers = new double[6];
        mixture.Responsibilities(x, responsibilities, logNormalizers);

        Assert.Equal(2, mixture.CountOccupied(0.5));
        Assert.Equal(6, responsibilities.Sum(), 1e-12);
        Assert.All(logNormalizers, value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void CoordinateAscentExample()
    {
        var model = new GaussianGammaModel([1.5, 2.5, 0.5, 1.9], new GaussianGammaPrior());
        CoordinateAscentResult result = CoordinateAscent.Run(model.Blocks, new CoordinateAscentOptions { Tolerance = 1e-12 });
        foreach (CoordinateAscentStep step in result.History)
        {
            Console.WriteLine($"{step.Sweep} {step.Block} {step.Bound}");
        }

        Assert.True(result.Converged);
    }

    [Fact]
    public void GaussianGammaModelExample()
    {
        var model = new GaussianGammaModel([70, 52, 85, 61, 77], new GaussianGammaPrior { Mean = 60, MeanPrecision = 0.1 });
        CoordinateAscentResult result = model.Fit();
        double expectedPrecision = model.Shape / model.Rate;
        GaussianGammaPosterior exact = model.ExactPosterior();
        double gap = model.LogEvidence() - result.Bound;

        Assert.Equal(exact.Shape / exact.Rate, expectedPrecision, 1e-4 * expectedPrecision);
        Assert.InRange(gap, 0, 1);
    }
}
