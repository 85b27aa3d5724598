using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Spans;

namespace Kernels.Gpu;

/// <summary>Launches <see cref="LongRowKernels{T, TLane}"/>: log-sum-exp and softmax of few long rows, by the whole device.</summary>
internal sealed class LongExponentials<T>(GpuDevice device)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LongRowScratch<T> _scratch = new(device);
    private readonly RowTree<T> _tree = new(device, typeof(SideBySide<,>));
    private readonly KernelLauncher<MaximaKernel> _maxima = Groups<MaximaKernel>(device, "Maxima");
    private readonly KernelLauncher<SumsKernel> _sums = Groups<SumsKernel>(device, "Sums");
    private readonly KernelLauncher<InfinitiesKernel> _infinities = Groups<InfinitiesKernel>(device, "Infinities");
    private readonly KernelLauncher<SoftmaxKernel> _softmax = Groups<SoftmaxKernel>(device, "Softmax");

    private readonly KernelLauncher<LogarithmsKernel> _logarithms =
        KernelLauncher<LogarithmsKernel>.Threads(device, DeviceKernel.Of<T>(typeof(LongRowKernels<,>)), "Logarithms");

    private delegate void MaximaKernel(AcceleratorStream stream, KernelConfig shape, ArrayView<T> x, long rowLength, long rows, ArrayView<T> maxima);

    private delegate void SumsKernel(
        AcceleratorStream stream, KernelConfig shape, ArrayView<T> x, long rowLength, long rows, ArrayView<T> maxima, ArrayView<T> ones, ArrayView<T> others);

    private delegate void InfinitiesKernel(
        AcceleratorStream stream, KernelConfig shape, ArrayView<T> x, long rowLength, long rows, ArrayView<T> maxima, ArrayView<int> infinities);

    private delegate void SoftmaxKernel(
        AcceleratorStream stream, KernelConfig shape, ArrayView<T> x, long rowLength, long rows, ArrayView<T> maxima, ArrayView<T> ones, ArrayView<T> others,
        ArrayView<int> infinities, ArrayView<T> destination, ArrayView<T> logNormalizers);

    private delegate void LogarithmsKernel(
        AcceleratorStream stream, Index1D rows, ArrayView<T> maxima, ArrayView<T> ones, ArrayView<T> others, ArrayView<T> destination);

    /// <summary>destination[r] = ln Σ exp over row r.</summary>
    public void LogSumExp(AcceleratorStream stream, ArrayView<T> x, int rowLength, long rows, ArrayView<T> destination)
    {
        LongRowScratch<T>.Room room = _scratch.Of(stream);
        lock (room)
        {
            Sums sums = SumsOf(stream, room, x, rowLength, rows);
            _logarithms.Run(launch => launch(stream, (Index1D)checked((int)rows), sums.Maxima, sums.Ones, sums.Others, destination));
        }
    }

    /// <summary>Softmax of every row, and the logarithms of the normalisers.</summary>
    public void Softmax(AcceleratorStream stream, ArrayView<T> x, int rowLength, long rows, ArrayView<T> destination, ArrayView<T> logNormalizers)
    {
        LongRowScratch<T>.Room room = _scratch.Of(stream);
        lock (room)
        {
            Sums sums = SumsOf(stream, room, x, rowLength, rows);
            ArrayView<int> infinities = room.Counts(rows);
            KernelConfig pieces = RowLaunch.Shape<T>(device.Accelerator, rows * RowLaunch.Parts(rowLength, RowBatch.Values));
            device.Guarded("clearing memory", () => infinities.MemSetToZero(stream));
            _infinities.Run(launch => launch(stream, pieces, x, rowLength, rows, sums.Maxima, infinities));
            _softmax.Run(launch => launch(stream, pieces, x, rowLength, rows, sums.Maxima, sums.Ones, sums.Others, infinities, destination, logNormalizers));
        }
    }

    private static KernelLauncher<TLauncher> Groups<TLauncher>(GpuDevice device, string name)
        where TLauncher : System.Delegate => KernelLauncher<TLauncher>.Groups(device, DeviceKernel.Of<T>(typeof(LongRowKernels<,>)), name);

    private Sums SumsOf(AcceleratorStream stream, LongRowScratch<T>.Room room, ArrayView<T> x, int rowLength, long rows)
    {
        long chunks = RowLaunch.Parts(rowLength, RowLaunch.Chunk<T>()), all = rows * chunks, spare = RowTree<T>.SpareLength(chunks, rows);
        ArrayView<T>[] arrays = room.Arrays(all, all, all, all, spare, spare, rows, rows);
        ArrayView<T> maxima = Maxima(stream, x, rowLength, rows, arrays[0], arrays[1]);
        _sums.Run(launch => launch(stream, RowLaunch.Shape<T>(device.Accelerator, all), x, rowLength, rows, maxima, arrays[2], arrays[3]));
        _tree.Sum(stream, chunks, rows, (arrays[2], arrays[3]), (arrays[4], arrays[5]), (arrays[6], arrays[7]));
        return new(maxima, arrays[6], arrays[7]);
    }

    /// <summary>The maxima of chunks, of chunks of those and so on, by turns in two arrays.</summary>
    private ArrayView<T> Maxima(AcceleratorStream stream, ArrayView<T> x, long rowLength, long rows, ArrayView<T> first, ArrayView<T> second)
    {
        ArrayView<T> values = x;
        for (long length = rowLength; length > 1;)
        {
            long chunks = RowLaunch.Parts(length, RowLaunch.Chunk<T>()), count = length;
            (ArrayView<T> from, ArrayView<T> to) = (values, first);
            _maxima.Run(launch => launch(stream, RowLaunch.Shape<T>(device.Accelerator, rows * chunks), from, count, rows, to));
            (values, first, second, length) = (first, second, first, chunks);
        }

        return values;
    }

    private readonly record struct Sums(ArrayView<T> Maxima, ArrayView<T> Ones, ArrayView<T> Others);
}
