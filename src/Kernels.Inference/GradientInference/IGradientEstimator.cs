using System;

namespace Kernels.Inference;

/// <summary>Estimates the evidence lower bound E_q[ln p(x, z) − ln q(z; φ)] and its gradient by φ from draws of z, without bias.</summary>
public interface IGradientEstimator
{
    /// <summary>Estimates from draws <paramref name="firstSample"/> to <paramref name="firstSample"/> + <paramref name="sampleCount"/> − 1.</summary>
    /// <param name="model">p.</param>
    /// <param name="family">q.</param>
    /// <param name="batch">The data that stand for all, at least one.</param>
    /// <param name="stream">Seed and stream of the draws.</param>
    /// <param name="firstSample">The first draw.</param>
    /// <param name="sampleCount">How many, at least 1.</param>
    /// <param name="gradient">Receives the gradient by the family's parameters.</param>
    /// <returns>The estimate of the bound.</returns>
    /// <exception cref="ArgumentException">Model and family have different dimensions, the batch is empty, or a length is wrong.</exception>
    double Estimate(IGradientModel model, IVariationalFamily family, ReadOnlySpan<int> batch, in RandomStream stream, long firstSample, int sampleCount, Span<double> gradient);
}
