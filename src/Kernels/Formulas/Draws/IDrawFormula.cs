using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>A distribution that is an increasing function of one uniform number, with its parameters.</summary>
internal interface IDrawFormula<T> : IDensityFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The quantile function of the distribution at U.</summary>
    TLanes Draw<TLanes>(UnitNoise<TLanes, T> noise)
        where TLanes : struct, ILanes<TLanes, T>;

    /// <summary>The derivative of a number so drawn with respect to a parameter, U held: from U where the rounded number no longer tells.</summary>
    TLanes Derivative<TLanes>(UnitNoise<TLanes, T> noise, TLanes x, int parameter)
        where TLanes : struct, ILanes<TLanes, T>;
}
