using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>x = scale·√(2E), E = −ln(1 − U); ∂x/∂scale = x/scale; ln p = ln x − 2·ln scale − (x/scale)²/2.</summary>
internal readonly struct RayleighDraw<T>(double scale) : IDrawFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _scale = T.CreateTruncating(scale);
    private readonly T _constant = T.CreateTruncating(-2 * SingleValue.Log(scale));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes exponential = noise.Exponential();
        return TLanes.Broadcast(_scale) * TLanes.SquareRoot(exponential + exponential);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Derivative<TLanes>(UnitNoise<TLanes, T> noise, TLanes x, int parameter)
        where TLanes : struct, ILanes<TLanes, T> => x / TLanes.Broadcast(_scale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes z = x / TLanes.Broadcast(_scale);
        TLanes value = TLanes.FusedMultiplyAdd(z * TLanes.Constant(-0.5), z, Logarithm<T>.Evaluate(x) + TLanes.Broadcast(_constant));
        return TLanes.Select(TLanes.LessThan(x, TLanes.Constant(0)), TLanes.Constant(double.NegativeInfinity), value);
    }
}
