using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>ln p = (n/2 − 1)·ln x − ((n + m)/2)·ln(1 + (n/m)·x) + (n/2)·ln(n/m) − ln B(n/2, m/2), n and m the degrees of freedom.</summary>
internal readonly struct FDensity<T>(double numerator, double denominator) : IDensityFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _power = T.CreateTruncating((numerator / 2) - 1);
    private readonly T _ratio = T.CreateTruncating(numerator / denominator);
    private readonly T _sum = T.CreateTruncating((numerator + denominator) / 2);
    private readonly T _constant = T.CreateTruncating((numerator / 2 * SingleValue.Log(numerator / denominator)) + SingleValue.LogGamma((numerator + denominator) / 2) - SingleValue.LogGamma(numerator / 2) - SingleValue.LogGamma(denominator / 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes power = LogPower<TLanes, T>.Of(TLanes.Broadcast(_power), Logarithm<T>.Evaluate(x));
        TLanes tail = Logarithm<T>.Evaluate(TLanes.FusedMultiplyAdd(TLanes.Broadcast(_ratio), x, 1));
        TLanes value = TLanes.FusedMultiplyAdd(-TLanes.Broadcast(_sum), tail, power + TLanes.Broadcast(_constant));
        return TLanes.Select(TLanes.LessThan(x, TLanes.Constant(0)), TLanes.Constant(double.NegativeInfinity), value);
    }
}
