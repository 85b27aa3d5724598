using System.Numerics;
using Kernels.Lanes;

namespace Kernels.Gpu;

/// <summary>How two sums that go through a tree together are added.</summary>
internal interface ITwoSums<TLane>
    where TLane : struct
{
    /// <summary>What stands left, then what stands right of it.</summary>
    static abstract (TLane First, TLane Second) Add(TLane first, TLane second, TLane otherFirst, TLane otherSecond);
}

/// <summary>Two sums that have nothing to do with each other.</summary>
internal readonly struct SideBySide<T, TLane> : ITwoSums<TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILanes<TLane, T>
{
    public static (TLane First, TLane Second) Add(TLane first, TLane second, TLane otherFirst, TLane otherSecond) =>
        (first + otherFirst, second + otherSecond);
}

/// <summary>A sum, and what its roundings left.</summary>
internal readonly struct Compensated<T, TLane> : ITwoSums<TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILanes<TLane, T>
{
    public static (TLane First, TLane Second) Add(TLane first, TLane second, TLane otherFirst, TLane otherSecond) =>
        TwoSum<TLane, T>.Add(first, second, otherFirst, otherSecond);
}
