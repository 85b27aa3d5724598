using System;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Formulas;

namespace Kernels.Gpu;

/// <summary>The kernels of <see cref="SpecialFunctions"/> on device buffers: compiled once, launched on a stream, results left on the device.</summary>
/// <remarks>
/// The formulas are the processor's, through a lane whose operations round as the processor's do: on CUDA and on the simulator the bits are the same.
/// A launch returns at once; the results are there when the stream has come so far. Safe to use from several threads.
/// Every method throws a <see cref="GpuException"/> where the device fails, or has failed before.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="device">The device on which the buffers are.</param>
public sealed class GpuSpecialFunctions<T>(GpuDevice device)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly KernelLauncher<MapKernel> _exp = Kernel<Exponential<T>>(device);
    private readonly KernelLauncher<MapKernel> _log = Kernel<Logarithm<T>>(device);
    private readonly KernelLauncher<MapKernel> _digamma = Kernel<DigammaFormula<T>>(device);
    private readonly KernelLauncher<MapKernel> _trigamma = Kernel<TrigammaFormula<T>>(device);
    private readonly KernelLauncher<MapKernel> _logGamma = Kernel<LogGammaFormula<T>>(device);
    private readonly KernelLauncher<MapKernel> _expDigamma = Kernel<ExpDigammaFormula<T>>(device);

    private delegate void MapKernel(AcceleratorStream stream, Index1D count, ArrayView<T> x, ArrayView<T> destination);

    /// <summary>destination[i] = exp x; see <see cref="SpecialFunctions.Exp{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory, or none of it.</param>
    public void Exp(AcceleratorStream stream, ArrayView<T> x, ArrayView<T> destination) => Launch(_exp, stream, x, destination);

    /// <summary>destination[i] = ln x; see <see cref="SpecialFunctions.Log{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory, or none of it.</param>
    public void Log(AcceleratorStream stream, ArrayView<T> x, ArrayView<T> destination) => Launch(_log, stream, x, destination);

    /// <summary>destination[i] = ψ(x); see <see cref="SpecialFunctions.Digamma{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory, or none of it.</param>
    public void Digamma(AcceleratorStream stream, ArrayView<T> x, ArrayView<T> destination) => Launch(_digamma, stream, x, destination);

    /// <summary>destination[i] = ψ′(x); see <see cref="SpecialFunctions.Trigamma{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory, or none of it.</param>
    public void Trigamma(AcceleratorStream stream, ArrayView<T> x, ArrayView<T> destination) => Launch(_trigamma, stream, x, destination);

    /// <summary>destination[i] = ln |Γ(x)|; see <see cref="SpecialFunctions.LogGamma{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory, or none of it.</param>
    public void LogGamma(AcceleratorStream stream, ArrayView<T> x, ArrayView<T> destination) => Launch(_logGamma, stream, x, destination);

    /// <summary>destination[i] = exp ψ(x); see <see cref="SpecialFunctions.ExpDigamma{T}"/>.</summary>
    /// <param name="stream">Where the launch queues.</param>
    /// <param name="x">The arguments.</param>
    /// <param name="destination">The results; as long as <paramref name="x"/> or longer. The same memory, or none of it.</param>
    public void ExpDigamma(AcceleratorStream stream, ArrayView<T> x, ArrayView<T> destination) => Launch(_expDigamma, stream, x, destination);

    private static KernelLauncher<MapKernel> Kernel<TFormula>(GpuDevice device)
        where TFormula : IFormula<T> => KernelLauncher<MapKernel>.Threads(device, DeviceKernel.Of<T>(typeof(ElementwiseKernels<,>)), "Map", typeof(TFormula));

    private static void Launch(KernelLauncher<MapKernel> kernel, AcceleratorStream stream, ArrayView<T> x, ArrayView<T> destination)
    {
        BufferChecks.Destination(x.Length, destination.Length);

        // An index is 32 bits wide.
        const long Most = 1L << 30;
        for (long first = 0; first < x.Length; first += Most)
        {
            long start = first, count = Math.Min(Most, x.Length - first);
            kernel.Run(launch => launch(stream, (Index1D)(int)count, x.SubView(start, count), destination.SubView(start, count)));
        }
    }
}
