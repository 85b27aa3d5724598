using System;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Gpu;

/// <summary>The kernels of <see cref="Probability"/> on device buffers: compiled once, launched on a stream, results left on the device.</summary>
/// <remarks>
/// A row is summed in the processor's order, so on CUDA and on the simulator the bits are the same; a few long rows are shared out over the whole device.
/// A launch returns at once. Safe to use from several threads. Every method throws a <see cref="GpuException"/> where the device fails, or has failed before.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="device">The device on which the buffers are.</param>
public sealed class GpuProbability<T>(GpuDevice device)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly KernelLauncher<LogSumExpKernel> _logSumExp = KernelLauncher<LogSumExpKernel>.Groups(device, DeviceKernel.Of<T>(typeof(RowKernels<,>)), "LogSumExp");
    private readonly KernelLauncher<SoftmaxKernel> _softmax = KernelLauncher<SoftmaxKernel>.Groups(device, DeviceKernel.Of<T>(typeof(RowKernels<,>)), "Softmax");
    private readonly LongExponentials<T> _longRows = new(device);

    private delegate void LogSumExpKernel(AcceleratorStream stream, KernelConfig shape, ArrayView<T> x, int rowLength, long rows, ArrayView<T> destination);

    private delegate void SoftmaxKernel(
        AcceleratorStream stream, KernelConfig shape, ArrayView<T> x, int rowLength, long rows, ArrayView<T> destination, ArrayView<T> logNormalizers);

    /// <summary>destination[r] = ln Σ exp over row r; see <see cref="Probability.LogSumExpRows{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="x">Rows, one after the other.</param>
    /// <param name="rowLength">Values in a row, ≥ 1.</param>
    /// <param name="destination">One result a row, or longer; separate memory.</param>
    public void LogSumExpRows(AcceleratorStream stream, ArrayView<T> x, int rowLength, ArrayView<T> destination)
    {
        long rows = BufferChecks.Rows(x.Length, rowLength);
        BufferChecks.RowResults(rows, destination.Length);
        if (RowLaunch.AreFewAndLong<T>(rows, rowLength))
        {
            _longRows.LogSumExp(stream, x, rowLength, rows, destination);
        }
        else if (rows > 0)
        {
            _logSumExp.Run(launch => launch(stream, RowLaunch.Shape<T>(device.Accelerator, rows), x, rowLength, rows, destination));
        }
    }

    /// <summary>Softmax of every row; see <see cref="Probability.SoftmaxRows{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="x">Rows, one after the other.</param>
    /// <param name="rowLength">Values in a row, ≥ 1.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory, or none of it.</param>
    /// <param name="logNormalizers">ln Σ exp of each row, or longer; separate memory.</param>
    public void SoftmaxRows(AcceleratorStream stream, ArrayView<T> x, int rowLength, ArrayView<T> destination, ArrayView<T> logNormalizers)
    {
        long rows = BufferChecks.Rows(x.Length, rowLength);
        BufferChecks.Destination(x.Length, destination.Length);
        BufferChecks.RowResults(rows, logNormalizers.Length);
        if (RowLaunch.AreFewAndLong<T>(rows, rowLength))
        {
            _longRows.Softmax(stream, x, rowLength, rows, destination, logNormalizers);
        }
        else if (rows > 0)
        {
            _softmax.Run(launch => launch(stream, RowLaunch.Shape<T>(device.Accelerator, rows), x, rowLength, rows, destination, logNormalizers));
        }
    }

    /// <summary>Responsibilities of a mixture; see <see cref="Probability.Responsibilities{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="logJoint">ln p(x_n, z_n = k), a row for each observation n.</param>
    /// <param name="rowLength">Components of the mixture, ≥ 1.</param>
    /// <param name="destination">The responsibilities; as long as <paramref name="logJoint"/> or longer. The same memory, or none of it.</param>
    /// <param name="logNormalizers">ln p(x_n), or longer; separate memory.</param>
    public void Responsibilities(AcceleratorStream stream, ArrayView<T> logJoint, int rowLength, ArrayView<T> destination, ArrayView<T> logNormalizers) =>
        SoftmaxRows(stream, logJoint, rowLength, destination, logNormalizers);
}
