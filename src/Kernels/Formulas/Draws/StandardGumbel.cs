using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>z = −ln(−ln U); ln p = −z − exp −z.</summary>
internal readonly struct StandardGumbel<T> : IStandardFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T> =>
        -Logarithm<T>.PositiveNormal(noise.NegativeLog(), TLanes.Constant(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes LogDensity<TLanes>(TLanes z)
        where TLanes : struct, ILanes<TLanes, T> => -z - Exponential<T>.Evaluate(-z);
}
