using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>z = ±(−ln 2p), p the distance of U to the nearer end; ln p(z) = −ln 2 − |z|.</summary>
internal readonly struct StandardLaplace<T> : IStandardFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T>
    {
        // 2p = 1 − 2·(½ − p): in its last bits the second is better known where p is large.
        TLanes zero = TLanes.Constant(0);
        TLanes doubled = noise.Tail + noise.Tail;
        TLanes low = TLanes.Constant(1) - doubled - (noise.Centre + noise.Centre);
        low = TLanes.Select(TLanes.LessThan(doubled, TLanes.Constant(0.5)), zero, low);
        return noise.Signed(-Logarithm<T>.PositiveNormal(doubled, low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes LogDensity<TLanes>(TLanes z)
        where TLanes : struct, ILanes<TLanes, T> =>
        TLanes.Constant(-0.69314718055994530942) - TLanes.BitAndNot(z, TLanes.FromBits(FloatFormat<T>.SignMask));
}
