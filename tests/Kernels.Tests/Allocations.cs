using System;
using Xunit;

namespace Kernels.Tests;

internal static class Allocations
{
    private const int Attempts = 20;

    /// <summary>
    /// Asserts that a call can be made without a byte allocated. Tried several times: on a busy machine the runtime now and then books bytes on a thread
    /// during a call that allocates nothing (its own work, such as code loaded late). A kernel that allocates does so in every attempt.
    /// </summary>
    public static void AssertNone(Action call)
    {
        call();
        long fewest = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && fewest != 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, fewest);
    }
}
