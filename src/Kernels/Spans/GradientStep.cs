using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Lanes;
using Kernels.Spans;

namespace Kernels;

/// <summary>Steps of parameters along a gradient, over spans: no allocation, the same bits on every machine, one pass over memory.</summary>
public static class GradientStep
{
    /// <summary>
    /// means ← means + (1 − β₁)·(g − means), squares ← β₂·squares + (1 − β₂)·g², parameters ← parameters − learningRate·(means/(1 − β₁ᵗ))/(√(squares/(1 − β₂ᵗ)) + ε).
    /// </summary>
    /// <remarks>
    /// Error of a result: 3 eps of the sum of its terms' magnitudes for the two running means, 8 eps of the step for the parameter, beside the rounding of what is stored. Source: Kingma and Ba (2015), algorithm 1.
    /// </remarks>
    /// <example>
    /// Down the bowl x² + 100·y²:
    /// <code>
    /// double[] parameters = [3, -2], means = new double[2], squares = new double[2];
    /// for (int step = 1; step &lt;= 500; step++)
    /// {
    ///     double[] gradient = [2 * parameters[0], 200 * parameters[1]];
    ///     GradientStep.Adam&lt;double&gt;(gradient, step, learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, means, squares, parameters);
    /// }
    ///
    /// Console.WriteLine(parameters.All(value =&gt; Math.Abs(value) &lt; 1e-6)); // True
    /// </code>
    /// </example>
    /// <param name="gradient">Derivatives of the loss by the parameters, g.</param>
    /// <param name="step">The step's number, t, from 1.</param>
    /// <param name="learningRate">Above 0.</param>
    /// <param name="beta1">How much of the mean of the gradient is kept, from 0 to below 1.</param>
    /// <param name="beta2">How much of the mean of its square is kept, from 0 to below 1.</param>
    /// <param name="epsilon">What keeps the division finite, above 0.</param>
    /// <param name="means">Running means of the gradient, at first 0; changed.</param>
    /// <param name="squares">Running means of its square, at first 0; changed.</param>
    /// <param name="parameters">What the loss is a function of; changed.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>Whether all parameters and squares are finite now.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">Spans differ in length, or share memory.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static unsafe bool Adam<T>(
        ReadOnlySpan<T> gradient, long step, double learningRate, double beta1, double beta2, double epsilon, Span<T> means, Span<T> squares, Span<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckType<T>();
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        RequirePositive(learningRate, nameof(learningRate));
        RequireFraction(beta1, nameof(beta1));
        RequireFraction(beta2, nameof(beta2));
        RequirePositive(epsilon, nameof(epsilon));
        ThrowHelper.CheckSameLength(gradient.Length, means.Length, nameof(means));
        ThrowHelper.CheckSameLength(gradient.Length, squares.Length, nameof(squares));
        ThrowHelper.CheckSameLength(gradient.Length, parameters.Length, nameof(parameters));
        if (means.Overlaps(gradient) || squares.Overlaps(gradient) || parameters.Overlaps(gradient) || means.Overlaps(squares) || means.Overlaps(parameters) || squares.Overlaps(parameters))
        {
            throw new ArgumentException("Two spans share memory; expected memory of its own for each.", nameof(parameters));
        }

        AdamUpdate<T> update = new(
            T.CreateTruncating(1 - beta1), T.CreateTruncating(beta2), T.CreateTruncating(1 - beta2),
            T.CreateTruncating(learningRate / (1 - Power(beta1, step))), T.CreateTruncating(1 / Math.Sqrt(1 - Power(beta2, step))), T.CreateTruncating(epsilon));
        fixed (T* slope = gradient, mean = means, square = squares, parameter = parameters)
        {
            var action = new AdamSteps<T>(update, slope, gradient.Length, mean, square, parameter);
            BlockDispatch.RunElementwise<T, AdamSteps<T>>(ref action);
            return action.IsFinite;
        }
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

    private static void RequirePositive(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(name, value, "Expected a number above 0.");
        }
    }

    private static void RequireFraction(double value, string name)
    {
        if (!(value is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(name, value, "Expected a number from 0 to below 1.");
        }
    }
}
