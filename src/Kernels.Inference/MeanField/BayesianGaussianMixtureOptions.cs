using System;
using System.Collections.Generic;

namespace Kernels.Inference;

/// <summary>The prior of a Bayesian Gaussian mixture, and how it is fitted. The defaults are scikit-learn's; only the most components have to be chosen.</summary>
public sealed record BayesianGaussianMixtureOptions
{
    /// <summary>K ≥ 1, the most components; the data may leave some empty.</summary>
    public required int ComponentCount { get; init; }

    /// <summary>α₀ &gt; 0 of the Dirichlet prior on the weights; 1/K where null. Far below 1, components that the data do not need stay empty.</summary>
    public double? WeightConcentration { get; init; }

    /// <summary>m₀, d numbers; the mean of the data where null.</summary>
    public IReadOnlyList<double>? Mean { get; init; }

    /// <summary>β₀ &gt; 0: the observations that m₀ is worth to each component.</summary>
    public double MeanPrecision { get; init; } = 1;

    /// <summary>ν₀ &gt; d − 1; d where null.</summary>
    public double? DegreesOfFreedom { get; init; }

    /// <summary>W₀⁻¹, d×d; the covariance of the data where null. A component's covariance is expected around W₀⁻¹/ν₀.</summary>
    public IReadOnlyList<double>? InverseScale { get; init; }

    /// <summary>Starts, ≥ 1; the fit with the highest bound is kept.</summary>
    public int Restarts { get; init; } = 1;

    /// <summary>Fixes the starts: the same seed gives the same fit on any machine.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>When a fit stops.</summary>
    public CoordinateAscentOptions Ascent { get; init; } = new();

    /// <summary>Threads, ≥ 1; results do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    internal void Validate(int dimension)
    {
        Require(ComponentCount >= 1, nameof(ComponentCount), ComponentCount, "at least 1");
        Require(WeightConcentration is null || IsPositive(WeightConcentration.Value), nameof(WeightConcentration), WeightConcentration, "a finite number above 0");
        Require(Mean is null || Mean.Count == dimension, nameof(Mean), $"{Mean?.Count} numbers", $"{dimension}, as many as an observation has");
        Require(IsPositive(MeanPrecision), nameof(MeanPrecision), MeanPrecision, "a finite number above 0");
        Require(
            DegreesOfFreedom is null || (DegreesOfFreedom > dimension - 1 && double.IsFinite(DegreesOfFreedom.Value)),
            nameof(DegreesOfFreedom), DegreesOfFreedom, $"a finite number above {dimension - 1}, one less than an observation has numbers");
        Require(InverseScale is null || InverseScale.Count == dimension * dimension, nameof(InverseScale), $"{InverseScale?.Count} numbers", $"{dimension * dimension}");
        Require(Restarts >= 1, nameof(Restarts), Restarts, "at least 1");
        Require(Seed >= 0, nameof(Seed), Seed, "0 or more");
        Require(Threads >= 1, nameof(Threads), Threads, "at least 1");
        ArgumentNullException.ThrowIfNull(Ascent);
        Ascent.Validate();
    }

    private static bool IsPositive(double value) => value > 0 && double.IsFinite(value);

    private static void Require(bool holds, string name, object? value, string expected)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"{name} is {value}; expected {expected}."), name);
        }
    }
}
