using System;
using System.Numerics;
using Kernels.Lanes;
using Kernels.Spans;

namespace Kernels;

/// <summary>Negative logarithms of likelihoods of rows of observations, with their derivatives: no allocation, the same bits on every machine.</summary>
/// <remarks>Rows are summed in blocks of 512 bits with the rounding errors kept. NaN in a row makes its loss NaN. Spans are separate memory. One pass over memory.</remarks>
/// <example>
/// <code>
/// float[] logits = [2, -1, 0, 3];
/// float[] pixels = [1, 0, 1, 1]; // two images of two
/// float[] losses = new float[2];
/// float[] gradient = new float[4];
/// Likelihood.BernoulliLogits&lt;float&gt;(logits, pixels, rowLength: 2, losses, gradient);
/// Console.WriteLine($"{losses[0]:F3} {losses[1]:F3}"); // 0.440 0.742
/// Console.WriteLine($"{gradient[0]:F3} = σ(2) − 1"); // -0.119 = σ(2) − 1
/// </code>
/// </example>
public static class Likelihood
{
    /// <summary>losses[i] = Σ_j softplus(l) − x·l over row i, l = logits[i, j] and x = targets[i, j]; gradient[i, j] = σ(l) − x.</summary>
    /// <remarks>
    /// The cross entropy of a Bernoulli variable with probability σ(l), also where x lies between 0 and 1. Error: ≤ 2 eps·Σ(softplus(l) + |x·l|), of a derivative 2 eps.
    /// Source: the decoder of Kingma and Welling (2014), appendix C.1, in logits.
    /// </remarks>
    /// <param name="logits">Rows of logits.</param>
    /// <param name="targets">As many, from 0 to 1.</param>
    /// <param name="rowLength">Values of a row.</param>
    /// <param name="losses">One a row.</param>
    /// <param name="gradient">As many as logits, or empty where it is not wanted.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">A span has the wrong length, or results share memory with inputs.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static unsafe void BernoulliLogits<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, int rowLength, Span<T> losses, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = Check(logits, targets, rowLength, values: 1, losses, gradient);
        fixed (T* logit = logits, target = targets, loss = losses, slope = gradient)
        {
            var action = new BernoulliRows<T>(logit, target, rows, rowLength, loss, slope);
            BlockDispatch.Run<T, BernoulliRows<T>>(ref action);
        }
    }

    /// <summary>losses[i] = Σ_j ½(ln 2π + v + (x − m)²·exp(−v)) over row i; the gradient by m and v likewise.</summary>
    /// <remarks>
    /// Row i of the parameters, and of the gradient, is its means m, then its log-variances v. Error: ≤ 2 eps·Σ(3 + |v| + (x − m)²·exp(−v)), of a derivative by m 4 eps of itself and by v 4 eps·(1 + (x − m)²·exp(−v)).
    /// Source: the decoder of Kingma and Welling (2014), appendix C.2.
    /// </remarks>
    /// <param name="parameters">Rows of 2·<paramref name="rowLength"/> values: means, then log-variances.</param>
    /// <param name="targets">Rows of observations.</param>
    /// <param name="rowLength">Observations of a row.</param>
    /// <param name="losses">One a row.</param>
    /// <param name="gradient">As many as parameters, or empty where it is not wanted.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">A span has the wrong length, or results share memory with inputs.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static unsafe void GaussianLogVariances<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> targets, int rowLength, Span<T> losses, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = Check(parameters, targets, rowLength, values: 2, losses, gradient);
        fixed (T* parameter = parameters, target = targets, loss = losses, slope = gradient)
        {
            var action = new GaussianRows<T>(parameter, target, rows, rowLength, loss, slope);
            BlockDispatch.Run<T, GaussianRows<T>>(ref action);
        }
    }

    private static int Check<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> targets, int rowLength, int values, Span<T> losses, Span<T> gradient)
    {
        ThrowHelper.CheckType<T>();
        ThrowHelper.CheckRows(targets.Length, rowLength);
        ThrowHelper.CheckSameLength(values * targets.Length, parameters.Length, nameof(parameters));
        ThrowHelper.CheckSameLength(targets.Length / rowLength, losses.Length, nameof(losses));
        if (!gradient.IsEmpty)
        {
            ThrowHelper.CheckSameLength(parameters.Length, gradient.Length, nameof(gradient));
        }

        if (losses.Overlaps(parameters) || losses.Overlaps(targets) || gradient.Overlaps(parameters) || gradient.Overlaps(targets) || gradient.Overlaps(losses))
        {
            throw new ArgumentException("A result shares memory with an input or another result; expected memory of its own.");
        }

        return targets.Length / rowLength;
    }
}
