using System;
using System.Threading;

namespace Kernels.Gpu;

/// <summary>A kernel of one device, compiled when it is first launched.</summary>
/// <param name="device">The device.</param>
/// <param name="name">What errors call it.</param>
/// <param name="load">Compiles it.</param>
internal sealed class KernelLauncher<TLauncher>(GpuDevice device, string name, Func<GpuDevice, TLauncher> load)
    where TLauncher : Delegate
{
    private readonly Lazy<TLauncher> _launcher = new(() => load(device), LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>A kernel for one thread an index.</summary>
    public static KernelLauncher<TLauncher> Threads(GpuDevice device, Type kernels, string name, params Type[] arguments) =>
        new(device, name, owner => DeviceKernel.Load<TLauncher>(owner.Accelerator, kernels, name, arguments));

    /// <summary>A kernel for groups of threads.</summary>
    public static KernelLauncher<TLauncher> Groups(GpuDevice device, Type kernels, string name, params Type[] arguments) =>
        new(device, name, owner => DeviceKernel.LoadGrouped<TLauncher>(owner.Accelerator, kernels, name, arguments));

    /// <summary>Launches it; a device that fails at that says so, and is lost.</summary>
    public void Run(Action<TLauncher> launch) => device.Guarded($"launching {name}", () => launch(_launcher.Value));
}
