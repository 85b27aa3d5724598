using System;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>ILGPU's simulator, opened once for the suite: it compiles each kernel once, and runs one at a time.</summary>
public sealed class Simulator : IDisposable
{
    public const string Collection = "simulator";

    public GpuDevice Device { get; } = GpuDevice.OpenSimulator();

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
public sealed class SimulatorSuite : ICollectionFixture<Simulator>;
