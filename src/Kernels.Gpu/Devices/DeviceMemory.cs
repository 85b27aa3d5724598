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
            throw device.OutOfMemory("device memory", bytes, limit - Taken);
        }

        MemoryBuffer1D<T, Stride1D.Dense> buffer = device.Allocate<T>(length);
        Taken += bytes;
        return buffer;
    }

    /// <summary>A buffer of zeros.</summary>
    public MemoryBuffer1D<T, Stride1D.Dense> AllocateZeros<T>(long length)
        where T : unmanaged
    {
        MemoryBuffer1D<T, Stride1D.Dense> buffer = Allocate<T>(length);
        try
        {
            device.Guarded("clearing memory", () =>
            {
                buffer.MemSetToZero();

                // Other streams do not wait for the default stream.
                device.Accelerator.DefaultStream.Synchronize();
            });
            return buffer;
        }
        catch
        {
            Free(buffer);
            throw;
        }
    }

    /// <summary>Memory of this machine that the device reads and writes by itself.</summary>
    public PageLockedArray1D<T> Lock<T>(long length)
        where T : unmanaged => device.Guarded(
            "locking memory",
            () => device.Accelerator.AllocatePageLocked1D<T>(length),
            cause => device.OutOfMemory("page-locked memory", checked(length * Interop.SizeOf<T>()), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, cause));

    /// <summary>Gives a buffer back.</summary>
    public void Free<T>(MemoryBuffer1D<T, Stride1D.Dense> buffer)
        where T : unmanaged
    {
        Taken -= buffer.LengthInBytes;
        device.Release(buffer);
    }
}
