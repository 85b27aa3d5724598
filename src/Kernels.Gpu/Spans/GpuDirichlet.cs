using System;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Gpu;

/// <summary>The kernels of <see cref="Dirichlet"/> on device buffers: compiled once, launched on a stream, results left on the device.</summary>
/// <remarks>
/// A row is summed in the processor's order, so on CUDA and on the simulator the bits are the same. A launch returns at once. Safe to use from several threads.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="device">The device on which the buffers are.</param>
public sealed class GpuDirichlet<T>(GpuDevice device)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lazy<Action<AcceleratorStream, KernelConfig, ArrayView<T>, int, long, ArrayView<T>>> _expectedLog = new(() =>
        DeviceKernel.LoadGrouped<Action<AcceleratorStream, KernelConfig, ArrayView<T>, int, long, ArrayView<T>>>(device.Accelerator, DeviceKernel.Of<T>(typeof(RowKernels<,>)), "ExpectedLog"));

    private readonly Lazy<Action<AcceleratorStream, KernelConfig, ArrayView<T>, int, long, ArrayView<T>>> _expExpectedLog = new(() =>
        DeviceKernel.LoadGrouped<Action<AcceleratorStream, KernelConfig, ArrayView<T>, int, long, ArrayView<T>>>(device.Accelerator, DeviceKernel.Of<T>(typeof(RowKernels<,>)), "ExpExpectedLog"));

    private readonly Lazy<Action<AcceleratorStream, KernelConfig, ArrayView<T>, ArrayView<T>, int, long, ArrayView<T>>> _kullbackLeibler = new(() =>
        DeviceKernel.LoadGrouped<Action<AcceleratorStream, KernelConfig, ArrayView<T>, ArrayView<T>, int, long, ArrayView<T>>>(device.Accelerator, DeviceKernel.Of<T>(typeof(RowKernels<,>)), "KullbackLeibler"));

    /// <summary>destination[k] = E[ln θ_k] = ψ(α_k) − ψ(Σ α) of every row; see <see cref="Dirichlet.ExpectedLogRows{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="alpha">Rows of α, one after the other.</param>
    /// <param name="rowLength">Values in a row, ≥ 1.</param>
    /// <param name="destination">The results; as long as <paramref name="alpha"/> or longer. The same memory, or none of it.</param>
    public void ExpectedLogRows(AcceleratorStream stream, ArrayView<T> alpha, int rowLength, ArrayView<T> destination)
    {
        long rows = BufferChecks.Rows(alpha.Length, rowLength);
        BufferChecks.Destination(alpha.Length, destination.Length);
        if (rows > 0)
        {
            _expectedLog.Value(stream, RowLaunch.Shape<T>(device.Accelerator, rows), alpha, rowLength, rows, destination);
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
        if (rows > 0)
        {
            _expExpectedLog.Value(stream, RowLaunch.Shape<T>(device.Accelerator, rows), alpha, rowLength, rows, destination);
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
        if (rows > 0)
        {
            _kullbackLeibler.Value(stream, RowLaunch.Shape<T>(device.Accelerator, rows), alpha, beta, rowLength, rows, destination);
        }
    }
}
