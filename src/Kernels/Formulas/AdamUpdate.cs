using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>A step of Adam for a group of parameters. Only + − × ÷ and square roots, none of them fused: the same bits on every machine.</summary>
/// <remarks>Source: Kingma and Ba (2015), algorithm 1, with both corrections of the running means' beginning taken into the rate and the root's scale.</remarks>
/// <param name="NewMean">1 − β₁.</param>
/// <param name="KeptSquare">β₂.</param>
/// <param name="NewSquare">1 − β₂.</param>
/// <param name="Rate">The learning rate over 1 − β₁ᵗ.</param>
/// <param name="RootScale">One over the root of 1 − β₂ᵗ.</param>
/// <param name="Epsilon">What keeps the division finite.</param>
internal readonly record struct AdamUpdate<T>(T NewMean, T KeptSquare, T NewSquare, T Rate, T RootScale, T Epsilon)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Mean<TLanes>(TLanes mean, TLanes gradient)
        where TLanes : struct, ILanes<TLanes, T> => mean + (TLanes.Broadcast(NewMean) * (gradient - mean));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Square<TLanes>(TLanes square, TLanes gradient)
        where TLanes : struct, ILanes<TLanes, T> => (TLanes.Broadcast(KeptSquare) * square) + (TLanes.Broadcast(NewSquare) * (gradient * gradient));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Parameter<TLanes>(TLanes parameter, TLanes mean, TLanes square)
        where TLanes : struct, ILanes<TLanes, T> =>
        parameter - (TLanes.Broadcast(Rate) * mean / ((TLanes.SquareRoot(square) * TLanes.Broadcast(RootScale)) + TLanes.Broadcast(Epsilon)));
}
