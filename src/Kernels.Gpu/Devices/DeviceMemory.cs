using System;
using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Gpu;

/// <summary>Buffers of a device. Running out is one clear error that can be told from others, because a smaller block of work may fit.</summary>
/// <param name="device">The device.</param>
/// <param name="limit">Bytes that may be taken; for tests.</param>
internal sealed class DeviceMemory(GpuDevice device, long limit = long.MaxValue)
{
    public GpuDevice Device => device;

    /// <summary>Bytes taken.</summary>
    public long Taken { get; private set; }

    /// <summary>A buffer with anything in it.</summary>
    public MemoryBuffer1D<T, Stride1D.Dense> Allocate<T>(long length)
        where T : unmanaged
    {
        long bytes = checked(length * Interop.SizeOf<T>());
        if (Taken + bytes > limit)
        {
            throw OutOfMemory(bytes, null);
        }

        try
        {
            MemoryBuffer1D<T, Stride1D.Dense> buffer = device.Accelerator.Allocate1D<T>(length);
            Taken += bytes;
            return buffer;
        }
        catch (Exception exception) when (exception is AcceleratorException or OutOfMemoryException)
        {
            throw OutOfMemory(bytes, exception);
        }
    }

    /// <summary>A buffer of zeros.</summary>
    public MemoryBuffer1D<T, Stride1D.Dense> AllocateZeros<T>(long length)
        where T : unmanaged
    {
        MemoryBuffer1D<T, Stride1D.Dense> buffer = Allocate<T>(length);
        buffer.MemSetToZero();

        // Other streams do not wait for the default stream.
        device.Accelerator.DefaultStream.Synchronize();
        return buffer;
    }

    /// <summary>Memory of this machine that the device reads and writes by itself.</summary>
    public PageLockedArray1D<T> Lock<T>(long length)
        where T : unmanaged => device.Accelerator.AllocatePageLocked1D<T>(length);

    /// <summary>Gives a buffer back.</summary>
    public void Free<T>(MemoryBuffer1D<T, Stride1D.Dense> buffer)
        where T : unmanaged
    {
        Taken -= buffer.LengthInBytes;
        buffer.Dispose();
    }

    private GpuException OutOfMemory(long bytes, Exception? cause) => new(
        $"GPU {device.Name}: out of device memory, {bytes / 1e6:0.###} MB more were needed beside {Taken / 1e6:0.###} MB taken of {device.Accelerator.MemorySize / 1e6:0} MB",
        cause!)
    {
        IsOutOfMemory = true,
    };
}
