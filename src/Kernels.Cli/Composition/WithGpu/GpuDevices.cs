using System.Numerics;
using Kernels.Gpu;
using Kernels.Inference;
using Kernels.Lda;

namespace Kernels.Cli.Composition;

/// <summary>LDA on one GPU, which stays open until the tool ends.</summary>
internal sealed class GpuDevices(GpuDevice device) : ILdaDeviceProvider
{
    public ILdaDevice<T> Create<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new GpuLdaDevice<T>(device);
}
