using System.Numerics;
using Kernels.Lanes;

namespace Kernels.Gpu.Tests;

/// <summary>Every operation of <see cref="ILanes{TSelf, T}"/>, once: <see cref="LaneOperationTable"/> finds them, and says which are missing.</summary>
internal static partial class LaneOperations<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Of("op_Addition(TSelf, TSelf)", IsNumber = true)]
    public readonly struct Addition : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.Load(in a) + TLanes.Load(in b), ref destination);
    }

    [Of("op_Subtraction(TSelf, TSelf)", IsNumber = true)]
    public readonly struct Subtraction : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.Load(in a) - TLanes.Load(in b), ref destination);
    }

    [Of("op_Multiply(TSelf, TSelf)", IsNumber = true)]
    public readonly struct Multiplication : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.Load(in a) * TLanes.Load(in b), ref destination);
    }

    [Of("op_Division(TSelf, TSelf)", IsNumber = true)]
    public readonly struct Division : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.Load(in a) / TLanes.Load(in b), ref destination);
    }

    [Of("op_UnaryNegation(TSelf)", IsNumber = true)]
    public readonly struct Negation : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(-TLanes.Load(in a), ref destination);
    }

    [Of("SquareRoot(TSelf)", IsNumber = true)]
    public readonly struct SquareRoot : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.SquareRoot(TLanes.Load(in a)), ref destination);
    }

    [Of("FusedMultiplyAdd(TSelf, TSelf, TSelf)", IsNumber = true)]
    public readonly struct FusedMultiplyAdd : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.FusedMultiplyAdd(TLanes.Load(in a), TLanes.Load(in b), TLanes.Load(in c)), ref destination);
    }

    [Of("FusedMultiplyAdd(TSelf, TSelf, Double)", IsNumber = true)]
    public readonly struct FusedMultiplyAddConstant : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.FusedMultiplyAdd(TLanes.Load(in a), TLanes.Load(in b), 0.1), ref destination);
    }

    [Of("FusedMultiplyAdd(TSelf, T&, TSelf)", IsNumber = true)]
    public readonly struct FusedMultiplyAddFromMemory : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.FusedMultiplyAdd(TLanes.Load(in a), in b, TLanes.Load(in c)), ref destination);
    }

    [Of("MinOrSecond(TSelf, TSelf)", IsNumber = true)]
    public readonly struct MinOrSecond : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.MinOrSecond(TLanes.Load(in a), TLanes.Load(in b)), ref destination);
    }

    [Of("MaxOrSecond(TSelf, TSelf)", IsNumber = true)]
    public readonly struct MaxOrSecond : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.MaxOrSecond(TLanes.Load(in a), TLanes.Load(in b)), ref destination);
    }
}
