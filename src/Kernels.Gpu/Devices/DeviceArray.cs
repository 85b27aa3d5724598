using System;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Gpu;

/// <summary>A buffer on the device that grows, and page-locked memory of this machine beside it, through which its values travel without waiting.</summary>
internal sealed class DeviceArray<T>(DeviceMemory memory) : IDisposable
    where T : unmanaged
{
    private MemoryBuffer1D<T, Stride1D.Dense>? _buffer;
    private PageLockedArray1D<T>? _host;

    /// <summary>The first values on the device.</summary>
    public ArrayView<T> View(long length) => length == 0 || _buffer is null ? ArrayView<T>.Empty : ((ArrayView<T>)_buffer.View).SubView(0, length);

    /// <summary>Room on the device. What was there is lost when it has to grow.</summary>
    public void Reserve(long length)
    {
        if (_buffer is null || _buffer.Length < length)
        {
            Free();
            long roomy = Math.Max(64, length + (length / 4));
            _buffer = memory.Allocate<T>(roomy);
        }
    }

    /// <summary>Room here too; what was there is lost when it has to grow.</summary>
    public Span<T> Host(long length)
    {
        if (_host is null || _host.Length < length)
        {
            FreeHost();
            _host = memory.Lock<T>(Math.Max(64, length + (length / 4)));
        }

        return _host.Span[..checked((int)length)];
    }

    /// <summary>From here to the device, when the stream comes to it.</summary>
    public void Upload(AcceleratorStream stream, long length)
    {
        if (length > 0)
        {
            memory.Device.Guarded(
                "copying to the device", () => View(length).CopyFromCPUUnsafeAsync(stream, ref MemoryMarshal.GetReference(_host!.Span), length));
        }
    }

    /// <summary>From the device to here, when the stream comes to it.</summary>
    public void Download(AcceleratorStream stream, long length)
    {
        if (length > 0)
        {
            Host(length);
            memory.Device.Guarded(
                "copying from the device", () => View(length).CopyToCPUUnsafeAsync(stream, ref MemoryMarshal.GetReference(_host!.Span), length));
        }
    }

    public void Dispose()
    {
        Free();
        FreeHost();
    }

    private void FreeHost()
    {
        if (_host is not null)
        {
            memory.Device.Release(_host);
            _host = null;
        }
    }

    private void Free()
    {
        if (_buffer is not null)
        {
            memory.Free(_buffer);
            _buffer = null;
        }
    }
}
