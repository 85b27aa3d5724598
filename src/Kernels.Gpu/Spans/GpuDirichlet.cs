using System;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Gpu;

/// <summary>The kernels of <see cref="Dirichlet"/> on device buffers: compiled once, launched on a stream, results left on the device.</summary>
/// <remarks>
/// A row is summed in the processor's order, so on CUDA and on the simulator the bits are the same; a few long rows are shared out over the whole device.
/// A launch returns at once. Safe to use from several threads. Every method throws a <see cref="GpuException"/> where the device fails, or has failed before.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="device">The device on which the buffers are.</param>
public sealed class GpuDirichlet<T>(GpuDevice device)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly KernelLauncher<ExpectationKernel> _expectedLog = KernelLauncher<ExpectationKernel>.Groups(device, DeviceKernel.Of<T>(typeof(RowKernels<,>)), "ExpectedLog");

    private readonly KernelLauncher<ExpectationKernel> _expExpectedLog =
        KernelLauncher<ExpectationKernel>.Groups(device, DeviceKernel.Of<T>(typeof(RowKernels<,>)), "ExpExpectedLog");

    private readonly KernelLauncher<KullbackLeiblerKernel> _kullbackLeibler =
        KernelLauncher<KullbackLeiblerKernel>.Groups(device, DeviceKernel.Of<T>(typeof(RowKernels<,>)), "KullbackLeibler");

    private readonly LongDirichlets<T> _longRows = new(device);

    private delegate void ExpectationKernel(AcceleratorStream stream, KernelConfig shape, ArrayView<T> alpha, int rowLength, long rows, ArrayView<T> destination);

    private delegate void KullbackLeiblerKernel(
        AcceleratorStream stream, KernelConfig shape, ArrayView<T> alpha, ArrayView<T> beta, int rowLength, long rows, ArrayView<T> destination);

    /// <summary>destination[k] = E[ln θ_k] = ψ(α_k) − ψ(Σ α) of every row; see <see cref="Dirichlet.ExpectedLogRows{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="alpha">Rows of α, one after the other.</param>
    /// <param name="rowLength">Values in a row, ≥ 1.</param>
    /// <param name="destination">The results; as long as <paramref name="alpha"/> or longer. The same memory, or none of it.</param>
    public void ExpectedLogRows(AcceleratorStream stream, ArrayView<T> alpha, int rowLength, ArrayView<T> destination)
    {
        long rows = BufferChecks.Rows(alpha.Length, rowLength);
        BufferChecks.Destination(alpha.Length, destination.Length);
        if (RowLaunch.AreFewAndLong<T>(rows, rowLength))
        {
            _longRows.ExpectedLog(stream, alpha, rowLength, rows, destination);
        }
        else if (rows > 0)
        {
            _expectedLog.Run(launch => launch(stream, RowLaunch.Shape<T>(device.Accelerator, rows), alpha, rowLength, rows, destination));
        }
    }

    /// <summary>destination[k] = exp E[ln θ_k] of every row; see <see cref="Dirichlet.ExpExpectedLogRows{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="alpha">Rows of α, one after the other.</param>
    /// <param name="rowLength">Values in a row, ≥ 1.</param>
    /// <param name="destination">The results; as long as <paramref name="alpha"/> or longer. The same memory, or none of it.</param>
    public void ExpExpectedLogRows(AcceleratorStream stream, ArrayView<T> alpha, int rowLength, ArrayView<T> destination)
    {
        long rows = BufferChecks.Rows(alpha.Length, rowLength);
        BufferChecks.Destination(alpha.Length, destination.Length);
        if (RowLaunch.AreFewAndLong<T>(rows, rowLength))
        {
            _longRows.ExpExpectedLog(stream, alpha, rowLength, rows, destination);
        }
        else if (rows > 0)
        {
            _expExpectedLog.Run(launch => launch(stream, RowLaunch.Shape<T>(device.Accelerator, rows), alpha, rowLength, rows, destination));
        }
    }

    /// <summary>destination[r] = KL(Dir(α_r) ‖ Dir(β_r)); see <see cref="Dirichlet.KullbackLeiblerRows{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="alpha">Rows of α, one after the other.</param>
    /// <param name="beta">Rows of β, as many.</param>
    /// <param name="rowLength">Values in a row, ≥ 1.</param>
    /// <param name="destination">One result a row, or longer; separate memory.</param>
    public void KullbackLeiblerRows(AcceleratorStream stream, ArrayView<T> alpha, ArrayView<T> beta, int rowLength, ArrayView<T> destination)
    {
        BufferChecks.SameLength(alpha.Length, beta.Length);
        long rows = BufferChecks.Rows(alpha.Length, rowLength);
        BufferChecks.RowResults(rows, destination.Length);
        if (RowLaunch.AreFewAndLong<T>(rows, rowLength))
        {
            _longRows.KullbackLeibler(stream, alpha, beta, rowLength, rows, destination);
        }
        else if (rows > 0)
        {
            _kullbackLeibler.Run(launch => launch(stream, RowLaunch.Shape<T>(device.Accelerator, rows), alpha, beta, rowLength, rows, destination));
        }
    }
}
