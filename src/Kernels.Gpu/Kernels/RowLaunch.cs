using System;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Gpu;

/// <summary>The shape of a launch over rows: teams of threads, as many to a group as it can hold.</summary>
internal static class RowLaunch
{
    /// <summary>Groups and threads for that many rows.</summary>
    public static unsafe KernelConfig Shape<T>(Accelerator accelerator, long rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int team = sizeof(T) == sizeof(double) ? 8 : 16;
        int threads = Math.Min(128, accelerator.MaxNumThreadsPerGroup) / team * team;
        long groups = (rows + (threads / team) - 1) / (threads / team);
        return ((Index1D)checked((int)groups), (Index1D)threads);
    }
}
