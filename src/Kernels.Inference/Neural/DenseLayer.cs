using System;

namespace Kernels.Inference;

/// <summary>A layer y = f(x·W + b): every output sees every input.</summary>
/// <param name="InputCount">Values of x.</param>
/// <param name="OutputCount">Values of y.</param>
/// <param name="Activation">The function f.</param>
public sealed record DenseLayer(int InputCount, int OutputCount, Activation Activation)
{
    /// <summary>Weights W, InputCount × OutputCount, row after row; then biases b.</summary>
    public int ParameterCount => checked((InputCount + 1) * OutputCount);

    /// <summary>How many of the parameters are weights.</summary>
    public int WeightCount => checked(InputCount * OutputCount);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(InputCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(OutputCount, 1);
        if (!Enum.IsDefined(Activation))
        {
            throw new ArgumentOutOfRangeException(nameof(Activation), Activation, "No such activation.");
        }

        _ = ParameterCount;
    }
}
