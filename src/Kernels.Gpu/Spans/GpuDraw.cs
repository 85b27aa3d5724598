using System;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Formulas;

namespace Kernels.Gpu;

/// <summary>Draws of a distribution without parameters into a buffer.</summary>
internal sealed class GpuDraw<T, TFormula>(GpuDevice device)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFormula : struct, IDrawFormula<T>
{
    private readonly KernelLauncher<SampleKernel> _kernel =
        KernelLauncher<SampleKernel>.Threads(device, DeviceKernel.Of<T>(typeof(DrawKernels<,>)), "Sample", typeof(TFormula));

    private delegate void SampleKernel(AcceleratorStream stream, Index1D threads, ulong seed, uint randomStream, long first, ArrayView<T> destination);

    public void Run(AcceleratorStream stream, RandomStream random, long first, ArrayView<T> destination)
    {
        ThrowHelper.CheckDraws<T>(first, destination.Length);
        ElementwiseLaunch.InParts(destination.Length, (start, count) =>
        {
            long threads = DrawKernels.Threads<T>(first + start, count);
            _kernel.Run(launch => launch(stream, (Index1D)checked((int)threads), random.Seed, random.Stream, first + start, destination.SubView(start, count)));
        });
    }
}
