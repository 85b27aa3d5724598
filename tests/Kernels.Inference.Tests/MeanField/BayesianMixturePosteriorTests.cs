using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Weights of a Bayesian mixture's observations, and what its mixture of means keeps of the posterior.</summary>
public class BayesianMixturePosteriorTests
{
    private static readonly CoordinateAscentOptions s_toRest = new() { Tolerance = 1e-14, MaxSweeps = 5000 };

    /// <summary>A weight of 2 is an observation that stands twice, in the data's own prior too; one of weight 0 is none.</summary>
    [Fact]
    public void WeightsCountObservations()
    {
        double[] x = MixtureData.Clouds(150, 2, 3, seed: 12), far = [1e9, -1e9, .. x];
        BayesianGaussianMixtureOptions options = new() { ComponentCount = 4, WeightConcentration = 0.05, Ascent = s_toRest };
        BayesianGaussianMixture twice = new BayesianGaussianMixtureTrainer(options with { Restarts = 6 }).Fit((double[])[.. x, .. x], 2);
        BayesianGaussianMixture weighted = new BayesianGaussianMixtureTrainer(options with { Restarts = 6 }).Fit(far, 2, (double[])[0, .. Enumerable.Repeat(2.0, 150)]);
        Assert.Equal(twice.Ascent.Bound, weighted.Ascent.Bound, 1e-6);
        Assert.Equal(0, weighted.Ascent.Falls);
        Assert.Equal(300, weighted.Counts.ToArray().Sum(), 1e-9);
        Assert.Equal(twice.Weights.ToArray().Order(), weighted.Weights.ToArray().Order(), (one, other) => Math.Abs(one - other) < 1e-6);
        Assert.Equal(twice.ToGaussianMixture().Fit!.LogLikelihood, weighted.ToGaussianMixture().Fit!.LogLikelihood, 1e-4);
    }

    /// <summary>The mixture of the means keeps the whole posterior, and a folder gives it back; what it says of another number of components is refused.</summary>
    [DataFact("gmm/faithful.csv")]
    public void TheMixtureOfTheMeansKeepsThePosterior()
    {
        double[] x = MixtureData.Columns("faithful.csv", 1, 2);
        BayesianGaussianMixtureOptions options = new() { ComponentCount = 6, WeightConcentration = 0.01, Restarts = 3 };
        BayesianGaussianMixture found = new BayesianGaussianMixtureTrainer(options).Fit(x, 2);
        GaussianMixture mixture = found.ToGaussianMixture();
        Assert.Equal(mixture.Score<double>(x).LogLikelihood, mixture.Fit!.LogLikelihood);
        Assert.Equal(3, found.Starts.Count);
        Assert.Equal(found.Starts.Max(start => start.Bound), found.Ascent.Bound);
        Assert.Equal(found.Ascent.Sweeps, mixture.Fit.History.Count);
        Assert.Equal(found.Ascent.Bound, mixture.Fit.History[^1]);
        Assert.All(found.Starts, start => Assert.Equal((2, true), (start.Occupied, start.Converged)));
        string folder = Path.Combine(Directory.CreateTempSubdirectory("kernels-bayes-").FullName, "model");
        try
        {
            mixture.Save(folder);
            BayesianGaussianMixtureFit posterior = GaussianMixture.Load(folder).Fit!.Bayesian!;
            Assert.Equal((found.Ascent.Bound, 0.01), (posterior.Bound, posterior.WeightConcentration));
            Assert.Equal(found.Counts.ToArray(), posterior.Counts);
            Assert.Equal(found.WeightConcentrations.ToArray(), posterior.WeightConcentrations);
            Assert.Equal(found.MeanPrecisions.ToArray(), posterior.MeanPrecisions);
            Assert.Equal(found.DegreesOfFreedom.ToArray(), posterior.DegreesOfFreedom);
            Assert.Equal(found.Starts, posterior.Starts);
            string file = Path.Combine(folder, "model.json");
            JsonNode json = JsonNode.Parse(File.ReadAllText(file))!;
            json["fit"]!["bayesian"]!["counts"]!.AsArray().RemoveAt(0);
            File.WriteAllText(file, json.ToJsonString());
            Assert.Contains("model.json: the posterior of another number of components", Assert.Throws<InvalidDataException>(() => GaussianMixture.Load(folder)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        }
    }
}
