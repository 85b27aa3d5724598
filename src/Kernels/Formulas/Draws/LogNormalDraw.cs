using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>x = exp(logMean + logStandardDeviation·z), z = Φ⁻¹(U); ∂x/∂logMean = x, ∂x/∂logStandardDeviation = x·z; ln p = ln φ(z) − ln logStandardDeviation − ln x.</summary>
internal readonly struct LogNormalDraw<T>(double logMean, double logStandardDeviation) : IDrawFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _mean = T.CreateTruncating(logMean);
    private readonly T _deviation = T.CreateTruncating(logStandardDeviation);
    private readonly T _logDeviation = T.CreateTruncating(SingleValue.Log(logStandardDeviation));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T> =>
        Exponential<T>.Evaluate(TLanes.FusedMultiplyAdd(TLanes.Broadcast(_deviation), NormalQuantile<T>.Evaluate(noise), TLanes.Broadcast(_mean)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Derivative<TLanes>(UnitNoise<TLanes, T> noise, TLanes x, int parameter)
        where TLanes : struct, ILanes<TLanes, T> => parameter == 0 ? x : x * NormalQuantile<T>.Evaluate(noise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes logarithm = Logarithm<T>.Evaluate(x);
        TLanes value = StandardNormal<T>.LogDensity(Standardised(logarithm)) - TLanes.Broadcast(_logDeviation) - logarithm;
        return TLanes.Select(TLanes.LessThan(TLanes.Constant(0), x), value, TLanes.Select(TLanes.Equal(x, x), TLanes.Constant(double.NegativeInfinity), x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes Standardised<TLanes>(TLanes logarithm)
        where TLanes : struct, ILanes<TLanes, T> => (logarithm - TLanes.Broadcast(_mean)) / TLanes.Broadcast(_deviation);
}
