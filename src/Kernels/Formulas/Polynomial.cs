using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>c0 + c1·x + c2·x² + …, as two Horner chains in x² (even and odd powers), so that two multiply–adds are under way at once.</summary>
/// <typeparam name="TLanes">The lanes.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal static class Polynomial<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes x, double c0, double c1) => TLanes.FusedMultiplyAdd(x, TLanes.Constant(c1), c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes x, double c0, double c1, double c2) => TLanes.FusedMultiplyAdd(x, Of(x, c1, c2), c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes x, double c0, double c1, double c2, double c3)
    {
        TLanes square = x * x;
        return TLanes.FusedMultiplyAdd(Chain(square, c1, c3), x, Chain(square, c0, c2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes x, double c0, double c1, double c2, double c3, double c4)
    {
        TLanes square = x * x;
        return TLanes.FusedMultiplyAdd(Chain(square, c1, c3), x, Chain(square, c0, c2, c4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes x, double c0, double c1, double c2, double c3, double c4, double c5)
    {
        TLanes square = x * x;
        return TLanes.FusedMultiplyAdd(Chain(square, c1, c3, c5), x, Chain(square, c0, c2, c4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes x, double c0, double c1, double c2, double c3, double c4, double c5, double c6)
    {
        TLanes square = x * x;
        return TLanes.FusedMultiplyAdd(Chain(square, c1, c3, c5), x, Chain(square, c0, c2, c4, c6));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7)
    {
        TLanes square = x * x;
        return TLanes.FusedMultiplyAdd(Chain(square, c1, c3, c5, c7), x, Chain(square, c0, c2, c4, c6));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7, double c8)
    {
        TLanes square = x * x;
        return TLanes.FusedMultiplyAdd(Chain(square, c1, c3, c5, c7), x, Chain(square, c0, c2, c4, c6, c8));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7, double c8, double c9)
    {
        TLanes square = x * x;
        return TLanes.FusedMultiplyAdd(Chain(square, c1, c3, c5, c7, c9), x, Chain(square, c0, c2, c4, c6, c8));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of(TLanes x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7, double c8, double c9, double c10)
    {
        TLanes square = x * x;
        return TLanes.FusedMultiplyAdd(Chain(square, c1, c3, c5, c7, c9), x, Chain(square, c0, c2, c4, c6, c8, c10));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Chain(TLanes x, double c0, double c1) => TLanes.FusedMultiplyAdd(x, TLanes.Constant(c1), c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Chain(TLanes x, double c0, double c1, double c2) => TLanes.FusedMultiplyAdd(x, Chain(x, c1, c2), c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Chain(TLanes x, double c0, double c1, double c2, double c3) => TLanes.FusedMultiplyAdd(x, Chain(x, c1, c2, c3), c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Chain(TLanes x, double c0, double c1, double c2, double c3, double c4) => TLanes.FusedMultiplyAdd(x, Chain(x, c1, c2, c3, c4), c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Chain(TLanes x, double c0, double c1, double c2, double c3, double c4, double c5) => TLanes.FusedMultiplyAdd(x, Chain(x, c1, c2, c3, c4, c5), c0);
}
