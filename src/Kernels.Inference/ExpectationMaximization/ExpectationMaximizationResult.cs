using System.Collections.Generic;

namespace Kernels.Inference;

/// <summary>F(q, θ) after a step of EM.</summary>
/// <param name="Iteration">From 1.</param>
/// <param name="Step">"expectation", or the M-step's name.</param>
/// <param name="Bound">F(q, θ).</param>
public readonly record struct BoundAfterStep(int Iteration, string Step, double Bound);

/// <summary>Where EM ended, and how it came there.</summary>
/// <param name="Parameters">θ after the last M-step.</param>
/// <param name="Posterior">q of the last E-step.</param>
/// <param name="History">F after every step.</param>
/// <param name="Iterations">E-steps made.</param>
/// <param name="Converged">Whether an iteration raised F by less than the tolerance.</param>
/// <param name="Falls">Steps that lowered F by more than rounding: 0 unless an M-step does not do its work.</param>
/// <typeparam name="TParameters">θ.</typeparam>
/// <typeparam name="TPosterior">What describes q(z).</typeparam>
public sealed record ExpectationMaximizationResult<TParameters, TPosterior>(
    TParameters Parameters, TPosterior Posterior, IReadOnlyList<BoundAfterStep> History, int Iterations, bool Converged, int Falls);
