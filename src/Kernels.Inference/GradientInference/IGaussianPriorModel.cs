using System;

namespace Kernels.Inference;

/// <summary>A model whose prior is a Gaussian with a diagonal covariance, so that its divergence from a Gaussian q is known in closed form.</summary>
public interface IGaussianPriorModel : IGradientModel
{
    /// <summary>The mean of each latent variable.</summary>
    ReadOnlySpan<double> PriorMean { get; }

    /// <summary>The standard deviation of each.</summary>
    ReadOnlySpan<double> PriorStandardDeviation { get; }
}
