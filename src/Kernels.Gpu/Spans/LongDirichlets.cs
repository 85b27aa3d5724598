using System;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Spans;

namespace Kernels.Gpu;

/// <summary>Launches <see cref="LongDirichletKernels{T, TLane}"/>: expectations and divergences of few long rows, by the whole device.</summary>
internal sealed class LongDirichlets<T>(GpuDevice device)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LongRowScratch<T> _scratch = new(device);
    private readonly RowTree<T> _compensated = new(device, typeof(Compensated<,>));
    private readonly RowTree<T> _sideBySide = new(device, typeof(SideBySide<,>));
    private readonly KernelLauncher<TotalsKernel> _totals = Groups<TotalsKernel>(device, "Totals");
    private readonly KernelLauncher<ExpectationKernel> _expectedLog = Groups<ExpectationKernel>(device, "ExpectedLog");
    private readonly KernelLauncher<ExpectationKernel> _expExpectedLog = Groups<ExpectationKernel>(device, "ExpExpectedLog");
    private readonly KernelLauncher<DivergencesKernel> _divergences = Groups<DivergencesKernel>(device, "Divergences");

    private readonly KernelLauncher<KullbackLeiblerKernel> _kullbackLeibler =
        KernelLauncher<KullbackLeiblerKernel>.Threads(device, DeviceKernel.Of<T>(typeof(LongDirichletKernels<,>)), "KullbackLeibler");

    private delegate void TotalsKernel(AcceleratorStream stream, KernelConfig shape, ArrayView<T> alpha, long rowLength, long rows, ArrayView<T> totals, ArrayView<T> lows);

    private delegate void ExpectationKernel(
        AcceleratorStream stream, KernelConfig shape, ArrayView<T> alpha, long rowLength, long rows, ArrayView<T> totals, ArrayView<T> lows, ArrayView<T> destination);

    private delegate void DivergencesKernel(
        AcceleratorStream stream, KernelConfig shape, ArrayView<T> alpha, ArrayView<T> beta, long rowLength, long rows, ArrayView<T> divergences, ArrayView<T> differences);

    private delegate void KullbackLeiblerKernel(
        AcceleratorStream stream, Index1D rows, ArrayView<T> divergences, ArrayView<T> differences, ArrayView<T> alphaTotals, ArrayView<T> alphaLows,
        ArrayView<T> betaTotals, ArrayView<T> betaLows, ArrayView<T> destination);

    /// <summary>ψ(α_k) − ψ(Σ α) of every row.</summary>
    public void ExpectedLog(AcceleratorStream stream, ArrayView<T> alpha, int rowLength, long rows, ArrayView<T> destination) =>
        Expectation(_expectedLog, stream, alpha, rowLength, rows, destination);

    /// <summary>exp of the same.</summary>
    public void ExpExpectedLog(AcceleratorStream stream, ArrayView<T> alpha, int rowLength, long rows, ArrayView<T> destination) =>
        Expectation(_expExpectedLog, stream, alpha, rowLength, rows, destination);

    /// <summary>destination[r] = KL(Dir(α_r) ‖ Dir(β_r)).</summary>
    public void KullbackLeibler(AcceleratorStream stream, ArrayView<T> alpha, ArrayView<T> beta, int rowLength, long rows, ArrayView<T> destination)
    {
        long pieces = RowLaunch.Parts(rowLength, RowBatch.Values), all = rows * pieces, spare = RowTree<T>.SpareLength(pieces, rows);
        LongRowScratch<T>.Room room = _scratch.Of(stream);
        lock (room)
        {
            ArrayView<T>[] arrays = room.Arrays(all, all, spare, spare, rows, rows, rows, rows, rows, rows);
            (ArrayView<T>, ArrayView<T>) parts = (arrays[0], arrays[1]), spares = (arrays[2], arrays[3]);
            KernelConfig shape = RowLaunch.Shape<T>(device.Accelerator, all);
            _divergences.Run(launch => launch(stream, shape, alpha, beta, rowLength, rows, arrays[0], arrays[1]));
            _sideBySide.Sum(stream, pieces, rows, parts, spares, (arrays[4], arrays[5]));
            _totals.Run(launch => launch(stream, shape, alpha, rowLength, rows, arrays[0], arrays[1]));
            _compensated.Sum(stream, pieces, rows, parts, spares, (arrays[6], arrays[7]));
            _totals.Run(launch => launch(stream, shape, beta, rowLength, rows, arrays[0], arrays[1]));
            _compensated.Sum(stream, pieces, rows, parts, spares, (arrays[8], arrays[9]));
            _kullbackLeibler.Run(launch => launch(
                stream, (Index1D)checked((int)rows), arrays[4], arrays[5], arrays[6], arrays[7], arrays[8], arrays[9], destination));
        }
    }

    private static KernelLauncher<TLauncher> Groups<TLauncher>(GpuDevice device, string name)
        where TLauncher : Delegate => KernelLauncher<TLauncher>.Groups(device, DeviceKernel.Of<T>(typeof(LongDirichletKernels<,>)), name);

    private void Expectation(
        KernelLauncher<ExpectationKernel> kernel, AcceleratorStream stream, ArrayView<T> alpha, int rowLength, long rows, ArrayView<T> destination)
    {
        long pieces = RowLaunch.Parts(rowLength, RowBatch.Values), all = rows * pieces, spare = RowTree<T>.SpareLength(pieces, rows);
        LongRowScratch<T>.Room room = _scratch.Of(stream);
        lock (room)
        {
            ArrayView<T>[] arrays = room.Arrays(all, all, spare, spare, rows, rows);
            KernelConfig shape = RowLaunch.Shape<T>(device.Accelerator, all);
            _totals.Run(launch => launch(stream, shape, alpha, rowLength, rows, arrays[0], arrays[1]));
            _compensated.Sum(stream, pieces, rows, (arrays[0], arrays[1]), (arrays[2], arrays[3]), (arrays[4], arrays[5]));
            kernel.Run(launch => launch(stream, shape, alpha, rowLength, rows, arrays[4], arrays[5], destination));
        }
    }
}
