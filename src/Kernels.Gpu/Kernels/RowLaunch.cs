using System;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Gpu;

/// <summary>The shape of a launch over rows: teams of threads, as many to a group as it can hold.</summary>
internal static class RowLaunch
{
    /// <summary>Groups and threads for that many rows, or parts of rows.</summary>
    public static KernelConfig Shape<T>(Accelerator accelerator, long rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int team = Team<T>();
        int threads = Math.Min(128, accelerator.MaxNumThreadsPerGroup) / team * team;
        long groups = (rows + (threads / team) - 1) / (threads / team);
        return ((Index1D)checked((int)groups), (Index1D)threads);
    }

    /// <summary>Whether so few rows are so long that most of a device would be idle with a team each.</summary>
    public static bool AreFewAndLong<T>(long rows, int rowLength)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => rows is > 0 and < 4096 && rowLength >= 16 * Chunk<T>();

    /// <summary>Parts of a row.</summary>
    public static long Parts(long rowLength, int partLength) => (rowLength + partLength - 1) / partLength;

    /// <summary>Values of a chunk.</summary>
    public static int Chunk<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => 16 * Team<T>();

    // The values of 512 bits.
    private static unsafe int Team<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => 64 / sizeof(T);
}
