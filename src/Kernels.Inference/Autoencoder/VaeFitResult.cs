using System.Collections.Generic;

namespace Kernels.Inference;

/// <summary>A pass over the images.</summary>
/// <param name="Number">From 1.</param>
/// <param name="TrainLoss">Mean of −ELBO over the mini-batches of the pass, while it was learning.</param>
/// <param name="Reconstruction">The part of it that is −E ln p(x | z).</param>
/// <param name="Divergence">The part of it that is KL(q(z | x) ‖ p(z)).</param>
/// <param name="TestLoss">Mean of −ELBO over the test images after the pass; null without test images.</param>
/// <param name="Seconds">Since training began, without the scoring of test images.</param>
public sealed record VaeEpoch(int Number, double TrainLoss, double Reconstruction, double Divergence, double? TestLoss, double Seconds);

/// <summary>How a training run went.</summary>
/// <param name="Epochs">Every whole pass.</param>
/// <param name="StepCount">Mini-batches in all.</param>
/// <param name="Cancelled">Whether it was stopped before its end.</param>
public sealed record VaeFitResult(IReadOnlyList<VaeEpoch> Epochs, long StepCount, bool Cancelled);

/// <summary>How far a training run is.</summary>
/// <param name="Epoch">The pass, from 1.</param>
/// <param name="ImagesDone">Images done in it.</param>
/// <param name="ImageCount">Images of a pass.</param>
/// <param name="TrainLoss">Mean of −ELBO over what is done of the pass.</param>
/// <param name="Ended">The pass, where this is its end.</param>
public readonly record struct VaeProgress(int Epoch, int ImagesDone, int ImageCount, double TrainLoss, VaeEpoch? Ended);
