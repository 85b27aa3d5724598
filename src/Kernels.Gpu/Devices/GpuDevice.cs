using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Kernels.Gpu;

/// <summary>A GPU that is open for work: where kernels are compiled to and buffers live.</summary>
/// <remarks>
/// CUDA devices only: their arithmetic gives the processor's bits. OpenCL devices (AMD's, Intel's) are not supported, because in what ILGPU writes for them
/// neither the contraction of multiplications and additions nor the rounding of a fused multiply–add is in our hands; <see cref="FindUnsupported"/> names them.
/// The simulator is for tests: correct to the bit, and very slow.
/// </remarks>
public sealed partial class GpuDevice : IDisposable
{
    // A simulated group: one row of 16 values, and no more threads than barriers can stand.
    private const int SimulatedWarp = 4;
    private const int SimulatedWarps = 4;

    private readonly Context _context;
    private readonly ConcurrentDictionary<Type, object> _kernels = new();

    private GpuDevice(Context context, Device device)
    {
        _context = context;
        Accelerator = device.CreateAccelerator(context);
    }

    /// <summary>ILGPU's accelerator: makes the buffers and streams that kernels are launched with.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>The device's own name.</summary>
    public string Name => Accelerator.AcceleratorType == AcceleratorType.CPU ? "simulator" : Accelerator.Name;

    /// <summary>Threads of the largest group worth launching: the simulator's barriers cost a switch of threads for each.</summary>
    internal int LargestGroup => Accelerator.AcceleratorType == AcceleratorType.CPU ? 2 * SimulatedWarp : Accelerator.MaxNumThreadsPerGroup;

    /// <summary>A set of kernels of this device, made once: whoever asks next finds them compiled.</summary>
    internal TKernels Kernels<TKernels>(Func<Accelerator, TKernels> make)
        where TKernels : class => (TKernels)_kernels.GetOrAdd(typeof(TKernels), _ => make(Accelerator));

    /// <summary>What <see cref="Open"/> needs, and how much of it this machine has: the end of a sentence.</summary>
    public static string Requirement => DriverLibraries.HasCuda
        ? "an NVIDIA GPU (its driver is there and shows none)"
        : "an NVIDIA GPU with its driver (libcuda, which is not there)";

    /// <summary>The CUDA devices of this machine by name; empty where there are none, or no driver.</summary>
    public static IReadOnlyList<string> Find()
    {
        using Context context = CreateContext(simulator: false);
        return [.. CudaDevices(context).Select(device => $"{device.Name}, {device.MemorySize / (double)(1L << 30):0.#} GiB")];
    }

    /// <summary>GPUs of this machine that cannot be opened, by name: OpenCL reaches them and CUDA does not.</summary>
    public static IReadOnlyList<string> FindUnsupported()
    {
        DriverLibraries.Use();
        bool hasCuda = Find().Count > 0;
        return
        [
            .. CLDevice.GetDevices(device => device.DeviceType.HasFlag(CLDeviceType.CL_DEVICE_TYPE_GPU) && !(hasCuda && device.Vendor == CLDeviceVendor.Nvidia))
                .Select(device => device.Name.Trim()),
        ];
    }

    /// <summary>Opens a CUDA device.</summary>
    /// <param name="index">Which one, in the order of <see cref="Find"/>.</param>
    /// <exception cref="GpuException">There is no such device, or it could not be opened.</exception>
    public static GpuDevice Open(int index = 0)
    {
        Context context = CreateContext(simulator: false);
        try
        {
            Device[] devices = CudaDevices(context);
            if ((uint)index >= (uint)devices.Length)
            {
                throw new GpuException(devices.Length == 0
                    ? $"found no GPU, expected {Requirement}"
                    : $"found {devices.Length} GPUs, expected GPU {index} among them");
            }

            return new GpuDevice(context, devices[index]);
        }
        catch (AcceleratorException exception)
        {
            context.Dispose();
            throw new GpuException($"GPU {index} could not be opened: {exception.Message}", exception);
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    /// <summary>Opens ILGPU's simulator, which runs kernels on the processor: every result, none of the speed.</summary>
    public static GpuDevice OpenSimulator() => OpenSimulator(null);

    /// <summary>The same with something before each operation; for tests.</summary>
    internal static GpuDevice OpenSimulator(Action<string>? starting)
    {
        Context context = CreateContext(simulator: true);
        return new GpuDevice(context, context.Devices[0]) { Starting = starting };
    }

    /// <summary>Closes the device; its buffers and kernels go with it. Does not throw, even where the device is lost.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            Release(Accelerator);
            _isDisposed = true;
            _context.Dispose();
        }
    }

    // Where it finds no device ILGPU adds its simulator of its own accord.
    private static Device[] CudaDevices(Context context) => [.. context.Devices.Where(device => device.AcceleratorType == AcceleratorType.Cuda)];

    private static Context CreateContext(bool simulator)
    {
        DriverLibraries.Use();
        return Context.Create(builder =>
        {
            // Profiling only for its markers: they are the events on which a host thread can wait.
            DeviceKernel.Configure(builder).Profiling();
            if (simulator)
            {
                builder.CPU(new CPUDevice(SimulatedWarp, SimulatedWarps, 1));
            }
            else
            {
                builder.Cuda();
            }
        });
    }
}
