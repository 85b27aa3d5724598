using System.Numerics;
using Kernels.Inference;
using Kernels.Lda;

namespace Kernels.Cli.Composition;

/// <summary>LDA on this machine's processor, with as many threads as <c>--threads</c> says.</summary>
internal sealed class CpuDevices(int threads) : ILdaDeviceProvider
{
    public ILdaDevice<T> Create<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new CpuLdaDevice<T>(threads);
}
