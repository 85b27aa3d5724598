using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Gpu;

/// <summary>Launches <see cref="LongRowKernels{T, TLane}"/>, with scratch memory for each stream: what one stream is given is done in order.</summary>
internal sealed class LongRows<T>(GpuDevice device)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ConditionalWeakTable<AcceleratorStream, DeviceArray<T>[]> _scratch = [];

    private readonly Lazy<Action<AcceleratorStream, KernelConfig, ArrayView<T>, long, long, long, ArrayView<T>>> _maxima = new(() =>
        DeviceKernel.LoadGrouped<Action<AcceleratorStream, KernelConfig, ArrayView<T>, long, long, long, ArrayView<T>>>(
            device.Accelerator, DeviceKernel.Of<T>(typeof(LongRowKernels<,>)), "Maxima"));

    private readonly Lazy<Action<AcceleratorStream, KernelConfig, ArrayView<T>, long, long, long, ArrayView<T>, ArrayView<T>, ArrayView<T>>> _sums = new(() =>
        DeviceKernel.LoadGrouped<Action<AcceleratorStream, KernelConfig, ArrayView<T>, long, long, long, ArrayView<T>, ArrayView<T>, ArrayView<T>>>(
            device.Accelerator, DeviceKernel.Of<T>(typeof(LongRowKernels<,>)), "Sums"));

    private readonly Lazy<Action<AcceleratorStream, Index1D, ArrayView<T>, long, long, ArrayView<T>, ArrayView<T>>> _level = new(() =>
        DeviceKernel.Load<Action<AcceleratorStream, Index1D, ArrayView<T>, long, long, ArrayView<T>, ArrayView<T>>>(
            device.Accelerator, DeviceKernel.Of<T>(typeof(LongRowKernels<,>)), "Level"));

    private readonly Lazy<Action<AcceleratorStream, Index1D, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>>> _finish = new(() =>
        DeviceKernel.Load<Action<AcceleratorStream, Index1D, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>>>(
            device.Accelerator, DeviceKernel.Of<T>(typeof(LongRowKernels<,>)), "Finish"));

    /// <summary>Whether rows of that shape would leave most of a device idle with a team each.</summary>
    public static bool AreFew(long rows, int rowLength) => rowLength >= 16 * Chunk && rows < 4096;

    /// <summary>destination[r] = ln Σ exp over row r.</summary>
    public void LogSumExp(AcceleratorStream stream, ArrayView<T> x, int rowLength, long rows, ArrayView<T> destination)
    {
        long chunks = Chunks(rowLength);
        DeviceArray<T>[] scratch = _scratch.GetValue(stream, _ => Scratch());
        lock (scratch)
        {
            foreach (DeviceArray<T> array in scratch)
            {
                array.Reserve(rows * (chunks + 1));
            }

            ArrayView<T> maxima = Maxima(stream, x, rowLength, rows, scratch[0].View(rows * chunks), scratch[1].View(rows * chunks));
            ArrayView<T> ones = scratch[2].View(rows * chunks), others = scratch[3].View(rows * chunks);
            _sums.Value(stream, RowLaunch.Shape<T>(device.Accelerator, rows * chunks), x, rowLength, chunks, rows, maxima, ones, others);

            // The maxima stay where they are: one of the two first arrays, of which the other is free.
            ArrayView<T> free = scratch[4].View(rows * (chunks + 1));
            ones = Tree(stream, ones, free, chunks, rows, scratch[5].View(rows));
            others = Tree(stream, others, free, chunks, rows, scratch[6].View(rows));
            _finish.Value(stream, (Index1D)checked((int)rows), maxima, ones, others, destination);
        }
    }

    private static unsafe int Chunk => 16 * 64 / sizeof(T);

    private static long Chunks(long length) => (length + Chunk - 1) / Chunk;

    private DeviceArray<T>[] Scratch()
    {
        DeviceMemory memory = new(device);
        return [new(memory), new(memory), new(memory), new(memory), new(memory), new(memory), new(memory)];
    }

    private ArrayView<T> Maxima(AcceleratorStream stream, ArrayView<T> x, long rowLength, long rows, ArrayView<T> first, ArrayView<T> second)
    {
        long length = rowLength;
        ArrayView<T> values = x;
        while (length > 1)
        {
            long chunks = Chunks(length);
            _maxima.Value(stream, RowLaunch.Shape<T>(device.Accelerator, rows * chunks), values, length, chunks, rows, first);
            (values, first, second, length) = (first, second, first, chunks);
        }

        return values;
    }

    /// <summary>Σ of each row's values as a binary tree; what is left over at each level is added from the lowest on.</summary>
    private ArrayView<T> Tree(AcceleratorStream stream, ArrayView<T> values, ArrayView<T> free, long count, long rows, ArrayView<T> leftOver)
    {
        leftOver.MemSetToZero(stream);
        for (; count > 0; count /= 2)
        {
            _level.Value(stream, (Index1D)checked((int)(rows * ((count / 2) + 1))), values, count, rows, free, leftOver);
            (values, free) = (free, values);
        }

        return leftOver;
    }
}
