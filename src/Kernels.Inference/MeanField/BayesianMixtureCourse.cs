using System.Collections.Generic;

namespace Kernels.Inference;

/// <summary>How a Bayesian mixture came about, beside the ascent of the start that was kept.</summary>
internal sealed record BayesianMixtureCourse
{
    /// <summary>All of them.</summary>
    public required IReadOnlyList<BayesianGaussianMixtureStart> Starts { get; init; }

    /// <summary>Which of them was kept, from 1.</summary>
    public required int Best { get; init; }

    public required bool Cancelled { get; init; }
}
