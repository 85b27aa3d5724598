using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>z = tan π(U − ½); ln p = −ln π − ln(1 + z²).</summary>
internal readonly struct StandardCauchy<T> : IStandardFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T> =>
        noise.Signed(TangentPi<TLanes, T>.Evaluate(noise.Centre, noise.Tail));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes LogDensity<TLanes>(TLanes z)
        where TLanes : struct, ILanes<TLanes, T> =>
        TLanes.Constant(-1.1447298858494001741) - LogOnePlusSquare<TLanes, T>.Of(z, TLanes.Constant(1));
}
