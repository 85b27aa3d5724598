using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>ln p = −((ν + 1)/2)·ln(1 + z²/ν) + ln Γ((ν + 1)/2) − ln Γ(ν/2) − ½·ln νπ − ln scale, z = (x − location)/scale.</summary>
internal readonly struct StudentTDensity<T>(double degreesOfFreedom, double location, double scale) : IDensityFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _location = T.CreateTruncating(location);
    private readonly T _scale = T.CreateTruncating(scale);
    private readonly T _root = T.CreateTruncating(System.Math.Sqrt(degreesOfFreedom));
    private readonly T _power = T.CreateTruncating((degreesOfFreedom + 1) / 2);
    private readonly T _constant = T.CreateTruncating(StirlingRemainder.LogGammaRatio(degreesOfFreedom / 2, 0.5) - StirlingRemainder.HalfLogTwoPi - SingleValue.Log(scale));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes LogDensity<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes z = (x - TLanes.Broadcast(_location)) / TLanes.Broadcast(_scale);
        TLanes logarithm = LogOnePlusSquare<TLanes, T>.Of(z, TLanes.Broadcast(_root));
        return TLanes.FusedMultiplyAdd(-TLanes.Broadcast(_power), logarithm, TLanes.Broadcast(_constant));
    }
}
