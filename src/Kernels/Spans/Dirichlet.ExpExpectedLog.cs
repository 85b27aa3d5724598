using System;
using System.Numerics;
using Kernels.Spans;

namespace Kernels;

public static partial class Dirichlet
{
    /// <summary>destination[k] = exp E[ln θ_k] = F(α_k)/F(Σ α) under θ ~ Dir(α), F = exp ψ.</summary>
    /// <remarks>
    /// Error ≤ 5 ULP in double and float: the sum is compensated, and F of it is taken of all its digits. 0 where F(α_k) underflows.
    /// Exactly 1 for one component. The same bits at every vector width. Three passes over memory. Source: Blei, Ng and Jordan (2003), appendix A.1.
    /// </remarks>
    /// <param name="alpha">α, each above 0.</param>
    /// <param name="destination">The results; as long as <paramref name="alpha"/> or longer. The same memory as <paramref name="alpha"/>, or none of it.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short or overlaps <paramref name="alpha"/> in part.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void ExpExpectedLog<T>(ReadOnlySpan<T> alpha, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ExpExpectedLogRows(alpha, Math.Max(alpha.Length, 1), destination);

    /// <summary><see cref="ExpExpectedLog{T}"/> of every row.</summary>
    /// <param name="alpha">Rows of α, one after the other.</param>
    /// <param name="rowLength">Values in a row, ≥ 1.</param>
    /// <param name="destination">The results; as long as <paramref name="alpha"/> or longer. The same memory as <paramref name="alpha"/>, or none of it.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The rows do not fill <paramref name="alpha"/>, or <paramref name="destination"/> is too short or overlaps it in part.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static unsafe void ExpExpectedLogRows<T>(ReadOnlySpan<T> alpha, int rowLength, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckDestination(alpha, destination);
        ThrowHelper.CheckRows(alpha.Length, rowLength);
        fixed (T* source = alpha)
        fixed (T* target = destination)
        {
            DirichletExpectations<T>.ExpExpectedLog(source, alpha.Length / rowLength, rowLength, target);
        }
    }
}
