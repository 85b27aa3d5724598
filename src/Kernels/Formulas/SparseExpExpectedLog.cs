using System.Numerics;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>exp E[ln θ_k] of a Dirichlet with Σ α &lt; 1, where F(Σ α) may underflow: F(1 + α_k)/F(1 + Σ α)·exp(1/Σ α − 1/α_k).</summary>
/// <param name="Normalizer">F(1 + Σ α).</param>
/// <param name="InverseTotal">1/Σ α, high part.</param>
/// <param name="InverseTotalLow">1/Σ α − InverseTotal.</param>
internal readonly record struct SparseExpExpectedLog<TLanes, T>(TLanes Normalizer, TLanes InverseTotal, TLanes InverseTotalLow)
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Of a total in (0, 1).</summary>
    public static SparseExpExpectedLog<TLanes, T> Of(TLanes total)
    {
        (TLanes inverse, TLanes inverseLow) = Reciprocal(total);
        return new(ExpDigammaFormula<T>.Evaluate(TLanes.Constant(1) + total), inverse, inverseLow);
    }

    /// <summary>exp E[ln θ_k].</summary>
    public TLanes Component(TLanes alpha)
    {
        (TLanes inverse, TLanes inverseLow) = Reciprocal(alpha);
        TLanes exponent = InverseTotal - inverse;
        TLanes low = InverseTotal - (exponent + inverse) + (InverseTotalLow - inverseLow);
        TLanes ratio = ExpDigammaFormula<T>.Evaluate(TLanes.Constant(1) + alpha) / Normalizer;
        return ratio * Exponential<T>.Evaluate(exponent, low);
    }

    private static (TLanes High, TLanes Low) Reciprocal(TLanes x)
    {
        TLanes one = TLanes.Constant(1);
        TLanes high = one / x;
        return (high, TLanes.FusedMultiplyAdd(-x, high, one) * high);
    }
}
