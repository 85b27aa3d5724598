using System;
using System.Numerics;
using ILGPU;
using Kernels.Gpu.Lanes;
using Kernels.Lanes;

namespace Kernels.Gpu.Tests;

/// <summary>One operation of <see cref="ILanes{TSelf, T}"/> on three numbers, for any group of lanes of one number.</summary>
internal interface ILaneOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Writes its results, which it finds as 1.</summary>
    static abstract void Apply<TLanes>(ref readonly T a, ref readonly T b, ref readonly T c, int variant, ref T destination)
        where TLanes : struct, ILanes<TLanes, T>;
}

/// <summary>Which operation it is, as <see cref="LaneOperationTable.Signature"/> writes it.</summary>
[AttributeUsage(AttributeTargets.Struct)]
internal sealed class OfAttribute(string signature) : Attribute
{
    public string Signature { get; } = signature;

    /// <summary>Whether results are numbers, of which any NaN equals any other; otherwise every bit counts.</summary>
    public bool IsNumber { get; init; }

    /// <summary>How many ways it is tried in: other constants, other results.</summary>
    public int Variants { get; init; } = 1;

    /// <summary>How many results it writes one after the other.</summary>
    public int Places { get; init; } = 1;
}

/// <summary>Kernels for the operations of a device's lane.</summary>
internal static class LaneKernels<T, TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, IDeviceLanes<TLane, T>
{
    public static void Apply<TOperation>(Index1D index, ArrayView<T> a, ArrayView<T> b, ArrayView<T> c, int variants, int places, ArrayView<T> destination)
        where TOperation : ILaneOperation<T>
    {
        int element = index / variants;
        TOperation.Apply<TLane>(in a[element], in b[element], in c[element], index % variants, ref destination[places * index]);
    }

    public static void Widen(Index1D index, ArrayView<T> x, ArrayView<double> destination) => destination[index] = TLane.Widen(TLane.Load(in x[index]));

    public static void FromInteger(Index1D index, ArrayView<int> x, ArrayView<T> destination) => TLane.Store(TLane.FromInteger(x[index]), ref destination[index]);
}
