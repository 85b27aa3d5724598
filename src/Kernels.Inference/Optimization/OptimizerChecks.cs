using System;

namespace Kernels.Inference;

/// <summary>What optimisers refuse.</summary>
internal static class OptimizerChecks
{
    public static void RequirePositive(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(name, value, "Expected a number above 0.");
        }
    }

    public static void RequireFraction(double value, string name)
    {
        if (!(value is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(name, value, "Expected a number from 0 to below 1.");
        }
    }

    public static void RequireLengths<T>(int expected, ReadOnlySpan<T> gradient, Span<T> parameters)
    {
        if (gradient.Length != expected || parameters.Length != expected)
        {
            throw new ArgumentException($"The gradient holds {gradient.Length} values and the parameters {parameters.Length}; expected {expected} of both.");
        }
    }

    public static void RequireState<T>(long stepCount, int expected, ReadOnlySpan<T> state)
    {
        if (stepCount < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(stepCount), stepCount, $"The number of steps is {stepCount}; expected 0 or more.");
        }

        if (state.Length != expected)
        {
            throw new ArgumentException($"The state holds {state.Length} values; expected {expected}.", nameof(state));
        }
    }
}
