using System;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>Adam: steps by the running mean of the gradient over the root of the running mean of its square.</summary>
/// <remarks>
/// The step is <see cref="GradientStep.Adam{T}"/>'s, where its formula is. Source: Kingma and Ba (2015), algorithm 1.
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

    /// <summary>Whether the step taken last left only finite numbers.</summary>
    public bool IsFinite { get; private set; } = true;

    /// <inheritdoc/>
    public void TakeStep(ReadOnlySpan<T> gradient, Span<T> parameters)
    {
        OptimizerChecks.RequireLengths(_parameterCount, gradient, parameters);
        IsFinite = GradientStep.Adam(gradient, ++StepCount, _learningRate, _beta1, _beta2, _epsilon, _moments.AsSpan(0, _parameterCount), _moments.AsSpan(_parameterCount), parameters);
    }

    /// <inheritdoc/>
    public void Restore(long stepCount, ReadOnlySpan<T> state)
    {
        OptimizerChecks.RequireState(stepCount, _moments.Length, state);
        StepCount = stepCount;
        state.CopyTo(_moments);
    }
}
