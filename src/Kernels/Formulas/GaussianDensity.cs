using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>ln N(x | μ, Σ) = ln N(μ | μ, Σ) − ½·|W(x − μ)|² with WᵀW = Σ⁻¹: W whitens, so no inverse and no determinant is left in the loop.</summary>
/// <remarks>x − μ comes first: W·x − W·μ would lose the digits that the two have in common. Source: Bishop (2006), section 2.3, equations 2.43 and 2.44.</remarks>
internal static class GaussianDensity<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>squares + (whitening·(x − mean))²: one axis of a spherical or diagonal covariance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes AddAxis<TLanes>(TLanes x, TLanes mean, TLanes whitening, TLanes squares)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes whitened = (x - mean) * whitening;
        return TLanes.FusedMultiplyAdd(whitened, whitened, squares);
    }

    /// <summary>squares + ((a² + b²) + (c² + d²)): four whitened coordinates of a full covariance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes AddSquares<TLanes>(TLanes a, TLanes b, TLanes c, TLanes d, TLanes squares)
        where TLanes : struct, ILanes<TLanes, T> =>
        squares + (TLanes.FusedMultiplyAdd(b, b, a * a) + TLanes.FusedMultiplyAdd(d, d, c * c));

    /// <summary>logPeak − ½·squares.</summary>
    /// <param name="squares">|W(x − μ)|².</param>
    /// <param name="logPeak">The logarithm of the density at the mean.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes squares, TLanes logPeak)
        where TLanes : struct, ILanes<TLanes, T> => TLanes.FusedMultiplyAdd(squares, TLanes.Constant(-0.5), logPeak);
}
