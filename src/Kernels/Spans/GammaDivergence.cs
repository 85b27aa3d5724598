using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Lanes;
using Kernels.Spans;

namespace Kernels;

/// <summary>What Gamma distributions, and families made of them, say of each other.</summary>
/// <example>
/// A divergence of two Gamma distributions is that of their means and that of their shapes:
/// <code>
/// (double shape, double rate, double otherShape, double otherRate) = (1e9, 2e9, 1.0001e9, 2.0002e9);
/// double[] divergence = new double[1];
/// GammaDivergence.OfSameMean&lt;double&gt;([shape], [otherShape], divergence);
/// double ratio = shape * otherRate / (rate * otherShape); // of the means
/// divergence[0] += otherShape * (ratio - 1 - Math.Log(ratio));
/// Console.WriteLine($"{divergence[0]:E3}"); // 2.500E-009
/// </code>
/// </example>
public static class GammaDivergence
{
    /// <summary>destination[i] = KL(Gamma(a, a) ‖ Gamma(b, b)) = ln Γ(b) − ln Γ(a) − (b − a)·ψ(a) − b·ln(b/a) + b − a of shapes a and b: of two Gamma distributions of one mean.</summary>
    /// <remarks>
    /// KL(Gamma(a, r) ‖ Gamma(b, s)) is it and b·(q − 1 − ln q), q = (a/r)/(b/s) the ratio of the means: two parts that are 0 or more, where the usual terms cancel down from
    /// 1/a of their size as the means come together.
    /// Relative error ≤ 16 eps; exactly 0 for equal shapes. NaN where a shape is not above 0 or not finite. The same bits at every vector width. One pass over memory.
    /// Source: the Bregman divergence of ln Γ(x) − x·ln x + x (Banerjee et al., 2005); the arrangement is our own.
    /// </remarks>
    /// <param name="shape">a, of the distributions that expectations are taken under.</param>
    /// <param name="otherShape">b, as many.</param>
    /// <param name="destination">The results; as long or longer. The same memory as an input, or none of it.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or <paramref name="destination"/> overlaps an input in part.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void OfSameMean<T>(ReadOnlySpan<T> shape, ReadOnlySpan<T> otherShape, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckDestination(shape, destination);
        ThrowHelper.CheckSameLength(shape.Length, otherShape.Length, nameof(otherShape));
        ThrowHelper.CheckDestination(otherShape, destination);
        var action = new Action<T>(shape, otherShape, destination);
        BlockDispatch.RunElementwise<T, Action<T>>(ref action);
    }

    private readonly unsafe ref struct Action<T>(ReadOnlySpan<T> shape, ReadOnlySpan<T> otherShape, Span<T> destination) : IBlockAction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _shape = shape;
        private readonly ReadOnlySpan<T> _otherShape = otherShape;
        private readonly Span<T> _destination = destination;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, T>
        {
            fixed (T* a = _shape, b = _otherShape, target = _destination)
            {
                int i = 0;
                for (; i <= _shape.Length - TLanes.Count; i += TLanes.Count)
                {
                    TLanes.Store(SameMeanDivergence<TLanes, T>.OrNaN(TLanes.Load(in b[i]), TLanes.Load(in a[i])), ref target[i]);
                }

                if (i < _shape.Length)
                {
                    int rest = _shape.Length - i;
                    TLanes.StorePart(SameMeanDivergence<TLanes, T>.OrNaN(TLanes.LoadPart(b + i, rest, T.One), TLanes.LoadPart(a + i, rest, T.One)), target + i, rest);
                }
            }
        }
    }
}
