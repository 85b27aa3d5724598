using System;
using System.Numerics;
using Kernels.Spans;

namespace Kernels;

public static partial class Dirichlet
{
    /// <summary>destination[k] = E[ln θ_k] = ψ(α_k) − ψ(Σ α) under θ ~ Dir(α).</summary>
    /// <remarks>
    /// Error ≤ 3 eps·max(|ψ(α)|, |ψ(Σ α)|) in double and float: the sum is compensated, and ψ of it is taken of all its digits. Exactly 0 for one component.
    /// Arguments below 0 or NaN give what <see cref="SpecialFunctions.Digamma{T}"/> gives. The same bits at every vector width. Three passes over memory.
    /// Source: Blei, Ng and Jordan (2003), appendix A.1.
    /// </remarks>
    /// <param name="alpha">α, each above 0.</param>
    /// <param name="destination">The results; as long as <paramref name="alpha"/> or longer. The same memory as <paramref name="alpha"/>, or none of it.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short or overlaps <paramref name="alpha"/> in part.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void ExpectedLog<T>(ReadOnlySpan<T> alpha, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ExpectedLogRows(alpha, Math.Max(alpha.Length, 1), destination);

    /// <summary><see cref="ExpectedLog{T}"/> of every row.</summary>
    /// <param name="alpha">Rows of α, one after the other.</param>
    /// <param name="rowLength">Values in a row, ≥ 1.</param>
    /// <param name="destination">The results; as long as <paramref name="alpha"/> or longer. The same memory as <paramref name="alpha"/>, or none of it.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The rows do not fill <paramref name="alpha"/>, or <paramref name="destination"/> is too short or overlaps it in part.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static unsafe void ExpectedLogRows<T>(ReadOnlySpan<T> alpha, int rowLength, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckDestination(alpha, destination);
        ThrowHelper.CheckRows(alpha.Length, rowLength);
        fixed (T* source = alpha)
        fixed (T* target = destination)
        {
            DirichletExpectations<T>.ExpectedLog(source, alpha.Length / rowLength, rowLength, target);
        }
    }
}
