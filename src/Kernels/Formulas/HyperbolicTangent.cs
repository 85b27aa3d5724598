using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>tanh x.</summary>
/// <remarks>
/// From e = exp −2|x|: (1 − e)/(1 + e) with the sign of x. Near 0, where 1 − e cancels, the odd series x − x³/3 + 2x⁵/15 − 17x⁷/315 + … to the term
/// that is below an ULP at |x| = 1/8 (Abramowitz and Stegun 1964, 4.5.64).
/// </remarks>
internal readonly unsafe struct HyperbolicTangent<T> : IFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, T>
    {
        TLanes one = TLanes.Constant(1);
        TLanes sign = TLanes.FromBits(FloatFormat<T>.SignMask);
        TLanes magnitude = TLanes.BitAndNot(x, sign);
        TLanes small = Exponential<T>.NonPositive(-(magnitude + magnitude));
        TLanes far = (one - small) / (one + small);
        TLanes square = x * x;
        TLanes near = TLanes.FusedMultiplyAdd(x * square, Series(square), x);

        // The sign for the far part, and for −0, which the series loses.
        TLanes result = TLanes.BitOr(TLanes.Select(TLanes.LessThan(magnitude, TLanes.Constant(0.125)), near, far), TLanes.BitAnd(x, sign));
        return TLanes.Select(TLanes.Equal(x, x), result, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Series<TLanes>(TLanes square)
        where TLanes : struct, ILanes<TLanes, T> => sizeof(T) == sizeof(double)
        ? Polynomial<TLanes, T>.Of(
            square,
            -1.0 / 3,
            2.0 / 15,
            -17.0 / 315,
            62.0 / 2835,
            -1382.0 / 155925,
            21844.0 / 6081075,
            -929569.0 / 638512875)
        : Polynomial<TLanes, T>.Of(square, -1.0 / 3, 2.0 / 15, -17.0 / 315);
}
