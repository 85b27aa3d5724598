using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>U, below 1: what would round to 1 is the largest number below it.</summary>
internal readonly unsafe struct OpenUniformDraw<T> : IDrawFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T> =>
        TLanes.MinOrSecond(noise.Rounded(), TLanes.Constant(sizeof(T) == sizeof(double) ? 1 - (1.0 / (1L << 53)) : 1 - (1.0 / (1L << 24))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Derivative<TLanes>(UnitNoise<TLanes, T> noise, TLanes x, int parameter)
        where TLanes : struct, ILanes<TLanes, T> => TLanes.Constant(0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T> => TLanes.Constant(0);
}
