using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Gpu.Tests;

/// <content>Masks and bit patterns.</content>
internal static partial class LaneOperations<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Of("LessThan(TSelf, TSelf)")]
    public readonly struct LessThan : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.LessThan(TLanes.Load(in a), TLanes.Load(in b)), ref destination);
    }

    [Of("Equal(TSelf, TSelf)")]
    public readonly struct Equal : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.Equal(TLanes.Load(in a), TLanes.Load(in b)), ref destination);
    }

    [Of("Select(TSelf, TSelf, TSelf)")]
    public readonly struct Select : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.Select(TLanes.LessThan(TLanes.Load(in a), TLanes.Load(in b)), TLanes.Load(in b), TLanes.Load(in c)), ref destination);
    }

    [Of("Any(TSelf)")]
    public readonly struct Any : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.Any(TLanes.LessThan(TLanes.Load(in a), TLanes.Load(in b))) ? TLanes.Load(in b) : TLanes.Load(in c), ref destination);
    }

    [Of("All(TSelf)")]
    public readonly struct All : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.All(TLanes.Equal(TLanes.Load(in a), TLanes.Load(in b))) ? TLanes.Load(in a) : TLanes.Load(in c), ref destination);
    }

    [Of("BitAnd(TSelf, TSelf)")]
    public readonly struct BitAnd : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.BitAnd(TLanes.Load(in a), TLanes.Load(in b)), ref destination);
    }

    [Of("BitOr(TSelf, TSelf)")]
    public readonly struct BitOr : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.BitOr(TLanes.Load(in a), TLanes.Load(in b)), ref destination);
    }

    [Of("BitXor(TSelf, TSelf)")]
    public readonly struct BitXor : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.BitXor(TLanes.Load(in a), TLanes.Load(in b)), ref destination);
    }

    [Of("BitAndNot(TSelf, TSelf)")]
    public readonly struct BitAndNot : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.BitAndNot(TLanes.Load(in a), TLanes.Load(in b)), ref destination);
    }

    [Of("BitAdd(TSelf, TSelf)")]
    public readonly struct BitAdd : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.BitAdd(TLanes.Load(in a), TLanes.Load(in b)), ref destination);
    }

    [Of("BitSubtract(TSelf, TSelf)")]
    public readonly struct BitSubtract : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.BitSubtract(TLanes.Load(in a), TLanes.Load(in b)), ref destination);
    }

    [Of("BitShiftLeft(TSelf, Int32)", Variants = 4)]
    public readonly struct BitShiftLeft : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.BitShiftLeft(TLanes.Load(in a), Shift(variant)), ref destination);
    }

    [Of("BitShiftRight(TSelf, Int32)", Variants = 4)]
    public readonly struct BitShiftRight : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.BitShiftRight(TLanes.Load(in a), Shift(variant)), ref destination);
    }

    [Of("WordProduct(TSelf, UInt32)", Variants = 6)]
    public readonly struct WordProduct : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T>
        {
            (TLanes upper, TLanes lower) = TLanes.WordProduct(TLanes.Load(in a), variant < 2 ? 0xD251_1F53 : variant < 4 ? uint.MaxValue : 3);
            TLanes.Store(variant % 2 == 0 ? upper : lower, ref destination);
        }
    }

    // 0, 1, the middle of a float, and the last bit but one.
    private static unsafe int Shift(int variant) => variant < 2 ? variant : variant == 2 ? 15 : (8 * sizeof(T)) - 2;
}
