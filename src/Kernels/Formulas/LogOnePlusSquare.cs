using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>ln(1 + (z/root)²): the tails of Cauchy's and Student's densities.</summary>
/// <remarks>A small square goes to the logarithm with what the sum loses; where the quotient is above 2³⁰ the result is 2·(ln z − ln root), as the square, and the quotient too, may be no number.</remarks>
internal static class LogOnePlusSquare<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Far = 1L << 30;

    /// <summary>ln(1 + (z/root)²), z of any sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes z, TLanes root)
    {
        TLanes w = z / root;
        TLanes magnitude = TLanes.BitAndNot(w, TLanes.FromBits(FloatFormat<T>.SignMask));
        TLanes isFar = TLanes.LessThan(TLanes.Constant(Far), magnitude);
        TLanes value = NearZero<TLanes, T>.LogOnePlus(TLanes.Select(isFar, TLanes.Constant(0), w * w));
        return TLanes.Any(isFar) ? TLanes.Select(isFar, Twice(TLanes.BitAndNot(z, TLanes.FromBits(FloatFormat<T>.SignMask)), root), value) : value;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TLanes Twice(TLanes magnitude, TLanes root)
    {
        TLanes logarithm = Logarithm<T>.Evaluate(magnitude) - Logarithm<T>.Evaluate(root);
        return logarithm + logarithm;
    }
}
