using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>A distribution without parameters, of which others are location + scale·z.</summary>
internal interface IStandardFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The quantile function at U.</summary>
    static abstract TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T>;

    /// <summary>ln p(z).</summary>
    static abstract TLanes LogDensity<TLanes>(TLanes z)
        where TLanes : struct, ILanes<TLanes, T>;
}
