namespace Kernels.Inference;

/// <summary>The priors that a training run ended with.</summary>
/// <param name="Alpha">α, K values.</param>
/// <param name="Eta">η, one value or V.</param>
internal sealed record LdaModelPriors(double[] Alpha, double[] Eta);
