using System.Collections.Generic;

namespace Kernels.Inference;

/// <summary>What gradient variational inference did.</summary>
/// <param name="BoundHistory">The estimate of the evidence lower bound at each step, before the step.</param>
/// <param name="Bound">The mean of the last ones, as many as the options' window.</param>
public sealed record GradientInferenceResult(IReadOnlyList<double> BoundHistory, double Bound);
