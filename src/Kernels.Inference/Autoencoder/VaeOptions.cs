using System;
using System.Collections.Generic;
using System.Linq;

namespace Kernels.Inference;

/// <summary>What the latent variables of a variational autoencoder are.</summary>
public enum VaeLatent
{
    /// <summary>z ~ N(0, I); q(z | x) is a Gaussian with a variance of its own for each variable.</summary>
    Gaussian,

    /// <summary>Each variable is one of several categories, all as likely; q(z | x) is sampled by Gumbel–softmax while training.</summary>
    Categorical,
}

/// <summary>What a pixel is, given z.</summary>
public enum VaeDecoder
{
    /// <summary>A Bernoulli variable; a grey pixel counts as its probability.</summary>
    Bernoulli,

    /// <summary>A Gaussian variable with a mean and a variance of its own.</summary>
    Gaussian,
}

/// <summary>How the bound of an image is estimated.</summary>
public enum VaeEstimator
{
    /// <summary>Estimator A: ln p(x, z) − ln q(z | x) at samples of z.</summary>
    Sampled,

    /// <summary>Estimator B: ln p(x | z) at samples of z, less KL(q(z | x) ‖ p(z)) in closed form.</summary>
    ClosedFormDivergence,
}

/// <summary>How a variational autoencoder is built and trained.</summary>
/// <remarks>Source: Kingma and Welling (2014), "Auto-encoding variational Bayes": estimators (6) and (7), minibatches (8), algorithm 1.</remarks>
public sealed record VaeOptions
{
    /// <summary>Latent variables.</summary>
    public int LatentCount { get; init; } = 20;

    /// <summary>What they are.</summary>
    public VaeLatent Latent { get; init; } = VaeLatent.Gaussian;

    /// <summary>Categories of each, where they are categorical.</summary>
    public int CategoryCount { get; init; } = 10;

    /// <summary>The lowest temperature: 1 over a lower one is beyond float.</summary>
    public const double LowestTemperature = 1e-37;

    /// <summary>The temperature of Gumbel–softmax, from <see cref="LowestTemperature"/> on: the lower, the nearer to a choice, and the noisier the gradient.</summary>
    public double Temperature { get; init; } = 0.5;

    /// <summary>Values of the encoder's hidden layers; the decoder has them the other way round.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [400];

    /// <summary>The activation of hidden layers.</summary>
    public Activation Activation { get; init; } = Activation.Rectifier;

    /// <summary>What a pixel is.</summary>
    public VaeDecoder Decoder { get; init; } = VaeDecoder.Bernoulli;

    /// <summary>The log-variance of a Gaussian pixel stays above this: a pixel that is the same in every image would be worth infinitely much.</summary>
    public double MinimumLogVariance { get; init; } = -6;

    /// <summary>How the bound is estimated.</summary>
    public VaeEstimator Estimator { get; init; } = VaeEstimator.ClosedFormDivergence;

    /// <summary>Samples of z for each image of a mini-batch.</summary>
    public int SampleCount { get; init; } = 1;

    /// <summary>
    /// Standard deviation of the prior N(0, s²) of every weight of the decoder, whose posterior is then learnt as well (full variational Bayes);
    /// 0 for weights that are points.
    /// </summary>
    public double WeightPriorDeviation { get; init; }

    /// <summary>Passes over the images.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Images of a mini-batch.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Adam's learning rate.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Fixes every random number.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Whether two sets of options are the same, the hidden layers by their sizes.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(VaeOptions? other) => other is not null && Epochs == other.Epochs && OptionDifference.First(OfARun(), other.OfARun()) is null;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(LatentCount, Latent, Hidden.Count, Decoder, Epochs, BatchSize, Seed);

    /// <summary>What has to be the same for a run to go on to the same bits, by name: all but the passes, of which a run may get more.</summary>
    internal (string Name, object? Value)[] OfARun() =>
    [
        (nameof(LatentCount), LatentCount),
        (nameof(Latent), Latent),
        (nameof(CategoryCount), CategoryCount),
        (nameof(Temperature), Temperature),
        (nameof(Hidden), Hidden?.ToArray()),
        (nameof(Activation), Activation),
        (nameof(Decoder), Decoder),
        (nameof(MinimumLogVariance), MinimumLogVariance),
        (nameof(Estimator), Estimator),
        (nameof(SampleCount), SampleCount),
        (nameof(WeightPriorDeviation), WeightPriorDeviation),
        (nameof(BatchSize), BatchSize),
        (nameof(LearningRate), LearningRate),
        (nameof(Seed), Seed),
    ];

    /// <summary>Refuses what cannot be trained.</summary>
    /// <exception cref="ArgumentException">An option is out of its range, or two do not go together.</exception>
    public void Validate()
    {
        Require(LatentCount >= 1, nameof(LatentCount), LatentCount, "a number of 1 or more");
        Require(CategoryCount >= 2, nameof(CategoryCount), CategoryCount, "a number of 2 or more");
        Require(Temperature >= LowestTemperature && double.IsFinite(Temperature), nameof(Temperature), Temperature, FormattableString.Invariant($"a number from {LowestTemperature} on"));
        Require(Hidden is { Count: >= 1 } && Hidden.All(size => size >= 1), nameof(Hidden), Hidden is null ? "null" : string.Join(',', Hidden), "one or more sizes of 1 or more");
        Require(double.IsFinite(MinimumLogVariance), nameof(MinimumLogVariance), MinimumLogVariance, "a number");
        Require(SampleCount >= 1, nameof(SampleCount), SampleCount, "a number of 1 or more");
        Require(WeightPriorDeviation >= 0 && double.IsFinite(WeightPriorDeviation), nameof(WeightPriorDeviation), WeightPriorDeviation, "a number of 0 or more");
        Require(Epochs >= 1, nameof(Epochs), Epochs, "a number of 1 or more");
        Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "a number of 1 or more");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "a number above 0");
        Require(Enum.IsDefined(Latent) && Enum.IsDefined(Decoder) && Enum.IsDefined(Estimator) && Enum.IsDefined(Activation), nameof(Latent), Latent, "values that are defined");
        Require(
            Latent == VaeLatent.Gaussian || Estimator == VaeEstimator.ClosedFormDivergence,
            nameof(Estimator),
            Estimator,
            $"{nameof(VaeEstimator.ClosedFormDivergence)} with categorical variables: a relaxed sample has no probability under the prior");
    }

    private static void Require(bool condition, string name, object value, string expected)
    {
        if (!condition)
        {
            throw new ArgumentException(FormattableString.Invariant($"{name} is {value}; expected {expected}."), name);
        }
    }
}
