using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>z = Φ⁻¹(U); ln p = −z²/2 − ½·ln 2π.</summary>
internal readonly struct StandardNormal<T> : IStandardFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T> => NormalQuantile<T>.Evaluate(noise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes LogDensity<TLanes>(TLanes z)
        where TLanes : struct, ILanes<TLanes, T> =>
        TLanes.FusedMultiplyAdd(z * TLanes.Constant(-0.5), z, -0.91893853320467274178);
}
