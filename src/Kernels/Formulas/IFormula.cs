using System.Numerics;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>A function of one number, written once for every lane.</summary>
internal interface IFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The function, lane by lane.</summary>
    static abstract TLanes Evaluate<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>;
}
