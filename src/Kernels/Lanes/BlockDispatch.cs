using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kernels.Lanes;

/// <summary>Work that is written once, whatever group of lanes it is given.</summary>
internal interface IBlockAction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Does the work with the given lanes.</summary>
    void Invoke<TBlock>()
        where TBlock : struct, ILanes<TBlock, T>;
}

/// <summary>The one place where a width becomes a block type.</summary>
internal static class BlockDispatch
{
    /// <summary>For work with reductions: always a block of 512 bits, so that the order of every sum is the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T, TAction>(ref TAction action)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TAction : IBlockAction<T>, allows ref struct
    {
        switch (LaneWidth.Bits)
        {
            case 512:
                action.Invoke<Lanes512<T>>();
                break;
            case 256:
                action.Invoke<Pair<Lanes256<T>, T>>();
                break;
            case 128:
                action.Invoke<Pair<Pair<Lanes128<T>, T>, T>>();
                break;
            default:
                Scalars<T, TAction>(ref action);
                break;
        }
    }

    /// <summary>For work without a sum over lanes: any width gives the same bits, and plain lanes leave the JIT less to inline than a block of pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunElementwise<T, TAction>(ref TAction action)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TAction : IBlockAction<T>, allows ref struct
    {
        switch (LaneWidth.Bits)
        {
            case 512:
                action.Invoke<Lanes512<T>>();
                break;
            case 256:
                action.Invoke<Lanes256<T>>();
                break;
            case 128:
                action.Invoke<Lanes128<T>>();
                break;
            default:
                action.Invoke<Scalar<T>>();
                break;
        }
    }

    /// <summary>The same for rows, each worked on by itself: rows that fit in 256 bits do not fill wider lanes, and masks cost more than they save.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunRows<T, TAction>(ref TAction action, int rowLength)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TAction : IBlockAction<T>, allows ref struct
    {
        if (LaneWidth.Bits == 512 && rowLength <= Lanes256<T>.Count)
        {
            action.Invoke<Lanes256<T>>();
            return;
        }

        RunElementwise<T, TAction>(ref action);
    }

    private static void Scalars<T, TAction>(ref TAction action)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TAction : IBlockAction<T>, allows ref struct
    {
        if (typeof(T) == typeof(double))
        {
            action.Invoke<Pair<Pair<Pair<Scalar<T>, T>, T>, T>>();
        }
        else
        {
            action.Invoke<Pair<Pair<Pair<Pair<Scalar<T>, T>, T>, T>, T>>();
        }
    }
}
