using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>ln p = (α − 1)·ln x + (β − 1)·ln(1 − x) − ln B(α, β).</summary>
internal readonly struct BetaDensity<T>(double alpha, double beta) : IDensityFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _alpha = T.CreateTruncating(alpha - 1);
    private readonly T _beta = T.CreateTruncating(beta - 1);
    private readonly T _constant = T.CreateTruncating(SingleValue.LogGamma(alpha + beta) - SingleValue.LogGamma(alpha) - SingleValue.LogGamma(beta));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes one = TLanes.Constant(1);
        TLanes lower = LogPower<TLanes, T>.Of(TLanes.Broadcast(_alpha), Logarithm<T>.Evaluate(x));
        TLanes upper = LogPower<TLanes, T>.Of(TLanes.Broadcast(_beta), Logarithm<T>.Evaluate(one - x));
        TLanes outside = TLanes.BitOr(TLanes.LessThan(x, TLanes.Constant(0)), TLanes.LessThan(one, x));
        return TLanes.Select(outside, TLanes.Constant(double.NegativeInfinity), lower + upper + TLanes.Broadcast(_constant));
    }
}
