using System;

namespace Kernels.Inference;

/// <summary>A model whose log joint density can be differentiated by its latent variables z: what gradient variational inference needs to know of it.</summary>
/// <remarks>ln p(x, z) = ln p(z) + Σ_i ln p(x_i | z). A mini-batch of M of the N data stands for all with its terms times N/M.</remarks>
public interface IGradientModel
{
    /// <summary>How many latent variables.</summary>
    int Dimension { get; }

    /// <summary>N, how many data.</summary>
    int DataCount { get; }

    /// <summary>ln p(z).</summary>
    /// <param name="z">The latent variables.</param>
    /// <param name="gradient">Receives ∂ ln p(z)/∂z.</param>
    /// <returns>ln p(z).</returns>
    double LogPrior(ReadOnlySpan<double> z, Span<double> gradient);

    /// <summary>Σ ln p(x_i | z) over a mini-batch, not scaled.</summary>
    /// <param name="z">The latent variables.</param>
    /// <param name="batch">Which data, from 0 to N − 1.</param>
    /// <param name="gradient">Receives its derivatives by z.</param>
    /// <returns>The sum.</returns>
    double LogLikelihood(ReadOnlySpan<double> z, ReadOnlySpan<int> batch, Span<double> gradient);
}
