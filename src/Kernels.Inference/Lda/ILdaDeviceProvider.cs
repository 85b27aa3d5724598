using System.Numerics;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>Makes the devices on which a model infers and is scored.</summary>
public interface ILdaDeviceProvider
{
    /// <summary>Makes a device; the caller disposes it.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    ILdaDevice<T> Create<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>The processor, with all its threads.</summary>
internal sealed class DefaultLdaDevices : ILdaDeviceProvider
{
    public static DefaultLdaDevices Instance { get; } = new();

    public ILdaDevice<T> Create<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new CpuLdaDevice<T>();
}
