using System;

namespace Kernels.Inference;

/// <summary>How gradient variational inference is run.</summary>
public sealed record GradientInferenceOptions
{
    /// <summary>Steps of the optimiser, 1 or more.</summary>
    public int Steps { get; init; } = 1000;

    /// <summary>L: draws of z a step, 1 or more.</summary>
    public int SamplesPerStep { get; init; } = 1;

    /// <summary>M: data a step; 0 takes all.</summary>
    public int BatchSize { get; init; }

    /// <summary>The seed of the noise and of the batches.</summary>
    public long Seed { get; init; }

    /// <summary>Steps over which the reported bounds are averaged, 1 or more: a step's own estimate is noisy.</summary>
    public int BoundWindow { get; init; } = 50;

    internal void Check()
    {
        Require(Steps >= 1, nameof(Steps), Steps, "1 or more");
        Require(SamplesPerStep >= 1, nameof(SamplesPerStep), SamplesPerStep, "1 or more");
        Require(BatchSize >= 0, nameof(BatchSize), BatchSize, "0 or more");
        Require(BoundWindow >= 1, nameof(BoundWindow), BoundWindow, "1 or more");
    }

    private static void Require(bool holds, string name, int value, string expected)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; expected {expected}.");
        }
    }
}
