using System;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Formulas;

namespace Kernels.Gpu;

/// <summary>Launches of one thread an element, over buffers of any length.</summary>
internal static class ElementwiseLaunch
{
    // An index is 32 bits wide.
    private const long Most = 1L << 30;

    /// <summary>Calls <paramref name="launch"/> with the start and length of each part that one launch takes.</summary>
    public static void InParts(long length, Action<long, long> launch)
    {
        for (long start = 0; start < length; start += Most)
        {
            launch(start, Math.Min(Most, length - start));
        }
    }
}

/// <summary>A formula over a buffer.</summary>
internal sealed class GpuMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly KernelLauncher<MapKernel> _kernel;

    private GpuMap(KernelLauncher<MapKernel> kernel) => _kernel = kernel;

    private delegate void MapKernel(AcceleratorStream stream, Index1D count, ArrayView<T> x, ArrayView<T> destination);

    public static GpuMap<T> Of<TFormula>(GpuDevice device)
        where TFormula : IFormula<T> => new(KernelLauncher<MapKernel>.Threads(device, DeviceKernel.Of<T>(typeof(ElementwiseKernels<,>)), "Map", typeof(TFormula)));

    public void Run(AcceleratorStream stream, ArrayView<T> x, ArrayView<T> destination)
    {
        BufferChecks.Destination(x.Length, destination.Length);
        ElementwiseLaunch.InParts(
            x.Length, (start, count) => _kernel.Run(launch => launch(stream, (Index1D)(int)count, x.SubView(start, count), destination.SubView(start, count))));
    }
}

/// <summary>A gradient's way back through a function, over buffers.</summary>
internal sealed class GpuSlope<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly KernelLauncher<SlopeKernel> _kernel;

    private GpuSlope(KernelLauncher<SlopeKernel> kernel) => _kernel = kernel;

    private delegate void SlopeKernel(AcceleratorStream stream, Index1D count, ArrayView<T> values, ArrayView<T> gradient, ArrayView<T> destination);

    public static GpuSlope<T> Of<TSlope>(GpuDevice device)
        where TSlope : ISlope<T> => new(KernelLauncher<SlopeKernel>.Threads(device, DeviceKernel.Of<T>(typeof(ElementwiseKernels<,>)), "Slope", typeof(TSlope)));

    public void Run(AcceleratorStream stream, ArrayView<T> values, ArrayView<T> gradient, ArrayView<T> destination)
    {
        BufferChecks.SameLength(values.Length, gradient.Length);
        BufferChecks.Destination(values.Length, destination.Length);
        ElementwiseLaunch.InParts(
            values.Length,
            (start, count) => _kernel.Run(launch =>
                launch(stream, (Index1D)(int)count, values.SubView(start, count), gradient.SubView(start, count), destination.SubView(start, count))));
    }
}
