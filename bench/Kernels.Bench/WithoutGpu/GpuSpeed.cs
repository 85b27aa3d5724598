using System;

namespace Kernels.Bench;

/// <summary>The GPU in a build without one.</summary>
internal static class GpuSpeed
{
    public static int Run(string[] args)
    {
        Console.Error.WriteLine("no GPU support in this build: build with WithGpu=true");
        return 1;
    }
}
