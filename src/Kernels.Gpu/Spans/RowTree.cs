using System;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Gpu;

/// <summary>Launches <see cref="RowTreeKernels{T, TLane}"/> until of every row's parts one sum is left.</summary>
internal sealed class RowTree<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LargestGroup = 256;

    private readonly GpuDevice _device;
    private readonly KernelLauncher<Climb> _climb;

    /// <param name="device">The device.</param>
    /// <param name="sums">How two sums are added: <see cref="SideBySide{T, TLane}"/> or <see cref="Compensated{T, TLane}"/>.</param>
    public RowTree(GpuDevice device, Type sums)
    {
        _device = device;
        _climb = KernelLauncher<Climb>.Groups(device, DeviceKernel.Of<T>(typeof(RowTreeKernels<,>)), "Climb", DeviceKernel.Of<T>(sums));
    }

    private delegate void Climb(
        AcceleratorStream stream, KernelConfig shape, ArrayView<T> first, ArrayView<T> second, long count, ArrayView<T> firstSums, ArrayView<T> secondSums,
        ArrayView<T> firstTotals, ArrayView<T> secondTotals);

    /// <summary>Room for the sums of blocks.</summary>
    public static long SpareLength(long parts, long rows) => Math.Max(parts / RowTreeBlock.Length, 1) * rows;

    /// <summary>Two sums of each row's parts.</summary>
    /// <param name="stream">Where the launches queue.</param>
    /// <param name="parts">Parts of a row.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="values">What is added: two arrays, row by row; what is in them is lost.</param>
    /// <param name="spare">Two arrays of <see cref="SpareLength"/>.</param>
    /// <param name="totals">Two arrays with a place for every row.</param>
    public void Sum(
        AcceleratorStream stream, long parts, long rows, (ArrayView<T> First, ArrayView<T> Second) values, (ArrayView<T> First, ArrayView<T> Second) spare,
        (ArrayView<T> First, ArrayView<T> Second) totals)
    {
        _device.Guarded("clearing memory", () =>
        {
            totals.First.MemSetToZero(stream);
            totals.Second.MemSetToZero(stream);
        });
        for (long count = parts; count > 0; count /= RowTreeBlock.Length)
        {
            int groups = checked((int)(rows * ((count + RowTreeBlock.Length - 1) / RowTreeBlock.Length)));
            KernelConfig shape = ((Index1D)groups, (Index1D)Math.Min(LargestGroup, _device.LargestGroup));
            (long length, (ArrayView<T> First, ArrayView<T> Second) from, (ArrayView<T> First, ArrayView<T> Second) to) = (count, values, spare);
            _climb.Run(launch => launch(stream, shape, from.First, from.Second, length, to.First, to.Second, totals.First, totals.Second));
            (values, spare) = (spare, values);
        }
    }
}
