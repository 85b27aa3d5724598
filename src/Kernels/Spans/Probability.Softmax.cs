using System;
using System.Numerics;
using Kernels.Spans;

namespace Kernels;

public static partial class Probability
{
    /// <summary>destination[i] = exp(x[i]) / Σ exp x[j]; returns ln Σ exp x[j].</summary>
    /// <remarks>
    /// Error ≤ 4 ULP of each, and their sum is 1 to 4 eps; below 1.5 times the smallest normal number times the largest of them they may be 0. The value returned is that of <see cref="LogSumExp{T}"/>.
    /// Specials: all −∞ → all NaN, returns −∞; any NaN → all NaN, returns NaN; otherwise the positions of +∞ share 1 and the others are 0, returns +∞; empty returns −∞.
    /// The same bits at every vector width. Three passes over memory. Source: exp(x − max)/Σ; the logarithm of the sum is not used, it would lose digits.
    /// </remarks>
    /// <param name="x">The logarithms, any number of them.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory as <paramref name="x"/>, or none of it.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The log normaliser.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short or overlaps <paramref name="x"/> in part.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static T Softmax<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T result = T.NegativeInfinity;
        SoftmaxRows(x, Math.Max(x.Length, 1), destination, new Span<T>(ref result)[..Math.Min(x.Length, 1)]);
        return result;
    }

    /// <summary><see cref="Softmax{T}"/> of every row.</summary>
    /// <param name="x">Rows, one after the other.</param>
    /// <param name="rowLength">Values in a row, ≥ 1.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory as <paramref name="x"/>, or none of it.</param>
    /// <param name="logNormalizers">ln Σ exp of each row, or longer; separate memory.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The rows do not fill <paramref name="x"/>, or an output is too short or overlaps where it must not.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static unsafe void SoftmaxRows<T>(ReadOnlySpan<T> x, int rowLength, Span<T> destination, Span<T> logNormalizers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckDestination(x, destination);
        ThrowHelper.CheckRows(x.Length, rowLength);
        CheckRowResults(x.Length / rowLength, logNormalizers.Length, nameof(logNormalizers));
        CheckApart(x, logNormalizers, mayShareStart: false, nameof(logNormalizers));
        CheckApart(destination, logNormalizers, mayShareStart: false, nameof(logNormalizers));
        fixed (T* source = x)
        fixed (T* target = destination)
        fixed (T* logarithms = logNormalizers)
        {
            ExponentialSums<T>.Run(source, x.Length / rowLength, rowLength, target, logarithms);
        }
    }

    /// <summary>r_nk = p(z_n = k | x_n) of a mixture from ln p(x_n, z_n = k): <see cref="SoftmaxRows{T}"/> by its name in mixture models.</summary>
    /// <param name="logJoint">ln p(x_n, z_n = k), a row for each observation n.</param>
    /// <param name="rowLength">Components of the mixture, ≥ 1.</param>
    /// <param name="destination">The responsibilities; as long as <paramref name="logJoint"/> or longer. The same memory, or none of it.</param>
    /// <param name="logNormalizers">ln p(x_n), or longer; separate memory. Their sum is the log likelihood.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The rows do not fill <paramref name="logJoint"/>, or an output is too short or overlaps where it must not.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Responsibilities<T>(ReadOnlySpan<T> logJoint, int rowLength, Span<T> destination, Span<T> logNormalizers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SoftmaxRows(logJoint, rowLength, destination, logNormalizers);
}
