using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kernels.Formulas;
using Kernels.Lanes;
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
    public static void KullbackLeiblerRows<T>(ReadOnlySpan<T> alpha, ReadOnlySpan<T> beta, int rowLength, Span<T> destination)
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

        for (int start = 0, row = 0; start < alpha.Length; start += rowLength, row++)
        {
            destination[row] = Divergence(alpha.Slice(start, rowLength), beta.Slice(start, rowLength));
        }
    }

    [SkipLocalsInit]
    private static T Divergence<T>(ReadOnlySpan<T> alpha, ReadOnlySpan<T> beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Piece = 256;
        Span<T> divergences = stackalloc T[Piece];
        Span<T> differences = stackalloc T[Piece];
        var sum = new PairwiseSum<T>(stackalloc T[PairwiseSum<T>.Levels]);
        var shift = new PairwiseSum<T>(stackalloc T[PairwiseSum<T>.Levels]);
        for (int start = 0; start < alpha.Length; start += Piece)
        {
            int length = Math.Min(Piece, alpha.Length - start);
            var action = new DivergenceAction<T>(alpha.Slice(start, length), beta.Slice(start, length), divergences, differences);
            BlockDispatch.RunElementwise<T, DivergenceAction<T>>(ref action);
            sum.Add(Sum<T>(divergences[..length]));
            shift.Add(Sum<T>(differences[..length]));
        }

        // Σ β − Σ α from the differences: the two sums' rounding errors may be larger than it.
        T total = Sum(alpha);
        T whole = DirichletDivergence<Scalar<T>, T>.Of(new(Sum(beta)), new(total), new(shift.Total())).Value;
        T result = sum.Total() - whole;
        return result < T.Zero ? T.Zero : result;
    }

    /// <summary>B(β_k, α_k) and β_k − α_k.</summary>
    private readonly ref struct DivergenceAction<T>(ReadOnlySpan<T> alpha, ReadOnlySpan<T> beta, Span<T> divergences, Span<T> differences) : IBlockAction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _alpha = alpha;
        private readonly ReadOnlySpan<T> _beta = beta;
        private readonly Span<T> _divergences = divergences;
        private readonly Span<T> _differences = differences;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, T>
        {
            Span<T> a = stackalloc T[TLanes.Count];
            Span<T> b = stackalloc T[TLanes.Count];
            for (int i = 0; i < _alpha.Length; i += TLanes.Count)
            {
                int count = Math.Min(TLanes.Count, _alpha.Length - i);
                a.Fill(T.One);
                b.Fill(T.One);
                _alpha.Slice(i, count).CopyTo(a);
                _beta.Slice(i, count).CopyTo(b);
                TLanes first = TLanes.Load(in a[0]);
                TLanes second = TLanes.Load(in b[0]);
                TLanes difference = second - first;
                TLanes.Store(difference, ref _differences[i]);
                TLanes.Store(DirichletDivergence<TLanes, T>.OrNaN(second, first, difference), ref _divergences[i]);
            }
        }
    }
}
