using System.Collections.Generic;

namespace Kernels.Inference;

/// <summary>What one start of a Bayesian Gaussian mixture came to.</summary>
/// <param name="Bound">The evidence lower bound at its end, in nats.</param>
/// <param name="Sweeps">Sweeps over the factors.</param>
/// <param name="Converged">Whether the bound came to rest.</param>
/// <param name="Occupied">Components with at least one observation: N_k ≥ 1.</param>
public sealed record BayesianGaussianMixtureStart(double Bound, int Sweeps, bool Converged, int Occupied);

/// <summary>What a mixture that stands for the posterior of a Bayesian one keeps of it: with the mixture's means m and covariances W⁻¹/ν this is the whole posterior.</summary>
public sealed record BayesianGaussianMixtureFit
{
    /// <summary>The evidence lower bound of the start that was kept, in nats.</summary>
    public required double Bound { get; init; }

    /// <summary>α₀ of the prior on the weights.</summary>
    public required double WeightConcentration { get; init; }

    /// <summary>N_k = Σ_n r_nk, K values; below 1 the component is left empty.</summary>
    public required IReadOnlyList<double> Counts { get; init; }

    /// <summary>α of q(π), K values.</summary>
    public required IReadOnlyList<double> WeightConcentrations { get; init; }

    /// <summary>β of q(μ_k, Λ_k), K values.</summary>
    public required IReadOnlyList<double> MeanPrecisions { get; init; }

    /// <summary>ν of q(μ_k, Λ_k), K values.</summary>
    public required IReadOnlyList<double> DegreesOfFreedom { get; init; }

    /// <summary>All starts, one that was cut off included.</summary>
    public required IReadOnlyList<BayesianGaussianMixtureStart> Starts { get; init; }

    /// <summary>Whether every list has a value a component.</summary>
    internal bool IsOf(int components) =>
        Counts?.Count == components && WeightConcentrations?.Count == components && MeanPrecisions?.Count == components && DegreesOfFreedom?.Count == components && Starts is not null;
}
