using System.Numerics;
using ILGPU;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Gpu;

/// <summary>A formula, one element a thread.</summary>
internal static class ElementwiseKernels<T, TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILanes<TLane, T>
{
    /// <summary>destination[i] = f(x[i]).</summary>
    public static void Map<TFormula>(Index1D index, ArrayView<T> x, ArrayView<T> destination)
        where TFormula : IFormula<T> => TLane.Store(TFormula.Evaluate(TLane.Load(in x[index])), ref destination[index]);

    /// <summary>destination[i] = f′·gradient[i], f′ from values[i] = f(x[i]).</summary>
    public static void Slope<TSlope>(Index1D index, ArrayView<T> values, ArrayView<T> gradient, ArrayView<T> destination)
        where TSlope : ISlope<T> => TLane.Store(TSlope.Apply(TLane.Load(in values[index]), TLane.Load(in gradient[index])), ref destination[index]);
}
