using System;

namespace Kernels.Inference;

/// <summary>A family of distributions q(z; φ), one factor for each latent variable, two parameters a factor: first the first ones of all, then the second ones.</summary>
public interface IVariationalFamily
{
    /// <summary>How many latent variables.</summary>
    int Dimension { get; }

    /// <summary>φ, 2·<see cref="Dimension"/> numbers without bounds; an optimiser changes them.</summary>
    Span<double> Parameters { get; }

    /// <summary>Draws z and the derivatives of each z_j by its two parameters, the randomness held.</summary>
    /// <param name="stream">Seed and stream.</param>
    /// <param name="sample">Which draw.</param>
    /// <param name="z">Receives the draw.</param>
    /// <param name="slopes">Receives ∂z_j/∂φ, in the order of <see cref="Parameters"/>.</param>
    void Sample(in RandomStream stream, long sample, Span<double> z, Span<double> slopes);

    /// <summary>ln q(z; φ).</summary>
    /// <param name="z">Where.</param>
    /// <param name="gradient">Receives ∂ ln q/∂z.</param>
    /// <param name="score">Receives ∂ ln q/∂φ, z held.</param>
    /// <returns>ln q(z; φ).</returns>
    double LogDensity(ReadOnlySpan<double> z, Span<double> gradient, Span<double> score);
}
