namespace Kernels.Inference;

/// <summary>Which gradient of λ structured stochastic variational inference follows (<see cref="LdaMethod.Structured"/>).</summary>
public enum StructuredGradient
{
    /// <summary>The statistics at topics drawn from q(β), without what they and the draw have in common (Hoffman and Blei 2015, SSVI-A).</summary>
    Sampled,

    /// <summary>The natural gradient of the structured bound itself, by reparameterised topics.</summary>
    Corrected,
}
