using System;

namespace Kernels.Inference;

/// <summary>A training run met the first NaN or infinity, in its loss or in what it learns: which mini-batch it was.</summary>
/// <param name="epoch">The pass, from 1.</param>
/// <param name="miniBatch">The mini-batch of that pass, from 1.</param>
/// <param name="found">What was found.</param>
/// <param name="learningRate">The learning rate.</param>
public sealed class VaeNumericalException(int epoch, int miniBatch, string found, double learningRate) : ArithmeticException(FormattableString.Invariant(
    $"mini-batch {miniBatch} of pass {epoch} gave {found}; expected finite numbers, so the run was stopped: it has diverged, and a smaller learning rate than {learningRate:R} may do"))
{
    /// <summary>The pass, from 1.</summary>
    public int Epoch { get; } = epoch;

    /// <summary>The mini-batch of that pass, from 1.</summary>
    public int MiniBatch { get; } = miniBatch;
}
