using System;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>
/// The device of the suite, opened once: it compiles each kernel once, and runs one at a time. The first GPU where there is one, otherwise ILGPU's simulator;
/// the environment variable KERNELS_GPU may ask for one of them: cuda or simulator.
/// </summary>
public sealed class SharedDevice : IDisposable
{
    public const string Collection = "device";

    private const string Variable = "KERNELS_GPU";

    public SharedDevice() => Name = Device.Name;

    /// <summary>What the suite runs on; null before it needs a device.</summary>
    public static string? Name { get; private set; }

    public GpuDevice Device { get; } = Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" => GpuDevice.Find().Count > 0 ? GpuDevice.Open() : GpuDevice.OpenSimulator(),
        "cuda" => GpuDevice.Open(),
        "simulator" => GpuDevice.OpenSimulator(),
        string other => throw new InvalidOperationException($"{Variable}: found \"{other}\", expected cuda, simulator or nothing"),
    };

    /// <summary>Buffers with the inputs, a launch, and what it left in a buffer of the length given.</summary>
    internal T[] Run<T>(int length, Action<AcceleratorStream, ArrayView<T>> launch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using MemoryBuffer1D<T, Stride1D.Dense> destination = Device.Accelerator.Allocate1D<T>(length);
        using AcceleratorStream stream = Device.Accelerator.CreateStream();
        launch(stream, destination.View);
        stream.Synchronize();
        return destination.GetAsArray1D();
    }

    /// <summary>A buffer with values in it.</summary>
    internal MemoryBuffer1D<T, Stride1D.Dense> Upload<T>(T[] values)
        where T : unmanaged => Device.Accelerator.Allocate1D(values);

    public void Dispose() => Device.Dispose();
}

[CollectionDefinition(SharedDevice.Collection)]
public sealed class SharedDeviceSuite : ICollectionFixture<SharedDevice>;
