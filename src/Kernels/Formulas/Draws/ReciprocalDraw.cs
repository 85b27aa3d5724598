using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>x = minimum·(maximum/minimum)^U; ∂x/∂minimum = (x/minimum)·(1 − u), ∂x/∂maximum = (x/maximum)·u, u = ln(x/minimum)/ln(maximum/minimum); ln p = −ln x − ln ln(maximum/minimum).</summary>
internal readonly struct ReciprocalDraw<T>(double minimum, double maximum) : IDrawFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _minimum = T.CreateTruncating(minimum);
    private readonly T _maximum = T.CreateTruncating(maximum);
    private readonly T _logRatio = T.CreateTruncating(SingleValue.Log(maximum / minimum));
    private readonly T _constant = T.CreateTruncating(-SingleValue.Log(SingleValue.Log(maximum / minimum)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T>
    {
        // From the nearer end.
        TLanes isLower = noise.IsLower;
        TLanes way = Exponential<T>.Evaluate(noise.Signed(-noise.Tail) * TLanes.Broadcast(_logRatio));
        return TLanes.Select(isLower, TLanes.Broadcast(_minimum), TLanes.Broadcast(_maximum)) * way;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Derivative<TLanes>(TLanes x, int parameter)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes end = TLanes.Broadcast(parameter == 0 ? _minimum : _maximum);
        TLanes other = TLanes.Broadcast(parameter == 0 ? _maximum : _minimum);
        TLanes ratio = parameter == 0 ? other / x : x / other;
        return x / end * (Logarithm<T>.Evaluate(ratio) / TLanes.Broadcast(_logRatio));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes outside = TLanes.BitOr(TLanes.LessThan(x, TLanes.Broadcast(_minimum)), TLanes.LessThan(TLanes.Broadcast(_maximum), x));
        return TLanes.Select(outside, TLanes.Constant(double.NegativeInfinity), TLanes.Broadcast(_constant) - Logarithm<T>.Evaluate(x));
    }
}
