using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Kernels.Inference;

/// <summary>Stochastic gradient descent with momentum: velocity ← momentum·velocity + gradient, parameters ← parameters − learningRate·velocity.</summary>
/// <remarks>Sources: Robbins and Monro (1951); Polyak (1964). One pass over memory each; the same bits on every machine.</remarks>
/// <example>
/// <code>
/// double[] parameters = [3, -2];
/// IOptimizer&lt;double&gt; optimizer = new StochasticGradientDescent&lt;double&gt;(parameters.Length, learningRate: 0.1);
/// for (int i = 0; i &lt; 10; i++)
/// {
///     double[] gradient = [2 * parameters[0], 2 * parameters[1]]; // of x² + y²: every step leaves four fifths
///     optimizer.TakeStep(gradient, parameters);
/// }
///
/// Console.WriteLine($"{parameters[0]:F4} {parameters[1]:F4}"); // 0.3221 -0.2147
/// </code>
/// </example>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class StochasticGradientDescent<T> : IOptimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _parameterCount;
    private readonly T _learningRate;
    private readonly T _momentum;
    private readonly T[] _velocity;

    /// <summary>Fixes the rule.</summary>
    /// <param name="parameterCount">Parameters of every step.</param>
    /// <param name="learningRate">Above 0.</param>
    /// <param name="momentum">From 0 to below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public StochasticGradientDescent(int parameterCount, double learningRate, double momentum = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameterCount);
        OptimizerChecks.RequirePositive(learningRate, nameof(learningRate));
        OptimizerChecks.RequireFraction(momentum, nameof(momentum));
        (_parameterCount, _learningRate, _momentum) = (parameterCount, T.CreateChecked(learningRate), T.CreateChecked(momentum));
        _velocity = momentum == 0 ? [] : new T[parameterCount];
    }

    /// <inheritdoc/>
    public long StepCount { get; private set; }

    /// <summary>The velocity; empty without momentum.</summary>
    public ReadOnlySpan<T> State => _velocity;

    /// <inheritdoc/>
    public void TakeStep(ReadOnlySpan<T> gradient, Span<T> parameters)
    {
        OptimizerChecks.RequireLengths(_parameterCount, gradient, parameters);
        StepCount++;
        if (_velocity.Length == 0)
        {
            TensorPrimitives.FusedMultiplyAdd(gradient, -_learningRate, parameters, parameters);
            return;
        }

        TensorPrimitives.FusedMultiplyAdd(_velocity, _momentum, gradient, _velocity);
        TensorPrimitives.FusedMultiplyAdd(_velocity, -_learningRate, parameters, parameters);
    }

    /// <inheritdoc/>
    public void Restore(long stepCount, ReadOnlySpan<T> state)
    {
        OptimizerChecks.RequireState(stepCount, _velocity.Length, state);
        StepCount = stepCount;
        state.CopyTo(_velocity);
    }
}
