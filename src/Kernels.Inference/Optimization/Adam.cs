using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kernels.Inference;

/// <summary>Adam: steps by the running mean of the gradient over the root of the running mean of its square.</summary>
/// <remarks>
/// m ← m + (1 − β₁)·(g − m), v ← β₂·v + (1 − β₂)·g², parameters ← parameters − learningRate·(m/(1 − β₁ᵗ))/(√(v/(1 − β₂ᵗ)) + ε).
/// Source: Kingma and Ba (2015), algorithm 1. One pass over memory. Only + − × ÷ and square roots, which IEEE 754 fixes: the same bits on every machine.
/// </remarks>
/// <example>
/// <code>
/// double[] parameters = [3, -2];
/// IOptimizer&lt;double&gt; optimizer = new Adam&lt;double&gt;(parameters.Length, learningRate: 0.1);
/// for (int i = 0; i &lt; 500; i++)
/// {
///     double[] gradient = [2 * parameters[0], 200 * parameters[1]]; // of x² + 100·y²
///     optimizer.TakeStep(gradient, parameters);
/// }
///
/// Console.WriteLine(parameters.All(value =&gt; Math.Abs(value) &lt; 1e-6)); // True
/// </code>
/// </example>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Adam<T> : IOptimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _parameterCount;
    private readonly double _learningRate;
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _epsilon;

    // First moments, then second moments.
    private readonly T[] _moments;

    /// <summary>Fixes the rule.</summary>
    /// <param name="parameterCount">Parameters of every step.</param>
    /// <param name="learningRate">Above 0.</param>
    /// <param name="beta1">How much of the mean of the gradient is kept, from 0 to below 1.</param>
    /// <param name="beta2">How much of the mean of its square is kept, from 0 to below 1.</param>
    /// <param name="epsilon">What keeps the division finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Adam(int parameterCount, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameterCount);
        OptimizerChecks.RequirePositive(learningRate, nameof(learningRate));
        OptimizerChecks.RequireFraction(beta1, nameof(beta1));
        OptimizerChecks.RequireFraction(beta2, nameof(beta2));
        OptimizerChecks.RequirePositive(epsilon, nameof(epsilon));
        (_parameterCount, _learningRate, _beta1, _beta2, _epsilon) = (parameterCount, learningRate, beta1, beta2, epsilon);
        _moments = new T[checked(2 * parameterCount)];
    }

    /// <inheritdoc/>
    public long StepCount { get; private set; }

    /// <summary>The running means of the gradient, then those of its square.</summary>
    public ReadOnlySpan<T> State => _moments;

    /// <inheritdoc/>
    public void TakeStep(ReadOnlySpan<T> gradient, Span<T> parameters)
    {
        OptimizerChecks.RequireLengths(_parameterCount, gradient, parameters);
        StepCount++;
        T step = T.CreateTruncating(_learningRate / (1 - Power(_beta1, StepCount)));
        T rootScale = T.CreateTruncating(1 / Math.Sqrt(1 - Power(_beta2, StepCount)));
        Span<T> first = _moments.AsSpan(0, _parameterCount);
        Span<T> second = _moments.AsSpan(_parameterCount);
        int whole = _parameterCount / Vector<T>.Count * Vector<T>.Count;
        Whole(gradient[..whole], step, rootScale, first[..whole], second[..whole], parameters[..whole]);
        (T kept1, T kept2, T epsilon) = (T.CreateTruncating(1 - _beta1), T.CreateTruncating(_beta2), T.CreateTruncating(_epsilon));
        T new2 = T.CreateTruncating(1 - _beta2);
        for (int i = whole; i < gradient.Length; i++)
        {
            T g = gradient[i];
            first[i] += kept1 * (g - first[i]);
            second[i] = (kept2 * second[i]) + (new2 * (g * g));
            parameters[i] -= step * first[i] / ((T.Sqrt(second[i]) * rootScale) + epsilon);
        }
    }

    /// <inheritdoc/>
    public void Restore(long stepCount, ReadOnlySpan<T> state)
    {
        OptimizerChecks.RequireState(stepCount, _moments.Length, state);
        StepCount = stepCount;
        state.CopyTo(_moments);
    }

    /// <summary>By squaring: the library's power is not the same on every system.</summary>
    private static double Power(double value, long exponent)
    {
        double result = 1;
        for (; exponent > 0; exponent >>= 1, value *= value)
        {
            result *= (exponent & 1) != 0 ? value : 1;
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Whole(ReadOnlySpan<T> gradient, T step, T rootScale, Span<T> first, Span<T> second, Span<T> parameters)
    {
        ReadOnlySpan<Vector<T>> gradients = MemoryMarshal.Cast<T, Vector<T>>(gradient);
        Span<Vector<T>> firsts = MemoryMarshal.Cast<T, Vector<T>>(first)[..gradients.Length];
        Span<Vector<T>> seconds = MemoryMarshal.Cast<T, Vector<T>>(second)[..gradients.Length];
        Span<Vector<T>> values = MemoryMarshal.Cast<T, Vector<T>>(parameters)[..gradients.Length];
        Vector<T> new1 = new(T.CreateTruncating(1 - _beta1));
        Vector<T> kept2 = new(T.CreateTruncating(_beta2));
        Vector<T> new2 = new(T.CreateTruncating(1 - _beta2));
        Vector<T> epsilon = new(T.CreateTruncating(_epsilon));
        (Vector<T> steps, Vector<T> scale) = (new(step), new(rootScale));
        for (int i = 0; i < gradients.Length; i++)
        {
            Vector<T> g = gradients[i];
            Vector<T> m = firsts[i] + (new1 * (g - firsts[i]));
            Vector<T> v = (kept2 * seconds[i]) + (new2 * (g * g));
            firsts[i] = m;
            seconds[i] = v;
            values[i] -= steps * m / ((Vector.SquareRoot(v) * scale) + epsilon);
        }
    }
}
