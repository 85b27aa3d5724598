using System;

namespace Kernels.Inference;

/// <summary>How the posterior over a network's weights is found.</summary>
public sealed record BayesianNetworkOptions
{
    /// <summary>Standard deviation of the prior of every weight, N(0, s²).</summary>
    public double PriorDeviation { get; init; } = 1;

    /// <summary>Standard deviation of an observation about the network's output.</summary>
    public double NoiseDeviation { get; init; } = 0.1;

    /// <summary>Standard deviation of every weight under q at the start.</summary>
    public double InitialDeviation { get; init; } = 0.05;

    /// <summary>Samples of the weights for each step.</summary>
    public int SampleCount { get; init; } = 1;

    /// <summary>Steps of Adam.</summary>
    public int StepCount { get; init; } = 3000;

    /// <summary>Observations of a step, in a random order that is new in every pass; more than there are means all of them.</summary>
    public int BatchSize { get; init; } = int.MaxValue;

    /// <summary>Adam's learning rate.</summary>
    public double LearningRate { get; init; } = 1e-2;

    /// <summary>Fixes every random number.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Refuses what cannot be trained.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public void Validate()
    {
        OptimizerChecks.RequirePositive(PriorDeviation, nameof(PriorDeviation));
        OptimizerChecks.RequirePositive(NoiseDeviation, nameof(NoiseDeviation));
        OptimizerChecks.RequirePositive(InitialDeviation, nameof(InitialDeviation));
        OptimizerChecks.RequirePositive(LearningRate, nameof(LearningRate));
        ArgumentOutOfRangeException.ThrowIfLessThan(SampleCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(StepCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
    }
}
