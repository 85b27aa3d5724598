using System;
using System.Numerics;
using Kernels.Spans;

namespace Kernels;

public static partial class Dirichlet
{
    /// <summary>KL(Dir(α) ‖ Dir(β)) = Σ_k B(β_k, α_k) − B(Σ β, Σ α), B(b, a) = ln Γ(b) − ln Γ(a) − (b − a)·ψ(a).</summary>
    /// <remarks>
    /// Error ≤ 4 eps·(Σ_k B_k + B_0): each B is computed without cancellation. Never below 0; exactly 0 for equal arguments and for one component.
    /// NaN where an argument is not above 0 or not finite. The same bits at every vector width. One pass over memory.
    /// Source: the Bregman form of the divergence of an exponential family (Banerjee et al., 2005); B as a sum of positive terms is our own.
    /// </remarks>
    /// <param name="alpha">α, the distribution that expectations are taken under; each above 0.</param>
    /// <param name="beta">β, as many.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The divergence in nats.</returns>
    /// <exception cref="ArgumentException"><paramref name="beta"/> is not as long as <paramref name="alpha"/>.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static T KullbackLeibler<T>(ReadOnlySpan<T> alpha, ReadOnlySpan<T> beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T result = T.Zero;
        KullbackLeiblerRows(alpha, beta, Math.Max(alpha.Length, 1), new Span<T>(ref result)[..Math.Min(alpha.Length, 1)]);
        return result;
    }

    /// <summary>destination[r] = <see cref="KullbackLeibler{T}"/> of row r.</summary>
    /// <param name="alpha">Rows of α, one after the other.</param>
    /// <param name="beta">Rows of β, as many.</param>
    /// <param name="rowLength">Values in a row, ≥ 1.</param>
    /// <param name="destination">One result a row, or longer; separate memory.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or <paramref name="destination"/> overlaps an input.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static unsafe void KullbackLeiblerRows<T>(ReadOnlySpan<T> alpha, ReadOnlySpan<T> beta, int rowLength, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckType<T>();
        ThrowHelper.CheckSameLength(alpha.Length, beta.Length, nameof(beta));
        ThrowHelper.CheckRows(alpha.Length, rowLength);
        if (destination.Length < alpha.Length / rowLength || alpha.Overlaps(destination) || beta.Overlaps(destination))
        {
            throw new ArgumentException(
                $"The destination holds {destination.Length} values; expected at least {alpha.Length / rowLength}, apart from the inputs.", nameof(destination));
        }

        fixed (T* first = alpha)
        fixed (T* second = beta)
        fixed (T* target = destination)
        {
            DirichletDivergences<T>.Run(first, second, alpha.Length / rowLength, rowLength, target);
        }
    }
}
