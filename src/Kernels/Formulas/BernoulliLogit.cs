using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>A Bernoulli variable by its logit l: −ln p(x) = softplus(l) − x·l, and its derivative by l, σ(l) − x. One exponential serves both.</summary>
internal static class BernoulliLogit<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TLanes Loss, TLanes Slope) Evaluate<TLanes>(TLanes logit, TLanes target)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes one = TLanes.Constant(1);
        TLanes small = Exponential<T>.NonPositive(TLanes.BitOr(logit, TLanes.FromBits(FloatFormat<T>.SignMask)));
        TLanes loss = TLanes.FusedMultiplyAdd(-target, logit, Softplus<T>.Evaluate(logit, small));
        TLanes probability = TLanes.Select(TLanes.LessThan(logit, TLanes.Constant(0)), small, one) / (one + small);
        return (loss, TLanes.Select(TLanes.Equal(logit, logit), probability, logit) - target);
    }
}
