using System.Collections.Generic;

namespace Kernels.Inference;

/// <summary>A pass over the images.</summary>
/// <param name="Number">From 1.</param>
/// <param name="TrainLoss">Mean of −ELBO over the mini-batches of the pass, while it was learning.</param>
/// <param name="Reconstruction">The part of it that is −E ln p(x | z).</param>
/// <param name="Divergence">The part of it that is KL(q(z | x) ‖ p(z)) and, where weights have a posterior, an image's share of their divergence.</param>
/// <param name="TestLoss">Mean of <see cref="VaeModel{T}.Loss"/> over the test images after the pass: where weights have a posterior, at their means and without their divergence. Null without test images.</param>
/// <param name="Seconds">Since training began, without the scoring of test images.</param>
public sealed record VaeEpoch(int Number, double TrainLoss, double Reconstruction, double Divergence, double? TestLoss, double Seconds);

/// <summary>How a training run went.</summary>
/// <param name="Epochs">Every whole pass.</param>
/// <param name="StepCount">Mini-batches in all.</param>
/// <param name="Cancelled">Whether it was stopped before its end.</param>
public sealed record VaeFitResult(IReadOnlyList<VaeEpoch> Epochs, long StepCount, bool Cancelled)
{
    /// <summary>Images it was trained on; null for a folder from before this was kept.</summary>
    public int? ImageCount { get; init; }
}

/// <summary>How far a training run is.</summary>
/// <param name="Epoch">The pass, from 1.</param>
/// <param name="ImagesDone">Images done in it.</param>
/// <param name="ImageCount">Images of a pass.</param>
/// <param name="TrainLoss">Mean of −ELBO over what is done of the pass.</param>
/// <param name="Ended">The pass, where this is its end.</param>
public readonly record struct VaeProgress(int Epoch, int ImagesDone, int ImageCount, double TrainLoss, VaeEpoch? Ended);
