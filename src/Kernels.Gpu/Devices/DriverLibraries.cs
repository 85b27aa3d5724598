using System;
using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU;

namespace Kernels.Gpu;

/// <summary>Where the drivers' libraries are. ILGPU asks for <c>cuda</c> and <c>OpenCL</c>; a machine without developer packages has only the names with a version.</summary>
internal static class DriverLibraries
{
    private static readonly bool s_registered = Register();

    /// <summary>To be called before ILGPU looks for devices.</summary>
    public static bool Use() => s_registered;

    /// <summary>Whether NVIDIA's driver is there, with or without a GPU of its own.</summary>
    public static bool HasCuda
    {
        get
        {
            bool found = NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda" : "libcuda.so.1", out nint library);
            if (found)
            {
                NativeLibrary.Free(library);
            }

            return found;
        }
    }

    private static bool Register()
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, Resolve);
            return true;
        }
        catch (InvalidOperationException)
        {
            // The application, or ILGPU itself, has set one: theirs counts.
            return false;
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        string? versioned = name switch
        {
            "cuda" => "libcuda.so.1",
            "OpenCL" => "libOpenCL.so.1",
            _ => null,
        };

        // 0: the runtime's own search, which knows the other systems' names.
        return versioned is not null && OperatingSystem.IsLinux() && NativeLibrary.TryLoad(versioned, out nint library) ? library : 0;
    }
}
