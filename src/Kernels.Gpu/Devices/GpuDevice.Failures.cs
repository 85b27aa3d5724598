using System;
using System.Globalization;
using System.Threading;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace Kernels.Gpu;

/// <content>What fails: a device that failed once is lost, for its state is not known any more; one whose memory was too small is not.</content>
public sealed partial class GpuDevice
{
    private string? _failure;
    private bool _isDisposed;

    /// <summary>Called with its name before each operation; what it throws is taken for the driver's. For tests.</summary>
    internal Action<string>? Starting { get; init; }

    /// <summary>A buffer on the device with anything in it; the caller disposes it.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="length">How many.</param>
    /// <exception cref="GpuException">The device has not so much memory free, or failed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public MemoryBuffer1D<T, Stride1D.Dense> Allocate<T>(long length)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        long bytes = checked(length * Interop.SizeOf<T>());
        return Guarded("allocating memory", () => Accelerator.Allocate1D<T>(length), cause => OutOfMemory("device memory", bytes, FreeMemory(), cause));
    }

    /// <summary>A buffer on the device that holds the values given; the caller disposes it.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="values">The values.</param>
    /// <exception cref="GpuException">The device has not so much memory free, or failed.</exception>
    public MemoryBuffer1D<T, Stride1D.Dense> Allocate<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        MemoryBuffer1D<T, Stride1D.Dense> buffer = Allocate<T>(values.Length);
        T[] copy = values.ToArray();
        try
        {
            Guarded("copying to the device", () => buffer.CopyFromCPU(copy));
            return buffer;
        }
        catch
        {
            Release(buffer);
            throw;
        }
    }

    /// <summary>Work on the device. Refused once it is lost; if it fails now, it is lost from now on.</summary>
    internal void Guarded(string what, Action work) => Guarded(what, () =>
    {
        work();
        return true;
    });

    /// <summary>The same with a result.</summary>
    internal TResult Guarded<TResult>(string what, Func<TResult> work) => Guarded(what, work, null);

    /// <summary>The same where memory may run out, which is no failure of the device.</summary>
    internal TResult Guarded<TResult>(string what, Func<TResult> work, Func<Exception, GpuException>? outOfMemory)
    {
        ThrowIfLost();
        try
        {
            Starting?.Invoke(what);
            return work();
        }
        catch (Exception exception) when (outOfMemory is not null && IsOutOfMemory(exception))
        {
            throw outOfMemory(exception);
        }
        catch (AcceleratorException exception)
        {
            throw Failed(what, exception);
        }
    }

    /// <summary>Notes a failure, if it is the first; to be thrown.</summary>
    internal GpuException Failed(string what, AcceleratorException exception)
    {
        string failure = $"failed at {what}: {exception.Message.ReplaceLineEndings(" ").Trim()}";
        Interlocked.CompareExchange(ref _failure, failure, null);
        return new GpuException($"GPU {Name} {failure}", exception);
    }

    /// <summary>Refuses work once the device is lost or closed.</summary>
    internal void ThrowIfLost()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_failure is string failure)
        {
            throw new GpuException($"GPU {Name} is lost: it {failure}; start the program again");
        }
    }

    /// <summary>Gives up a part of the device. Never throws: a device that fails at that is lost, and says so when it is used again.</summary>
    internal void Release(IDisposable part)
    {
        try
        {
            Starting?.Invoke("releasing memory");
            part.Dispose();
        }
        catch (AcceleratorException exception)
        {
            Failed("releasing memory", exception);
        }
    }

    /// <summary>The error of memory that is too small.</summary>
    internal GpuException OutOfMemory(string memory, long bytes, long free, Exception? cause = null) => new(
        string.Create(CultureInfo.InvariantCulture, $"GPU {Name}: out of {memory}: {bytes:N0} bytes were asked for, {free:N0} are free"), cause!)
    {
        IsOutOfMemory = true,
    };

    /// <summary>Bytes free on the device; the simulator's are this machine's.</summary>
    internal long FreeMemory() =>
        Accelerator is CudaAccelerator cuda ? Guarded("reading how much memory is free", cuda.GetFreeMemory) : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private static bool IsOutOfMemory(Exception exception) =>
        exception is OutOfMemoryException || (exception is CudaException cuda && cuda.Error == nameof(CudaError.CUDA_ERROR_OUT_OF_MEMORY));
}
