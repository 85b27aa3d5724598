using System;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Gpu;

/// <summary>The kernels of <see cref="Likelihood"/> on device buffers: compiled once, launched on a stream, results left on the device.</summary>
/// <remarks>
/// A row is summed in the processor's order, so on CUDA and on the simulator the bits are the same; a row is one team's work, so few long rows leave most of a device idle.
/// Buffers are separate memory. A launch returns at once. Safe to use from several threads. Every method throws a <see cref="GpuException"/> where the device fails, or has failed before.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="device">The device on which the buffers are.</param>
public sealed class GpuLikelihood<T>(GpuDevice device)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly KernelLauncher<RowsKernel> _bernoulli = Kernel(device, "BernoulliLogits");
    private readonly KernelLauncher<RowsKernel> _gaussian = Kernel(device, "GaussianLogVariances");

    private delegate void RowsKernel(
        AcceleratorStream stream, KernelConfig shape, ArrayView<T> parameters, ArrayView<T> targets, int rowLength, long rows, ArrayView<T> losses, ArrayView<T> gradient);

    /// <summary>losses[i] = Σ_j softplus(l) − x·l over row i, gradient[i, j] = σ(l) − x; see <see cref="Likelihood.BernoulliLogits{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="logits">Rows of logits l.</param>
    /// <param name="targets">As many observations x, from 0 to 1.</param>
    /// <param name="rowLength">Values of a row, ≥ 1.</param>
    /// <param name="losses">One a row, or longer.</param>
    /// <param name="gradient">As long as <paramref name="logits"/>, or of length 0 where it is not wanted.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length.</exception>
    public void BernoulliLogits(AcceleratorStream stream, ArrayView<T> logits, ArrayView<T> targets, int rowLength, ArrayView<T> losses, ArrayView<T> gradient) =>
        Launch(_bernoulli, stream, logits, targets, rowLength, 1, losses, gradient);

    /// <summary>losses[i] = Σ_j ½(ln 2π + v + (x − m)²·exp(−v)) over row i, and the gradient by m and v; see <see cref="Likelihood.GaussianLogVariances{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="parameters">Rows of 2·<paramref name="rowLength"/> values: means m, then log-variances v.</param>
    /// <param name="targets">Rows of observations x.</param>
    /// <param name="rowLength">Observations of a row, ≥ 1.</param>
    /// <param name="losses">One a row, or longer.</param>
    /// <param name="gradient">As long as <paramref name="parameters"/>, or of length 0 where it is not wanted.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length.</exception>
    public void GaussianLogVariances(AcceleratorStream stream, ArrayView<T> parameters, ArrayView<T> targets, int rowLength, ArrayView<T> losses, ArrayView<T> gradient) =>
        Launch(_gaussian, stream, parameters, targets, rowLength, 2, losses, gradient);

    private static KernelLauncher<RowsKernel> Kernel(GpuDevice device, string name) =>
        KernelLauncher<RowsKernel>.Groups(device, DeviceKernel.Of<T>(typeof(LikelihoodKernels<,>)), name);

    private void Launch(
        KernelLauncher<RowsKernel> kernel,
        AcceleratorStream stream,
        ArrayView<T> parameters,
        ArrayView<T> targets,
        int rowLength,
        int parametersOfAnObservation,
        ArrayView<T> losses,
        ArrayView<T> gradient)
    {
        long rows = BufferChecks.Rows(targets.Length, rowLength);
        BufferChecks.SameLength(parametersOfAnObservation * targets.Length, parameters.Length);
        BufferChecks.RowResults(rows, losses.Length);
        if (gradient.Length > 0)
        {
            BufferChecks.SameLength(parameters.Length, gradient.Length);
        }

        if (rows > 0)
        {
            kernel.Run(launch => launch(stream, RowLaunch.Shape<T>(device.Accelerator, rows), parameters, targets, rowLength, rows, losses, gradient));
        }
    }
}
