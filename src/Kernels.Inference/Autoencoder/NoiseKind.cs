namespace Kernels.Inference;

/// <summary>What random numbers a latent variable is made of.</summary>
internal enum NoiseKind
{
    /// <summary>N(0, 1).</summary>
    Normal,

    /// <summary>−ln(−ln u).</summary>
    Gumbel,
}
