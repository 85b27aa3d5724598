using System.Numerics;
using Kernels.Inference;
using Kernels.Lda;

namespace Kernels.Cli.Composition;

/// <summary>LDA on this machine's processor, with as many threads as <c>--threads</c> says.</summary>
internal sealed class CpuDevices : ILdaDeviceProvider
{
    private readonly int _threads;

    public CpuDevices(int threads)
    {
        _ = ChosenLanes.Bits;
        _threads = threads;
    }

    public ILdaDevice<T> Create<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new CpuLdaDevice<T>(_threads);
}
