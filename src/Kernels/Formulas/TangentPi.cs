using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>tan πx.</summary>
/// <remarks>x·P(x²)/Q(x²) on [0, ¼], a minimax rational function (Remez, relative error 1.9e-17 in double, 1.4e-8 in float; tests/Kernels.Tests/Derivations/tangent.py); beyond, one over that of ½ − x.</remarks>
/// <typeparam name="TLanes">The lanes.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal static unsafe class TangentPi<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>tan πx for x in (0, ½), of x and ½ − x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate(TLanes x, TLanes complement)
    {
        TLanes isNear = TLanes.LessThan(x, complement);
        TLanes r = TLanes.MinOrSecond(x, complement);
        TLanes square = r * r;
        TLanes sine = r * Numerator(square);
        TLanes cosine = Denominator(square);
        return TLanes.Select(isNear, sine, cosine) / TLanes.Select(isNear, cosine, sine);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Numerator(TLanes square) => sizeof(T) == sizeof(double)
        ? Polynomial<TLanes, T>.Of(square, 3.1415926535897932977, -3.977592765840780007, 0.85866620339543498207, -0.022602770834026255474)
        : Polynomial<TLanes, T>.Of(square, 3.1415926090934406198, -2.9704561587380862112);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Denominator(TLanes square) => sizeof(T) == sizeof(double)
        ? Polynomial<TLanes, T>.Of(square, 1, -4.5559752342766727271, 2.2740008780892921173, -0.2003996915887500607)
        : Polynomial<TLanes, T>.Of(square, 1, -4.2354003252339444361, 0.94651023024777577986);
}
