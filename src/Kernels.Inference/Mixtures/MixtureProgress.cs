namespace Kernels.Inference;

/// <summary>Where the fit of a mixture stands.</summary>
/// <param name="Start">The start under way, from 1.</param>
/// <param name="Starts">Starts asked for.</param>
/// <param name="Iteration">Iterations of this start; of a Bayesian mixture sweeps.</param>
/// <param name="Objective">Σ ln p(x_n) before the iteration's M-step; of a Bayesian mixture the evidence lower bound after the sweep.</param>
public readonly record struct MixtureProgress(int Start, int Starts, int Iteration, double Objective);
