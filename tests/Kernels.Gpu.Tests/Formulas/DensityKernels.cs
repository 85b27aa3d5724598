using System.Numerics;
using ILGPU;
using Kernels.Formulas;
using Kernels.Lanes;
using Kernels.Spans;

namespace Kernels.Gpu.Tests;

/// <summary>Kernels over formulas that the library has no kernels for on a device.</summary>
internal static class DensityKernels<T, TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, ILanes<TLane, T>
{
    public static void LogDensity<TFormula>(Index1D index, TFormula formula, ArrayView<T> x, ArrayView<T> destination)
        where TFormula : struct, IDensityFormula<T> => TLane.Store(Draws.Density<TLane, T, TFormula>(in formula, TLane.Load(in x[index])), ref destination[index]);

    public static void Derivative<TFormula>(Index1D index, TFormula formula, int parameter, ArrayView<T> bits, ArrayView<T> x, ArrayView<T> destination)
        where TFormula : struct, IDrawFormula<T> =>
        TLane.Store(formula.Derivative(UnitNoise<TLane, T>.Of(TLane.Load(in bits[index])), TLane.Load(in x[index]), parameter), ref destination[index]);

    public static void OfBits<TFormula>(Index1D index, TFormula formula, ArrayView<T> bits, ArrayView<T> destination)
        where TFormula : struct, IDrawFormula<T> => TLane.Store(formula.Draw(UnitNoise<TLane, T>.Of(TLane.Load(in bits[index]))), ref destination[index]);
}
