using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>ln p = (shape − 1)·ln x − rate·x + shape·ln rate − ln Γ(shape).</summary>
internal readonly struct GammaDensity<T>(double shape, double rate) : IDensityFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _power = T.CreateTruncating(shape - 1);
    private readonly T _rate = T.CreateTruncating(rate);
    private readonly T _constant = T.CreateTruncating((shape * SingleValue.Log(rate)) - SingleValue.LogGamma(shape));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes power = LogPower<TLanes, T>.Of(TLanes.Broadcast(_power), Logarithm<T>.Evaluate(x));
        TLanes value = TLanes.FusedMultiplyAdd(-TLanes.Broadcast(_rate), x, power + TLanes.Broadcast(_constant));
        return TLanes.Select(TLanes.LessThan(x, TLanes.Constant(0)), TLanes.Constant(double.NegativeInfinity), value);
    }
}
