using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>ln p = (shape − 1)·ln x − rate·x + shape·ln rate − ln Γ(shape).</summary>
/// <remarks>Of a large shape a, with y = rate·x: ln p = ½·ln a − ½·ln 2π − δ(a) − D(a, y) − ln x, as in <see cref="StirlingRemainder"/>.</remarks>
internal readonly struct GammaDensity<T>(double shape, double rate) : IDensityFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool _isLarge = shape >= StirlingRemainder.LargeShape;
    private readonly T _shape = T.CreateTruncating(shape);
    private readonly T _power = T.CreateTruncating(shape - 1);
    private readonly T _rate = T.CreateTruncating(rate);
    private readonly T _constant = T.CreateTruncating(shape >= StirlingRemainder.LargeShape
        ? (0.5 * SingleValue.Log(shape)) - StirlingRemainder.HalfLogTwoPi - StirlingRemainder.Of(shape)
        : (shape * SingleValue.Log(rate)) - SingleValue.LogGamma(shape));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        if (_isLarge)
        {
            return Large(x);
        }

        TLanes power = LogPower<TLanes, T>.Of(TLanes.Broadcast(_power), Logarithm<T>.Evaluate(x));
        TLanes value = TLanes.FusedMultiplyAdd(-TLanes.Broadcast(_rate), x, power + TLanes.Broadcast(_constant));
        return TLanes.Select(TLanes.LessThan(x, TLanes.Constant(0)), TLanes.Constant(double.NegativeInfinity), value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes Large<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        (TLanes shape, TLanes rate) = (TLanes.Broadcast(_shape), TLanes.Broadcast(_rate));
        TLanes deviance = PoissonDeviance<TLanes, T>.Of(shape, rate * x, TLanes.FusedMultiplyAdd(rate, x, -shape));
        TLanes value = TLanes.Broadcast(_constant) - Logarithm<T>.Evaluate(x) - deviance;
        return TLanes.Select(TLanes.LessThan(TLanes.Constant(0), x), value, TLanes.Select(TLanes.Equal(x, x), TLanes.Constant(double.NegativeInfinity), x));
    }
}
