using System;
using System.Numerics;
using Kernels.Spans;

namespace Kernels;

public static partial class Probability
{
    /// <summary>ln Σ exp x[i].</summary>
    /// <remarks>
    /// Error ≤ 4 eps·max(|result|, |max x|), and 4 eps·|result| where max x = 0, at any length; terms below 1.5 times the smallest normal number times the largest may count as 0.
    /// Specials: empty → −∞; a NaN → NaN; otherwise +∞ among them → +∞; all −∞ → −∞. The same bits at every vector width. Two passes over memory.
    /// Source: max + ln(c + Σ exp(x − max)), c the number of terms that are 1, kept apart as in SciPy (2025); Blanchard, Higham and Higham (2021) for the error.
    /// </remarks>
    /// <param name="x">The logarithms, any number of them.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The logarithm of the sum.</returns>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static T LogSumExp<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T result = T.NegativeInfinity;
        LogSumExpRows(x, Math.Max(x.Length, 1), new Span<T>(ref result)[..Math.Min(x.Length, 1)]);
        return result;
    }

    /// <summary>destination[r] = ln Σ exp over row r: <see cref="LogSumExp{T}"/> of every row.</summary>
    /// <param name="x">Rows, one after the other.</param>
    /// <param name="rowLength">Values in a row, ≥ 1.</param>
    /// <param name="destination">One result a row, or longer. The same start as <paramref name="x"/>, or separate memory.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The rows do not fill <paramref name="x"/>, or <paramref name="destination"/> is too short or overlaps it in part.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static unsafe void LogSumExpRows<T>(ReadOnlySpan<T> x, int rowLength, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckType<T>();
        ThrowHelper.CheckRows(x.Length, rowLength);
        CheckRowResults(x.Length / rowLength, destination.Length, nameof(destination));
        CheckApart(x, destination, mayShareStart: true, nameof(destination));
        fixed (T* source = x)
        fixed (T* target = destination)
        {
            ExponentialSums<T>.Run(source, x.Length / rowLength, rowLength, null, target);
        }
    }
}
