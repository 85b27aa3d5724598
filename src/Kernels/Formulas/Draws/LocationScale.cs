using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>x = location + scale·z: ∂x/∂location = 1, ∂x/∂scale = z.</summary>
internal readonly struct LocationScale<T, TStandard>(double location, double scale) : IDrawFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TStandard : IStandardFormula<T>
{
    private readonly T _location = T.CreateTruncating(location);
    private readonly T _scale = T.CreateTruncating(scale);
    private readonly T _logScale = T.CreateTruncating(SingleValue.Log(scale));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T> =>
        TLanes.FusedMultiplyAdd(TLanes.Broadcast(_scale), TStandard.Draw(noise), TLanes.Broadcast(_location));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Derivative<TLanes>(UnitNoise<TLanes, T> noise, TLanes x, int parameter)
        where TLanes : struct, ILanes<TLanes, T> => parameter == 0 ? TLanes.Constant(1) : TStandard.Draw(noise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T> => TStandard.LogDensity(Standardised(x)) - TLanes.Broadcast(_logScale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes Standardised<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T> => (x - TLanes.Broadcast(_location)) / TLanes.Broadcast(_scale);
}
