using System.Numerics;
using Kernels.Lanes;

namespace Kernels.Gpu.Tests;

/// <content>Constants, memory and what is made of all lanes of a group.</content>
internal static partial class LaneOperations<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Of("get_Count()")]
    public readonly struct Count : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.Constant(TLanes.Count), ref destination);
    }

    [Of("Constant(Double)", IsNumber = true, Variants = 5)]
    public readonly struct Constant : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(variant < 2 ? TLanes.Constant(variant == 0 ? 0.1 : -0.0) : variant < 4 ? TLanes.Constant(variant == 2 ? 1e39 : 1e-310) : TLanes.Constant(double.NaN), ref destination);
    }

    [Of("Broadcast(T)")]
    public readonly struct Broadcast : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.Broadcast(a), ref destination);
    }

    [Of("FromBits(Int64)", Variants = 4)]
    public readonly struct FromBits : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.FromBits(variant == 0 ? -1 : variant == 1 ? 0x0123_4567_89AB_CDEF : variant == 2 ? uint.MaxValue : long.MinValue | 1), ref destination);
    }

    [Of("Load(T&)")]
    public readonly struct Load : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.Load(in b), ref destination);
    }

    [Of("Store(TSelf, T&)")]
    public readonly struct Store : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            TLanes.Store(TLanes.Load(in a), ref destination);
    }

    [Of("LoadPart(T*, Int32, T)", Variants = 4)]
    public readonly unsafe struct LoadPart : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T>
        {
            fixed (T* source = &a)
            {
                TLanes.Store(TLanes.LoadPart(source, variant - 1, c), ref destination);
            }
        }
    }

    [Of("StorePart(TSelf, T*, Int32)", Variants = 4)]
    public readonly unsafe struct StorePart : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T>
        {
            fixed (T* target = &destination)
            {
                TLanes.StorePart(TLanes.Load(in a), target, variant - 1);
            }
        }
    }

    [Of("Sum(TSelf)", IsNumber = true)]
    public readonly struct Sum : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            destination = TLanes.Sum(TLanes.Load(in a));
    }

    [Of("Sum(TSelf, TSelf)", IsNumber = true, Variants = 2)]
    public readonly struct SumWithError : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T>
        {
            (T sum, T error) = TLanes.Sum(TLanes.Load(in a), TLanes.Load(in b));
            destination = variant == 0 ? sum : error;
        }
    }

    [Of("SumEight(TSelf, TSelf, TSelf, TSelf, TSelf, TSelf, TSelf, TSelf, T&)", IsNumber = true, Places = 8)]
    public readonly struct SumEight : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T>
        {
            (TLanes x, TLanes y, TLanes z) = (TLanes.Load(in a), TLanes.Load(in b), TLanes.Load(in c));
            TLanes.SumEight(x, y, z, z, y, x, x, y, ref destination);
        }
    }

    [Of("StoreSelected(TSelf, TSelf, T&)", Variants = 2)]
    public readonly struct StoreSelected : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T>
        {
            int count = TLanes.StoreSelected(TLanes.Load(in a), TLanes.LessThan(TLanes.Load(in a), TLanes.Load(in b)), ref destination);
            
            // What stands there where none is selected may be anything; how many were, not.
            if (variant == 1 || count == 0)
            {
                TLanes.Store(TLanes.Constant(count), ref destination);
            }
        }
    }

    [Of("Max(TSelf)", IsNumber = true)]
    public readonly struct Max : ILaneOperation<T>
    {
        public static void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
            where TLanes : struct, ILanes<TLanes, T> =>
            destination = TLanes.Max(TLanes.Load(in a));
    }
}
